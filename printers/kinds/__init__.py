"""What each kind of slip looks like: `kitchen.py` tickets, voids and fires, `money.py` checks and
receipts, `report.py` reports and the test slip.
"""
