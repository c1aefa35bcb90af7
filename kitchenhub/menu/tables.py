"""Rows of the menu. Prices are cents, recipes map an ingredient to thousandths of its base unit."""

from typing import Literal

import msgspec

from kitchenhub.store.rows import Row, table

SubjectKind = Literal["item", "variant", "option", "ingredient"]


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """A size or form of an item. A recipe of its own replaces the item's."""

    id: str
    name: str
    price_cents: int
    recipe: dict[str, int] | None = None
    prep_seconds: int | None = None


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One choice of a modifier group. `prep_seconds` adds to the item's (may be negative)."""

    id: str
    name: str
    price_cents: int = 0
    recipe: dict[str, int] = {}
    prep_seconds: int = 0
    allergens: tuple[str, ...] = ()


@table("categories")
class Category(Row, frozen=True, kw_only=True):
    """A group of items on the tablet. `stations`, `tax` and `course` are its items' defaults in the
    file.
    """

    id: str
    name: str
    position: int
    stations: tuple[str, ...] = ()
    tax: str | None = None
    course: int | None = None
    archived: bool = False
    version: int = 1


@table("items", indexes=(("category_id",),))
class Item(Row, frozen=True, kw_only=True):
    """Something sold. `price_cents` is null when it only comes in variants; stations are resolved at
    import.
    """

    id: str
    category_id: str
    name: str
    kitchen_name: str | None
    price_cents: int | None
    variants: tuple[Variant, ...]
    tax: str
    course: int
    stations: tuple[str, ...]
    allergens: tuple[str, ...]
    recipe: dict[str, int]
    modifier_groups: tuple[str, ...]
    prep_seconds: int | None
    position: int
    archived: bool = False
    version: int = 1


@table("modifier_groups")
class ModifierGroup(Row, frozen=True, kw_only=True):
    """Choices that belong together: at least `min` and at most `max` (null: no maximum) of them."""

    id: str
    name: str
    min: int
    max: int | None
    options: tuple[Option, ...]
    position: int
    archived: bool = False
    version: int = 1


@table("tax_classes")
class TaxClass(Row, frozen=True, kw_only=True):
    """A tax class: rate in basis points, by order type where it differs."""

    id: str
    rate_bp: int | None
    by_type: dict[str, int]
    position: int = 0
    archived: bool = False
    version: int = 1


@table("availability", key=("kind", "subject"), indexes=(("in_force",),))
class Availability(Row, frozen=True, kw_only=True):
    """What a hand has set: off until a time, or a count that runs down. Variants are `item:variant`.

    No row, or one not `in_force`: nothing set by hand. Hand outranks what stock derives. The few rows in
    force are looked up as a whole for every order.
    """

    kind: SubjectKind
    subject: str
    available: bool
    remaining: int | None
    until: str | None
    reason: str | None
    in_force: bool = True
    version: int = 1
