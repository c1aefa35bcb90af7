"""The process that listens: `listening.py` the socket, `limits.py` what a request's head may cost,
`running.py` from start to a stop within ten seconds.
"""
