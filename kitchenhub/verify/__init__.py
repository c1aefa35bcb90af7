"""`kitchenhub verify`: the invariants I1 to I7, checked on the rows alone. It only reads.

`findings.py` what a check says, `chain.py` I7, `identity.py` I1, `kitchen.py` I2 and I6, `stock.py` I3,
`money.py` I4, `books.py` I5, `audit.py` all of them for every restaurant of a database.
"""
