"""The live channel: what screens are told, and how old it is. It knows no subject.

`protocol.py` frames without I/O, `audience.py` who may hear what, `feed.py` committed events on their way
to sessions, `session.py` one socket with its own queue and sender, `endpoint.py` the WebSocket route.
"""
