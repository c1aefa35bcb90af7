"""`kitchenhub bench`: the speed of the hot path beside its own floor, in one run.

`orders.py` the order that is sent, `capture.py` what it writes, `floor.py` the least that any server must
do for it (and bare echo), `http_client.py`, `screens.py` and `load.py` the clients in a process of their
own, `rounds.py` the interleaved rounds, `report.py` the table.
"""
