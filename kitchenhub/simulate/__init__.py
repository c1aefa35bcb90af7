"""Playing orders through the same doors as everyone else, and reconciling every figure.

`orders_file.py` and `made_menu.py` read the file and make its menu, `fresh_hub.py` starts a hub of its own,
`tablets.py`, `screens.py` and `printing.py` are its clients over HTTP, WebSocket and TCP, `playing.py` lets
them play, `reconciling.py` compares what came out with what went in.
"""
