"""Making room for a restaurant in a database: its log begins, before any command can run.

Every command appends to the log of its restaurant, so the log's head is the one row that no command can
write first. The rest of a restaurant comes from its file by `apply_file`, a command like any other.
"""

import uuid

import sqlalchemy as sa

from kitchenhub.store.database import Database
from kitchenhub.store.log import FIRST_HASH, LogHead
from kitchenhub.store.rows import TABLES

_HEADS = TABLES[LogHead].table
_LAST = sa.select(sa.func.max(_HEADS.c.restaurant_id))


def found_restaurant(database: Database) -> int:
    """Begin the log of a new restaurant; its number. The schema is in place and no writer runs yet."""
    session = database.open_writer()
    try:
        session.begin()
        ((last,),) = session.fetch(database.compiled(_LAST).sql)
        head = LogHead(restaurant_id=(last or 0) + 1, log=str(uuid.uuid4()), last_seq=0, last_hash=FIRST_HASH)
        session.write_many(database.insert(LogHead).sql, [TABLES[LogHead].to_sql(head)])
        session.commit()
        return head.restaurant_id
    finally:
        session.rollback()
        session.close()
