"""Paper: a slip as data, its layout by columns, ESC/POS bytes, transport over TCP, spooler, virtual printer.

The way of a slip: `queue.py` where jobs come from → `spooler.py` one loop per printer → `slip.py` what is
handed over → `layout.py` and `kinds/` styled `lines.py`, every text through `text.py` → `encode.py` bytes,
with `raster.py`, `fonts.py` and `frames.py` for what no code page has → `transport.py` one slip on one
connection to an allowed `address.py`, answered by `replies.py`. `virtual/` is a printer for tests and the
demo. This package imports only its own files.
"""
