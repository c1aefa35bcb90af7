"""The way back: the restaurant file that the rows in force would be written as, without PINs.

It is shown beside a new file at import, and exported. Archived rows stay out; counts are what is left now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, cast

import msgspec

from kitchenhub.floor.tables import DiningTable, Section
from kitchenhub.kitchen.tables import Station
from kitchenhub.menu.tables import Availability, Category, Item, ModifierGroup, TaxClass
from kitchenhub.paper.tables import Printer
from kitchenhub.restaurant import file as made
from kitchenhub.restaurant.checks import address_of
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.shifts.tables import Drawer
from kitchenhub.staff.tables import StaffMember
from kitchenhub.stock.tables import Ingredient
from kitchenhub.store.reads import Reader
from kitchenhub.store.rows import Row

R = TypeVar("R", bound=Row)
S = TypeVar("S", bound=msgspec.Struct)


def stored_file(reads: Reader) -> made.RestaurantFile:
    """The restaurant as a file: what is in force now, in the order people gave it."""
    settings = reads.get(Restaurant)
    if settings is None:
        raise RuntimeError(f"restaurant {reads.restaurant_id} was founded but never filled")
    return made.RestaurantFile(
        restaurant=_like(settings, made.Settings),
        order_types=settings.order_types,
        taxes=tuple(_like(row, made.TaxClass) for row in _live(reads, TaxClass)),
        printers=tuple(_printer(row) for row in _live(reads, Printer)),
        stations=tuple(_like(row, made.Station) for row in _live(reads, Station)),
        drawers=tuple(_like(row, made.Drawer) for row in _live(reads, Drawer) if row.name is not None),
        sections=tuple(_sections(reads)),
        reasons={kind: tuple(texts) for kind, texts in settings.reasons.items()},
        staff=tuple(
            made.StaffMember(id=row.id, name=row.name, role=row.role, pin=None)
            for row in _live(reads, StaffMember)
        ),
        ingredients=tuple(_like(row, made.Ingredient) for row in _live(reads, Ingredient)),
        modifiers=tuple(_like(row, made.ModifierGroup) for row in _live(reads, ModifierGroup)),
        menu=tuple(_categories(reads)),
    )


def after_import(stored: made.RestaurantFile, file: made.RestaurantFile) -> made.RestaurantFile:
    """What stands after `file` is applied on `stored`: an import moves no stock and resets no count.

    The difference to show before an import is the one between `stored` and this.
    """
    on_hand = {ingredient.id: ingredient.on_hand_milli for ingredient in stored.ingredients}
    counts = {item.id: item.remaining for _, item in stored.items() if item.remaining is not None}
    ingredients = (
        msgspec.structs.replace(one, on_hand_milli=on_hand.get(one.id, one.on_hand_milli))
        for one in file.ingredients
    )
    menu = (
        msgspec.structs.replace(
            category,
            items=tuple(
                msgspec.structs.replace(item, remaining=counts.get(item.id, item.remaining))
                for item in category.items
            ),
        )
        for category in file.menu
    )
    return msgspec.structs.replace(file, ingredients=tuple(ingredients), menu=tuple(menu))


def _live(reads: Reader, row_type: type[R]) -> list[R]:
    rows = [cast(Any, row) for row in reads.find(row_type)]
    return sorted((row for row in rows if not row.archived), key=lambda row: (row.position, row.id))


def _like(row: Row, kind: type[S], **more: Any) -> S:
    """The Struct of a file whose fields have the names of the row's."""
    return msgspec.convert({**msgspec.to_builtins(row), **more}, kind)


def _printer(row: Printer) -> made.Printer:
    address, host, port = address_of(row.address)
    return _like(row, made.Printer, address=address, host=host, port=port)


def _sections(reads: Reader) -> Iterator[made.Section]:
    tables: dict[str, list[made.Table]] = defaultdict(list)
    for table in _live(reads, DiningTable):
        tables[table.section_id].append(_like(table, made.Table))
    for section in _live(reads, Section):
        yield made.Section(id=section.id, name=section.name, tables=tuple(tables[section.id]))


def _categories(reads: Reader) -> Iterator[made.Category]:
    counts = {row.subject: row.remaining for row in _counted(reads)}
    items: dict[str, list[made.Item]] = defaultdict(list)
    for item in _live(reads, Item):
        made_item = _like(item, made.Item, modifiers=item.modifier_groups, remaining=counts.get(item.id))
        items[item.category_id].append(made_item)
    for category in _live(reads, Category):
        yield _like(category, made.Category, items=tuple(items[category.id]))


def _counted(reads: Reader) -> Iterable[Availability]:
    rows = reads.find(Availability, in_force=True)
    return (row for row in rows if row.kind == "item" and (row.until is None or row.until > reads.now))
