"""KitchenHub: the server that carries an order from the waiter's tablet to cook, slip, stock, bill and
books.

The map: `app.py` composes, `hub.py` takes commands, `consequences.py` says what follows from what; a
folder per subject (menu, floor, orders, kitchen, stock, bills, shifts, ledger, staff, paper, alerts,
restaurant); `store/`, `live/` and `api/` know no subject.
"""

__version__ = "0.1.0"
