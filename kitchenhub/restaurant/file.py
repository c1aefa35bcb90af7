"""A restaurant file after reading: everything checked, defaults filled in, all numbers whole.

Money is minor units of the currency (`_cents`), quantities thousandths of the base unit (`_milli`),
rates basis points (`_bp`), costs millionths of the currency per base unit (`_micros`). The order of a
tuple is the order of the file and is what screens show. Nothing here reads or stores anything.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from kitchenhub.restaurant.quantities import Unit
from kitchenhub.roles import Role

PayWhen = Literal["before", "after"]
WhenOut = Literal["warn", "block"]
StationKind = Literal["station", "pass"]
Progress = Literal["start_and_bump", "bump_only", "none"]
Held = Literal["show", "hide", "print_then_fire_slip"]

ORDER_TYPES: dict[str, PayWhen] = {
    "dine_in": "after",
    "counter": "before",
    "takeaway": "before",
    "delivery": "before",
    "tab": "after",
}
REASON_KINDS = ("void", "comp", "remake", "waste", "discount", "refund", "no_sale", "pay_in", "pay_out")
STAFF_ROLES: tuple[Role, ...] = ("owner", "manager", "cashier", "waiter", "kitchen")
COURSE_DEFAULT = 1
ID_MAX = 64
ID_PATTERN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,63}")


class ServiceCharge(msgspec.Struct, frozen=True, kw_only=True):
    """Added to bills of at least so many covers."""

    percent_bp: int
    from_covers: int


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The restaurant itself. `day_starts` is HH:MM, local: when a business day begins."""

    name: str
    currency: str
    timezone: str
    locale: str = "en"
    prices_include_tax: bool = True
    day_starts: str = "04:00"
    pacing: bool = False
    receipt_printer: str | None = None
    cover_charge_cents: int = 0
    service_charge: ServiceCharge | None = None


class TaxClass(msgspec.Struct, frozen=True, kw_only=True):
    """A rate, and the order types where it differs. No `rate_bp`: only the named order types have one."""

    id: str
    rate_bp: int | None
    by_type: dict[str, int] = {}


class Printer(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt printer reached over TCP. `backup` takes its slips when it does not print."""

    id: str
    name: str
    address: str
    host: str
    port: int
    columns: int = 42
    backup: str | None = None


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the kitchen, or a pass, which watches `stations`. Thresholds are a ticket's age."""

    id: str
    name: str
    kind: StationKind = "station"
    printer: str | None = None
    screen: bool = True
    progress: Progress = "start_and_bump"
    held: Held = "show"
    warm_seconds: int = 480
    late_seconds: int = 900
    stations: tuple[str, ...] = ()


class Drawer(msgspec.Struct, frozen=True, kw_only=True):
    """A cash drawer, opened through its printer."""

    id: str
    name: str
    printer: str | None = None


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table. `position` counts from 0 within its section."""

    id: str
    seats: int
    position: int


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the room. A table's id is unique in the whole restaurant."""

    id: str
    name: str
    tables: tuple[Table, ...] = ()


class StaffMember(msgspec.Struct, frozen=True, kw_only=True):
    """A person. `pin` is null only where the file was read without asking for PINs."""

    id: str
    name: str
    role: Role
    pin: str | None


class Ingredient(msgspec.Struct, frozen=True, kw_only=True):
    """What recipes use, counted in its base unit."""

    id: str
    name: str
    unit: Unit
    on_hand_milli: int = 0
    par_milli: int | None = None
    cost_micros: int | None = None
    when_out: WhenOut = "warn"
    allergens: tuple[str, ...] = ()


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One choice of a group. `prep_seconds` is added to the item's and may be negative."""

    id: str
    name: str
    price_cents: int = 0
    recipe: dict[str, int] = {}
    prep_seconds: int = 0
    allergens: tuple[str, ...] = ()


class ModifierGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Choices that belong together. `max` null: no maximum."""

    id: str
    name: str
    options: tuple[Option, ...]
    min: int = 0
    max: int | None = None


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """A size or form of an item. A recipe of its own (even an empty one) replaces the item's."""

    id: str
    name: str
    price_cents: int
    recipe: dict[str, int] | None = None
    prep_seconds: int | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """Something sold, with its own or its category's stations, tax and course already resolved.

    `price_cents` is null when it is only sold in variants. `remaining` is a count that runs down.
    """

    id: str
    name: str
    price_cents: int | None
    tax: str
    stations: tuple[str, ...]
    course: int = COURSE_DEFAULT
    kitchen_name: str | None = None
    variants: tuple[Variant, ...] = ()
    allergens: tuple[str, ...] = ()
    recipe: dict[str, int] = {}
    modifiers: tuple[str, ...] = ()
    prep_seconds: int | None = None
    remaining: int | None = None


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """A group of items. Its own `stations`, `tax` and `course` are what its items had as default."""

    id: str
    name: str
    items: tuple[Item, ...] = ()
    stations: tuple[str, ...] = ()
    tax: str | None = None
    course: int | None = None


class RestaurantFile(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file. Made by `read_restaurant`; whoever makes one by hand must keep the same rules."""

    restaurant: Settings
    order_types: dict[str, PayWhen]
    taxes: tuple[TaxClass, ...]
    printers: tuple[Printer, ...] = ()
    stations: tuple[Station, ...] = ()
    drawers: tuple[Drawer, ...] = ()
    sections: tuple[Section, ...] = ()
    reasons: dict[str, tuple[str, ...]] = {}
    staff: tuple[StaffMember, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    modifiers: tuple[ModifierGroup, ...] = ()
    menu: tuple[Category, ...] = ()

    def items(self) -> Iterator[tuple[Category, Item]]:
        """Every item with its category, in the order of the file."""
        for category in self.menu:
            for item in category.items:
                yield category, item


def is_id(text: str) -> bool:
    """Whether a text may be an id on the wire: 1 to 64 ASCII letters, digits, `_` and `-`."""
    return ID_PATTERN.fullmatch(text) is not None


def slug(name: str) -> str:
    """An id made from a name: `Café Olé` → `cafe-ole`. Empty when the name has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")[:ID_MAX].rstrip("-")


def default_pass_stations(stations: Iterable[Station]) -> tuple[str, ...]:
    """What a pass watches unless it says otherwise: every station that is neither a pass nor a bar.

    A bar is told by its id: `bar`, `bar2`, `bar-terrace`. (A `salad-bar` belongs to the kitchen.)
    """
    return tuple(s.id for s in stations if s.kind == "station" and not re.match(r"bar([0-9_-]|$)", s.id))
