"""Moments as text: RFC 3339 in UTC with milliseconds and Z, which sorts as it happened."""

from datetime import UTC, datetime, timedelta


def time_text(moment: datetime) -> str:
    """An aware moment as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now_text() -> str:
    """The wall clock's moment."""
    return time_text(datetime.now(UTC))


def later(at: str, by: timedelta) -> str:
    """The moment `by` after `at`."""
    return time_text(datetime.fromisoformat(at) + by)
