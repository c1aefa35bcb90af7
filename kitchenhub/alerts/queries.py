"""Reading alerts."""

from itertools import product
from typing import Any

import msgspec
import sqlalchemy as sa

from kitchenhub.alerts.cards import AlertCard, alert_card
from kitchenhub.alerts.tables import Alert
from kitchenhub.store.paging import Paged, cursor_of, key_of
from kitchenhub.store.reads import Reader, columns_of
from kitchenhub.store.rows import TABLES

_alerts = TABLES[Alert].table.c
_FURTHER = sa.tuple_(_alerts.raised_at, _alerts.id) < sa.tuple_(sa.bindparam("raised_at"), sa.bindparam("id"))
_OPEN = {None: sa.true(), True: _alerts.cleared_at.is_(None), False: _alerts.cleared_at.is_not(None)}
# By which are wanted and whether it goes on: each clause is compiled once and kept.
_PAGES = {
    (wanted, goes_on): sa.select(*columns_of(Alert))
    .where(
        _alerts.restaurant_id == sa.bindparam("restaurant_id"),
        _OPEN[wanted],
        _FURTHER if goes_on else sa.true(),
    )
    .order_by(_alerts.raised_at.desc(), _alerts.id.desc())
    .limit(sa.bindparam("limit"))
    for wanted, goes_on in product(_OPEN, (False, True))
}


class AlertQuery(Paged, frozen=True, kw_only=True):
    """Which alerts: those that last (true), those that are over (false), or both."""

    open: bool | None = None


class Alerts(msgspec.Struct, frozen=True, kw_only=True):
    """What is and was wrong, latest first."""

    alerts: list[AlertCard]
    next: str | None


def open_alerts(reader: Reader) -> list[AlertCard]:
    """The alerts that are not cleared, oldest first: what the office's screens see first."""
    rows = sorted(reader.find(Alert, cleared_at=None), key=lambda row: (row.raised_at, row.id))
    return [alert_card(row) for row in rows]


def list_alerts(reader: Reader, query: AlertQuery) -> Alerts:
    """Alerts, latest first."""
    after: dict[str, Any] = {}
    if query.cursor is not None:
        after = dict(zip(("raised_at", "id"), key_of(query.cursor, (str, str)), strict=True))
    clause = _PAGES[query.open, query.cursor is not None]
    rows = reader.select(Alert, clause, limit=query.limit + 1, **after)
    shown = rows[: query.limit]
    more = len(rows) > query.limit
    return Alerts(
        alerts=[alert_card(row) for row in shown],
        next=cursor_of(shown[-1].raised_at, shown[-1].id) if more else None,
    )
