"""How the text of a setting becomes its value.

Each reader raises ValueError with the rest of a sentence whose subject is the text that was given.
"""

from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any

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


def sqlite_path(given: str) -> str:
    """The path inside a SQLite URL."""
    if given.startswith(("postgresql", "postgres")):
        raise ValueError(
            "names PostgreSQL, which this version does not support yet; "
            "leave it out to keep the rows in a SQLite file in the data folder."
        )
    path = given.removeprefix("sqlite:///")
    if path == given or not path or "?" in path:
        raise ValueError(
            "is not a database URL; write sqlite:///kitchenhub.db or sqlite:////a/whole/path.db."
        )
    return path


def no_redis(given: str) -> None:
    """Nothing: this version runs as one process and knows no Redis."""
    if given:
        raise ValueError("names Redis, which this version does not support yet; leave it out.")


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
