"""An alert as screens show it."""

import msgspec

from kitchenhub.alerts.tables import Alert, Severity
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.reads import Reads
from kitchenhub.wire import Time


class AlertCard(msgspec.Struct, frozen=True, kw_only=True):
    """One trouble, in plain words, and what to do."""

    id: str
    code: str
    severity: Severity
    subject: str
    text: str
    detail: str | None
    raised_at: Time
    cleared_at: Time | None
    version: int
    seq: int


def alert_card(row: Alert) -> AlertCard:
    """The card of an alert."""
    return AlertCard(
        id=row.id, code=row.code, severity=row.severity, subject=row.subject, text=row.text,
        detail=row.detail, raised_at=row.raised_at, cleared_at=row.cleared_at, version=row.version,
        seq=row.seq,
    )  # fmt: skip


def _shown(reads: Reads, id: str) -> Shown:
    row = reads.get(Alert, id)
    if row is None:
        raise RuntimeError(f"alert {id} vanished")
    return Shown("office", alert_card(row))


CARDS = {"alert": CardKind(_shown, Alert)}
