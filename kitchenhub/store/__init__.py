"""The store: one restaurant is one log.

`rows.py` typed rows and their tables, `database.py` connections and compiled statements, `cache.py` what
the writer remembers, `work.py` what one command reads and records, `writer.py` the one writer with group
commit, `log.py` events and their hash chain, `command_log.py` idempotency, `reads.py` read-only queries,
`outbox.py` what leaves the house.
"""
