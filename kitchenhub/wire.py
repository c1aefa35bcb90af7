"""Types that the wire contract repeats: ids, money, text, quantities. They carry their own limits.

Every body is a Struct that inherits `Body`: unknown fields are refused.
"""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

NOTE_MAX = 500
NAME_MAX = 200
CENTS_MAX = 100_000_000
UUID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"

Uuid = Annotated[
    str, Meta(pattern=UUID_PATTERN, description="UUID of any version, lower case, made by the client")
]
Id = Annotated[str, Meta(min_length=1, max_length=100)]
Name = Annotated[str, Meta(min_length=1, max_length=NAME_MAX)]
Note = Annotated[str, Meta(max_length=NOTE_MAX)]
Reason = Annotated[str, Meta(min_length=1, max_length=NOTE_MAX)]
Quantity = Annotated[int, Meta(ge=1, le=999)]
Seat = Annotated[int, Meta(ge=1, le=99)]
Course = Annotated[int, Meta(ge=0, le=20)]
Covers = Annotated[int, Meta(ge=1, le=999)]
Cents = Annotated[int, Meta(ge=0, le=CENTS_MAX)]
CentsAboveZero = Annotated[int, Meta(ge=1, le=CENTS_MAX)]
DecimalText = Annotated[str, Meta(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$", description="a decimal number")]
Percent = Annotated[str, Meta(pattern=r"^[0-9]{1,3}(\.[0-9]{1,2})?$")]
Time = Annotated[str, Meta(description="RFC 3339, UTC")]
Currency = Annotated[str, Meta(description="ISO 4217")]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request body: what is not named in it is refused."""


def quantity_text(milli: int) -> str:
    """Thousandths as the shortest decimal text: 1500 → `1.5`."""
    whole, rest = divmod(abs(milli), 1000)
    text = f"{whole}.{rest:03d}".rstrip("0").rstrip(".") if rest else str(whole)
    return f"-{text}" if milli < 0 else text


def percent_text(basis_points: int) -> str:
    """Basis points as percent text: 1000 → `10`."""
    return quantity_text(basis_points * 10)


def basis_points(percent: str) -> int:
    """Percent text as basis points: `7.5` → 750."""
    return int(Decimal(percent) * 100)
