"""Rows of alerts."""

from typing import Literal

from kitchenhub.store.rows import Row, table

Severity = Literal["info", "warn", "danger"]


@table("alerts", indexes=(("cleared_at",),))
class Alert(Row, frozen=True, kw_only=True):
    """One trouble. The id is made from code and subject, so that it is raised once while it lasts."""

    id: str
    code: str
    severity: Severity
    subject: str
    text: str
    detail: str | None
    raised_at: str
    cleared_at: str | None = None
    seq: int = 0
    version: int = 1
