"""How amounts, times and names stand on paper: in the restaurant's language, currency and time zone."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from kitchenhub.restaurant.tables import Restaurant


def money(restaurant: Restaurant, cents: int) -> str:
    """An amount as the restaurant's guests write it, such as `12,00 €`."""
    return _formatter(restaurant.locale, restaurant.currency)(cents)


@cache
def _formatter(locale: str, currency: str) -> Callable[[int], str]:
    # Imported late: babel and its data cost a start some 100 ms, and the first slip comes later.
    from babel import Locale, UnknownLocaleError
    from babel.numbers import format_currency, get_currency_precision

    try:
        known = Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        known = Locale.parse("en")
    digits = get_currency_precision(currency)

    def format_cents(cents: int) -> str:
        return format_currency(Decimal(cents).scaleb(-digits), currency, locale=known)

    return format_cents


def clock_time(restaurant: Restaurant, at: str) -> str:
    """The time of day where the restaurant is: `19:42`."""
    return _local(restaurant, at).strftime("%H:%M")


def day_and_time(restaurant: Restaurant, at: str) -> str:
    """Date and time where the restaurant is: `2026-11-23 19:42`."""
    return _local(restaurant, at).strftime("%Y-%m-%d %H:%M")


def label(key: str) -> str:
    """A field's name as a label: `over_short_cents` → `Over short`."""
    words = key.removesuffix("_cents").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _local(restaurant: Restaurant, at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(ZoneInfo(restaurant.timezone))
