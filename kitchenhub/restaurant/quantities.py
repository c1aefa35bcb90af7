"""Numbers of a file as whole numbers: cents, thousandths, millionths, basis points.

Always from the text as written and exact (Fraction): what does not come out whole is a mistake, never
rounded. Also the way back to the shortest text.
"""

import re
from fractions import Fraction
from typing import Literal

from kitchenhub.restaurant.mistakes import WrongValue, shown
from kitchenhub.wire import CENTS_MAX, quantity_text

Unit = Literal["g", "ml", "each"]

# unit of the kitchen → base unit and how many of it
UNITS: dict[str, tuple[Unit, Fraction]] = {
    "kg": ("g", Fraction(1000)),
    "g": ("g", Fraction(1)),
    "mg": ("g", Fraction(1, 1000)),
    "l": ("ml", Fraction(1000)),
    "cl": ("ml", Fraction(10)),
    "ml": ("ml", Fraction(1)),
    "dozen": ("each", Fraction(12)),
    "each": ("each", Fraction(1)),
}
BASE_UNITS: tuple[Unit, ...] = ("g", "ml", "each")
QUANTITY_MILLI_MAX = 10**12  # a thousand tonnes
MICROS_MAX = 10**12

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?")
_QUANTITY = re.compile(r"(?P<number>\S*[0-9.,])\s*(?P<unit>[A-Za-z]*)")


def exact(text: str) -> Fraction:
    """The decimal number that stands in the text. Digits are ASCII, the point is a point."""
    if not _NUMBER.fullmatch(text):
        raise WrongValue(f'"{shown(text)}" is not a decimal number like 12.50')
    return Fraction(text)


def cents_of(text: str, digits: int) -> int:
    """Money as minor units of a currency with so many digits: `12.5` → 1250. Never negative."""
    value = exact(text) * 10**digits
    if value < 0:
        raise WrongValue(f"{text} is negative")
    if value.denominator != 1:
        raise WrongValue(f"{text} has more decimals than the currency's {digits}")
    if value > CENTS_MAX:
        raise WrongValue(f"{text} is more than {money_text(CENTS_MAX, digits)}")
    return int(value)


def milli_of(text: str, base: Unit) -> int:
    """A quantity such as `180 g`, `1.5 kg` or `3` (of the base unit) as thousandths of the base unit."""
    found = _QUANTITY.fullmatch(text.strip())
    if found is None:
        raise WrongValue(f'"{shown(text)}" is not a quantity like 180 g')
    return converted_milli(found["number"], found["unit"] or base, base)


def converted_milli(number: str, unit: str, base: Unit) -> int:
    """A number of a unit as thousandths of the base unit. Not negative, and it must come out whole."""
    if unit not in UNITS:
        raise WrongValue(f'"{shown(unit)}" is not a unit: {", ".join(UNITS)}')
    own_base, factor = UNITS[unit]
    if own_base != base:
        raise WrongValue(f"{unit} does not convert to {base}")
    value = exact(number) * factor * 1000
    if value < 0:
        raise WrongValue(f"{number} is negative")
    if value.denominator != 1:
        raise WrongValue(f"{number} {unit} is not a whole thousandth of 1 {base}")
    if value > QUANTITY_MILLI_MAX:
        raise WrongValue(f"{number} {unit} is too much")
    return int(value)


def micros_of(text: str) -> int:
    """A cost for one base unit as millionths of the currency: `0.011` → 11000."""
    value = exact(text) * 1_000_000
    if not 0 <= value <= MICROS_MAX:
        raise WrongValue(f"{text} is not between 0 and {MICROS_MAX // 1_000_000}")
    if value.denominator != 1:
        raise WrongValue(f"{text} has more than 6 decimals")
    return int(value)


def rate_bp_of(text: str) -> int:
    """A percentage as basis points: `7.5` → 750, from 0 to 100 with up to 2 decimals."""
    value = exact(text) * 100
    if not 0 <= value <= 10_000:
        raise WrongValue(f"{text} is not between 0 and 100")
    if value.denominator != 1:
        raise WrongValue(f"{text} has more than 2 decimals")
    return int(value)


def money_text(cents: int, digits: int) -> str:
    """Minor units as text with all the currency's decimals: 1250 → `12.50`."""
    whole, rest = divmod(cents, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if digits else str(whole)


def micros_text(micros: int) -> str:
    """Millionths as the shortest decimal text: 11000 → `0.011`."""
    whole, rest = divmod(micros, 1_000_000)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")


def amount_text(milli: int, unit: Unit) -> str:
    """A quantity with its unit: 180000 of g → `180 g`."""
    return f"{quantity_text(milli)} {unit}"
