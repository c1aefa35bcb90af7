"""Reading alerts."""

import msgspec

from kitchenhub.alerts.cards import AlertCard, alert_card
from kitchenhub.alerts.tables import Alert
from kitchenhub.store.reads import Reader


class Alerts(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong now, oldest first."""

    alerts: list[AlertCard]


def open_alerts(reader: Reader) -> list[AlertCard]:
    """The alerts that are not cleared."""
    rows = sorted(reader.find(Alert, cleared_at=None), key=lambda row: row.raised_at)
    return [alert_card(row) for row in rows]


def list_alerts(reader: Reader) -> Alerts:
    """What is wrong now."""
    return Alerts(alerts=open_alerts(reader))
