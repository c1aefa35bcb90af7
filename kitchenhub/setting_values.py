"""How the text of a setting becomes its value.

Each reader raises ValueError with the rest of a sentence whose subject is the text that was given.
"""

from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult, urlsplit

Read = Callable[[str], Any]


def text(given: str) -> str:
    """Any text that is not empty."""
    if not given or not given.isprintable():
        raise ValueError("is empty or contains control characters.")
    return given


def whole(least: int, most: int) -> Read:
    """A whole number within limits."""

    def read(given: str) -> int:
        if not (given.isascii() and given.isdigit() and len(given) < 10) or not least <= int(given) <= most:
            raise ValueError(f"is not a whole number from {least} to {most}.")
        return int(given)

    return read


def one_of(*words: str) -> Read:
    """One of a few words."""

    def read(given: str) -> str:
        if given not in words:
            raise ValueError(f"is none of {', '.join(words)}.")
        return given

    return read


def database_url(given: str) -> str:
    """The path inside a SQLite URL, or the whole URL of a PostgreSQL database."""
    if given.startswith("postgresql://") and (parts := _url(given)) and len(parts.path) > 1:
        return given
    path = given.removeprefix("sqlite:///")
    if path == given or not path or "?" in path:
        raise ValueError(
            "is not a database URL; write sqlite:///kitchenhub.db, sqlite:////a/whole/path.db or "
            "postgresql://user:password@host/name."
        )
    return path


def redis_url(given: str) -> str | None:
    """The URL of a Redis, or nothing: one process needs none."""
    if not given:
        return None
    if given.startswith(("redis://", "rediss://", "unix://")) and _url(given):
        return given
    raise ValueError("is not a Redis URL; write redis://host:6379/0.")


def _url(given: str) -> SplitResult | None:
    try:
        parts = urlsplit(given)
        return parts if parts.port is None or parts.port else None
    except ValueError:  # a port that is no number
        return None


def addresses(given: str) -> tuple[str, ...]:
    """IP addresses with commas between them."""
    try:
        return tuple(str(ip_address(part)) for part in _parts(given))
    except ValueError:
        raise ValueError("is not a list of IP addresses such as 127.0.0.1,10.0.0.2.") from None


def networks(given: str) -> tuple[Any, ...]:
    """Networks in CIDR notation with commas between them."""
    try:
        return tuple(ip_network(part) for part in _parts(given))
    except ValueError as fault:
        raise ValueError(f"is not a list of networks such as 10.0.0.0/8,127.0.0.0/8 ({fault}).") from None


def port_ranges(given: str) -> tuple[tuple[int, int], ...]:
    """Ports and ranges of ports with commas between them, as pairs of first and last."""
    ranges: list[tuple[int, int]] = []
    port = whole(1, 65535)
    try:
        for part in _parts(given):
            first, dash, last = part.partition("-")
            ranges.append((port(first), port(last if dash else first)))
    except ValueError:
        ranges = []
    if not ranges or any(first > last for first, last in ranges):
        raise ValueError("is not a list of ports such as 9100,9101-9110.")
    return tuple(ranges)


def _parts(given: str) -> list[str]:
    return [part.strip() for part in given.split(",") if part.strip()]
