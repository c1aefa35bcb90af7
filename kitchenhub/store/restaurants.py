"""Which restaurants this database holds: the only look-ups that are not scoped to one of them."""

import sqlalchemy as sa

from kitchenhub.store.database import Database
from kitchenhub.store.log import LogHead
from kitchenhub.store.rows import TABLES

_HEADS = TABLES[LogHead].table
_IDS = sa.select(_HEADS.c.restaurant_id).order_by(_HEADS.c.restaurant_id)


def restaurant_ids(database: Database) -> list[int]:
    """The numbers of all restaurants, lowest first. The schema must be in place."""
    with database.reading() as session:
        return [number for (number,) in session.fetch(database.compiled(_IDS).sql)]
