"""Kinds of slips: `ticket.py` what the kitchen gets, `money.py` check and receipt, `report.py` the
close.
"""
