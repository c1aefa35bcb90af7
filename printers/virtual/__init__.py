"""A virtual printer: a TCP server that reads ESC/POS as a printer does and shows what is on its paper.

`parsing.py` bytes to operations, `paper.py` operations to text, HTML and a picture, `server.py` status,
receipts and faults on demand.
"""

from printers.virtual.server import FAULTS, VirtualPrinter

__all__ = ["FAULTS", "VirtualPrinter"]
