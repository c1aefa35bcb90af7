"""The business day: the restaurant's local date, where a day begins at the cut-off (`day_starts`)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.times import time_text


def business_day(restaurant: Restaurant, at: str) -> str:
    """The business day (YYYY-MM-DD) that a moment belongs to."""
    return _day(restaurant, at).isoformat()


def day_end(restaurant: Restaurant, at: str) -> str:
    """The moment at which the business day of `at` ends: the next cut-off."""
    return time_text(_cut_off(restaurant, _day(restaurant, at) + timedelta(days=1)))


def _day(restaurant: Restaurant, at: str) -> date:
    moment = datetime.fromisoformat(at)
    today = moment.astimezone(ZoneInfo(restaurant.timezone)).date()
    return today - timedelta(days=moment < _cut_off(restaurant, today))


def _cut_off(restaurant: Restaurant, day: date) -> datetime:
    # In UTC, because wall-clock times of one zone compare wrongly in the hour that a clock change repeats.
    local = datetime.combine(day, time.fromisoformat(restaurant.day_starts), ZoneInfo(restaurant.timezone))
    return local.astimezone(UTC)
