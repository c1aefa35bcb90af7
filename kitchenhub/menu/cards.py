"""The menu as tablets and programs see it: the whole card, and the part of it whose availability
changed.
"""

from collections.abc import Callable, Iterable
from typing import Any, cast

import msgspec

from kitchenhub.errors import unknown
from kitchenhub.menu.rules import Standing
from kitchenhub.menu.shelf import Shelf
from kitchenhub.menu.tables import Category, Item, ModifierGroup, Option, SubjectKind, Variant
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.stock.tables import Ingredient
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.reads import Reads
from kitchenhub.store.rows import R
from kitchenhub.wire import Currency, Time

TOPIC = "menu"


class _Sellable(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    available: bool
    remaining: int | None
    until: Time | None
    reason: str | None


class VariantCard(_Sellable, frozen=True, kw_only=True):
    """A size or form of an item. It can be had only while the item itself is available."""

    price_cents: int


class OptionCard(_Sellable, frozen=True, kw_only=True):
    """One choice of a group."""

    price_cents: int
    allergens: tuple[str, ...]


class GroupCard(msgspec.Struct, frozen=True, kw_only=True):
    """Choices that belong together. `max` null: no maximum."""

    id: str
    name: str
    min: int
    max: int | None
    options: tuple[OptionCard, ...]


class ItemCard(_Sellable, frozen=True, kw_only=True):
    """Something sold. `modifiers` are ids of groups, `ingredients` what NO may be said to."""

    price_cents: int | None
    variants: tuple[VariantCard, ...]
    modifiers: tuple[str, ...]
    allergens: tuple[str, ...]
    ingredients: tuple[str, ...]
    course: int
    stations: tuple[str, ...]
    tax: str
    kitchen_name: str | None
    prep_seconds: int | None


class IngredientCard(msgspec.Struct, frozen=True, kw_only=True):
    """What dishes are made of, by name, and whether there is any."""

    id: str
    name: str
    available: bool
    until: Time | None
    reason: str | None


class CategoryCard(msgspec.Struct, frozen=True, kw_only=True):
    """A group of items on the tablet."""

    id: str
    name: str
    items: tuple[ItemCard, ...]


class MenuCard(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be sold. `version` grows with every import of a restaurant file."""

    version: int
    currency: Currency
    categories: tuple[CategoryCard, ...]
    groups: tuple[GroupCard, ...]
    ingredients: tuple[IngredientCard, ...]


class AvailabilityCard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What of the menu is to be replaced: items and ingredients by id; `groups` is all of them or
    absent.
    """

    items: tuple[ItemCard, ...] = ()
    groups: tuple[GroupCard, ...] = ()
    ingredients: tuple[IngredientCard, ...] = ()


class StandingCard(msgspec.Struct, frozen=True, kw_only=True):
    """How one thing stands after a hand has set it."""

    kind: SubjectKind
    id: str
    available: bool
    remaining: int | None
    until: Time | None
    reason: str | None


def menu_card(reads: Reads) -> MenuCard:
    """The whole menu as it stands."""
    restaurant = reads.get(Restaurant)
    if restaurant is None:
        raise RuntimeError(f"restaurant {reads.restaurant_id} was founded but never filled")
    rows = {row.id: row for row in reads.find(Ingredient) if not row.archived}
    shelf = Shelf(reads, ingredients=rows)
    items: dict[str, list[ItemCard]] = {}
    for item in in_order(reads.find(Item)):
        items.setdefault(item.category_id, []).append(item_card(shelf, item))
    return MenuCard(
        version=restaurant.menu_version,
        currency=restaurant.currency,
        categories=tuple(
            CategoryCard(id=category.id, name=category.name, items=tuple(items.get(category.id, ())))
            for category in in_order(reads.find(Category))
        ),
        groups=group_cards(reads, shelf),
        ingredients=tuple(ingredient_card(shelf, row) for row in in_order(rows.values())),
    )


def item_card(shelf: Shelf, item: Item) -> ItemCard:
    """An item with its variants."""
    shown = shelf.item(item)
    return ItemCard(
        id=item.id,
        name=item.name,
        available=shown.available,
        remaining=shown.remaining,
        until=shown.until,
        reason=shown.reason,
        price_cents=item.price_cents,
        variants=tuple(_variant_card(shelf.variant(item, variant), variant) for variant in item.variants),
        modifiers=item.modifier_groups,
        allergens=item.allergens,
        ingredients=tuple(item.recipe),
        course=item.course,
        stations=item.stations,
        tax=item.tax,
        kitchen_name=item.kitchen_name,
        prep_seconds=item.prep_seconds,
    )


def _variant_card(shown: Standing, variant: Variant) -> VariantCard:
    return VariantCard(
        id=variant.id, name=variant.name, price_cents=variant.price_cents, available=shown.available,
        remaining=shown.remaining, until=shown.until, reason=shown.reason,
    )  # fmt: skip


def _option_card(shown: Standing, option: Option) -> OptionCard:
    return OptionCard(
        id=option.id, name=option.name, price_cents=option.price_cents, allergens=option.allergens,
        available=shown.available, remaining=shown.remaining, until=shown.until, reason=shown.reason,
    )  # fmt: skip


def group_cards(reads: Reads, shelf: Shelf) -> tuple[GroupCard, ...]:
    """Every modifier group with its options."""
    return tuple(
        GroupCard(
            id=group.id, name=group.name, min=group.min, max=group.max,
            options=tuple(_option_card(shelf.option(option), option) for option in group.options),
        )
        for group in in_order(reads.find(ModifierGroup))
    )  # fmt: skip


def ingredient_card(shelf: Shelf, row: Ingredient) -> IngredientCard:
    """An ingredient as far as the menu cares."""
    shown = shelf.ingredient(row.id)
    return IngredientCard(
        id=row.id, name=row.name, available=shown.available, until=shown.until, reason=shown.reason
    )


def in_order(rows: Iterable[R]) -> list[R]:
    """Rows that are in force, in the order of the restaurant file."""
    live = [row for row in cast(Iterable[Any], rows) if not row.archived]
    return sorted(live, key=lambda row: (row.position, row.id))


def _menu(reads: Reads, _: str) -> Shown:
    return Shown(TOPIC, menu_card(reads))


def _availability(reads: Reads, id: str) -> Shown:
    """`id` names what is shown: `items|groups|ingredients`, ids with commas, groups as `all` or empty."""
    items, groups, ingredients = id.split("|")
    shelf = Shelf(reads)
    item_rows = (reads.get(Item, one) for one in items.split(",") if one)
    ingredient_rows = (reads.get(Ingredient, one) for one in ingredients.split(",") if one)
    card = AvailabilityCard(
        items=tuple(item_card(shelf, row) for row in item_rows if row is not None),
        groups=group_cards(reads, shelf) if groups else (),
        ingredients=tuple(ingredient_card(shelf, row) for row in ingredient_rows if row is not None),
    )
    return Shown(TOPIC, card)


def standing_card(reads: Reads, kind: SubjectKind, id: str) -> StandingCard:
    """How a thing stands: kind and id as in the path."""
    shown = standing_of(reads, Shelf(reads), kind, id)
    return StandingCard(
        kind=kind, id=id, available=shown.available, remaining=shown.remaining, until=shown.until,
        reason=shown.reason,
    )  # fmt: skip


def standing_of(reads: Reads, shelf: Shelf, kind: SubjectKind, id: str) -> Standing:
    """The standing of an item, `item:variant`, option or ingredient; raises Rejected 404 for an unknown
    one.
    """
    if kind == "ingredient":
        row = reads.get(Ingredient, id)
        if row is not None and not row.archived:
            return shelf.ingredient(id)
    elif kind == "option":
        for group in in_order(reads.find(ModifierGroup)):
            for option in group.options:
                if option.id == id:
                    return shelf.option(option)
    else:
        item_id, _, variant_id = id.partition(":")
        item = reads.get(Item, item_id)
        if item is not None and not item.archived:
            if kind == "item" and not variant_id:
                return shelf.item(item)
            for variant in item.variants if kind == "variant" else ():
                if variant.id == variant_id:
                    return shelf.variant(item, variant)
    raise unknown(kind, id)


CARDS: dict[str, CardKind] = {"menu": CardKind(_menu), "availability": CardKind(_availability)}
ANSWERS: dict[str, Callable[..., Any]] = {"standing": standing_card}
