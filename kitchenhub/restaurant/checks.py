"""Checks of single values: what a name, a currency, a time zone, a PIN, a printer's address may be.

Each takes the text as written and returns the value, or raises WrongValue with what to do about it.
"""

import re
import unicodedata
import zoneinfo
from functools import cache
from ipaddress import IPv6Address

import babel
from babel.core import UnknownLocaleError
from babel.numbers import get_currency_precision, list_currencies

from kitchenhub.restaurant.mistakes import FileRejected, Mistake, WrongValue, shown

NAME_MAX = 200
_ADDRESS = re.compile(
    r"tcp://(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?):(?P<port>[0-9]{1,5})"
)
# Overrides and isolates of direction make the rest of a slip or a screen read backwards.
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def text_of(content: bytes) -> str:
    """A file's bytes as text: UTF-8, with or without a byte order mark. Raises FileRejected otherwise."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRejected([Mistake(line, "", "the file is not UTF-8 text")]) from None


def unfit_character(text: str) -> str | None:
    """The first character that may not stand in a text: control, line separator, surrogate, direction."""
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in _DIRECTION:
            return f"U+{ord(char):04X}"
    return None


def name_of(text: str) -> str:
    """A name as written apart from spaces at its edges, 1 to 200 characters on one line."""
    text = text.strip()
    if not text:
        raise WrongValue("must not be empty")
    if len(text) > NAME_MAX:
        raise WrongValue(f"is longer than {NAME_MAX} characters")
    if unfit := unfit_character(text):
        raise WrongValue(f"contains the character {unfit}, which cannot be shown or printed")
    return text


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def currency_of(text: str) -> str:
    """A known ISO 4217 code."""
    if text not in _currencies():
        raise WrongValue(f'"{shown(text)}" is not a currency code like EUR')
    return text


def minor_digits(currency: str) -> int:
    """How many decimals prices in the currency have: 2 for EUR, 0 for JPY."""
    return get_currency_precision(currency)


@cache
def _timezones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def timezone_of(text: str) -> str:
    """A known time zone by its IANA name."""
    if text not in _timezones():
        raise WrongValue(f'"{shown(text)}" is not a time zone like Europe/Rome')
    return text


def locale_of(text: str) -> str:
    """A locale that amounts and dates can be written in."""
    try:
        babel.Locale.parse(text, sep="-")
    except (ValueError, UnknownLocaleError):
        raise WrongValue(f'"{shown(text)}" is not a locale like it-IT') from None
    return text


def time_of_day_of(text: str) -> str:
    """A time of day, HH:MM."""
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise WrongValue(f'"{shown(text)}" is not a time of day like 04:00')
    return text


def pin_of(text: str) -> str:
    """A PIN of 4 to 8 digits. The message never repeats it."""
    if not re.fullmatch(r"[0-9]{4,8}", text):
        raise WrongValue("a PIN is 4 to 8 digits")
    return text


def address_of(text: str) -> tuple[str, str, int]:
    """A printer's address with its host and port. Which networks are allowed is checked when connecting."""
    found = _ADDRESS.fullmatch(text)
    wrong = WrongValue(f'"{shown(text)}" is not an address like tcp://10.20.0.11:9100')
    if found is None or not 1 <= int(found["port"]) <= 65535:
        raise wrong
    host = found["host"]
    if host.startswith("["):
        host = host[1:-1]
        try:
            IPv6Address(host)
        except ValueError:
            raise wrong from None
    return text, host, int(found["port"])
