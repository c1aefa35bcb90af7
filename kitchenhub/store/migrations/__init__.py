"""The schema's history: one Alembic revision per step in `versions/`, never changed once released.

`generate.py` writes the steps of the first release from the tables; later steps are written by hand.
"""

# The newest revision, known here so that a start on a current database need not import Alembic.
HEAD = "0013_paper"
