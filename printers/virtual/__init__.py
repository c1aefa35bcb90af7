"""A virtual printer: a TCP server that reads ESC/POS as a printer does and shows what is on its paper.

`parsing.py` bytes to `operations.py`, `paper.py` operations to a slip, `strip.py` and `drawing.py` the
slip as HTML and as a picture, `connection.py` answers and prints, `faults.py` what can be wrong,
`server.py` the printer.
"""

from printers.virtual.faults import KINDS as FAULTS
from printers.virtual.paper import PrintedSlip
from printers.virtual.server import VirtualPrinter
from printers.virtual.strip import STYLESHEET

__all__ = ["FAULTS", "STYLESHEET", "PrintedSlip", "VirtualPrinter"]
