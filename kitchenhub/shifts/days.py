"""The day that money is booked in: the running business day, or the first open one after a Z."""

from datetime import date, timedelta

from kitchenhub.restaurant.days import business_day
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.shifts.tables import DayClose
from kitchenhub.store.reads import Reads


def posting_day(reads: Reads, at: str) -> str:
    """The business day (YYYY-MM-DD) that something which happens at `at` is booked in.

    A day whose Z was made takes nothing more: what comes after it counts for the next day.
    """
    restaurant = reads.get(Restaurant)
    if restaurant is None:
        raise RuntimeError("a restaurant without settings")
    day = business_day(restaurant, at)
    while reads.get(DayClose, day) is not None:
        day = next_day(day)
    return day


def is_closed(reads: Reads, day: str | None) -> bool:
    """Whether the Z of this day was made."""
    return day is not None and reads.get(DayClose, day) is not None


def next_day(day: str) -> str:
    """The calendar day after this one."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def days_back(day: str, count: int) -> list[str]:
    """This day and the ones before it, latest first."""
    last = date.fromisoformat(day)
    return [(last - timedelta(days=back)).isoformat() for back in range(count)]
