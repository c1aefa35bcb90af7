"""Paper: a slip as data, its layout by columns, ESC/POS bytes, transport over TCP, the spooler, a
virtual printer.

`slip.py` what is handed over, `text.py` the filter for people's text, `layout.py` and `kinds/` lines by
columns, `encode.py` and `raster.py` bytes, `transport.py` one slip on one connection, `queue.py` where
jobs come from, `spooler.py` one loop per printer, `virtual/` a printer for tests and the demo. It
imports only its own files.
"""
