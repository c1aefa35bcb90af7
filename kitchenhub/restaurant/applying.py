"""Puts a checked restaurant file in force: for a new restaurant and for every later import.

What the file says becomes rows; what vanished from it is archived, because orders and tickets still name
it. What the running house knows is kept: stock on hand (an import never moves stock), counts that run
down, the state of tables and printers, PINs that the import does not bring.
"""

from typing import Any, cast

import msgspec

from kitchenhub.errors import FieldError, Rejected
from kitchenhub.floor.tables import DiningTable
from kitchenhub.menu.tables import Availability
from kitchenhub.paper.tables import Printer
from kitchenhub.restaurant.file import RestaurantFile
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.restaurant.wanted import Wanted
from kitchenhub.shifts.tables import Drawer
from kitchenhub.staff.tables import StaffMember
from kitchenhub.stock.tables import Ingredient, StockMove
from kitchenhub.store.rows import TABLES, Row
from kitchenhub.store.work import Work

# What an import leaves as it stands, besides the version.
_KEPT: dict[type[Row], tuple[str, ...]] = {
    Ingredient: ("on_hand_milli", "reserved_milli"),
    DiningTable: ("covers", "seated_at", "state", "orders", "seq"),
    Printer: ("state", "detail", "since"),
    StaffMember: ("pin_hash",),
}


def apply_file(work: Work, file: RestaurantFile, pin_hashes: dict[str, str]) -> list[str]:
    """Bring the restaurant to what the file says; what was added, changed or removed, like `items burger`.

    `pin_hashes` are the hashes of the PINs in the file, by person: hashing is slow and has no place in a
    command. Somebody new without one cannot sign in. Raises Rejected `unit_mismatch` when an ingredient
    that has stock would be counted in another unit.
    """
    wanted = Wanted(work.restaurant_id, file)
    standing = work.get(Restaurant)
    changed = [] if standing is None else _apply_settings(work, standing, wanted.restaurant(work.now))
    for row_type, rows in wanted.rows().items():
        changed += _apply_rows(work, row_type, rows)
    changed += _apply_pins(work, pin_hashes)
    changed += _apply_counts(work, file)
    if standing is None:
        work.add(msgspec.structs.replace(wanted.restaurant(work.now), menu_version=1))
        work.announce("menu.changed", "menu", "menu")
        return ["restaurant", *changed]
    if changed:
        newest = cast(Restaurant, work.get(Restaurant))
        work.change(newest, menu_version=newest.menu_version + 1)
        _announce(work)
    return changed


def _apply_settings(work: Work, standing: Restaurant, wanted: Restaurant) -> list[str]:
    return ["restaurant"] if _bring(work, standing, wanted, ("menu_version", "created_at")) else []


def _apply_rows(work: Work, row_type: type[Row], rows: list[Row]) -> list[str]:
    known = TABLES[row_type]
    standing = {known.key_of(row): row for row in work.find(row_type)}
    changed = []
    for row in rows:
        old = standing.pop(known.key_of(row), None)
        if old is None:
            work.add(row)
            if isinstance(row, Ingredient):
                _open_stock(work, row)
        elif isinstance(row, Ingredient) and not _same_unit(cast(Ingredient, old), row):
            raise _other_unit(cast(Ingredient, old), row)
        elif not _bring(work, old, row, _KEPT.get(row_type, ())):
            continue
        changed.append(f"{known.table.name} {cast(Any, row).id}")
    for old in standing.values():
        # A drawer that was made by opening it never stood in a file.
        made_by_hand = isinstance(old, Drawer) and old.name is None
        if not cast(Any, old).archived and not made_by_hand:
            work.change(old, archived=True)
            changed.append(f"{known.table.name} {cast(Any, old).id}")
    return changed


def _bring(work: Work, old: Row, wanted: Row, kept: tuple[str, ...]) -> bool:
    """Change the row to what is wanted; whether anything differed."""
    skipped = {*kept, "version"}
    changes = {
        name: getattr(wanted, name)
        for name in TABLES[type(old)].names
        if name not in skipped and getattr(wanted, name) != getattr(old, name)
    }
    if changes:
        work.change(old, **changes)
    return bool(changes)


def _open_stock(work: Work, row: Ingredient) -> None:
    if row.on_hand_milli:
        work.add(
            StockMove(
                restaurant_id=work.restaurant_id, source=work.new_id(), cause="opening",
                ingredient_id=row.id, kind="opening", quantity_milli=row.on_hand_milli, reason=None,
                actor=work.actor.label, at=work.now,
            )
        )  # fmt: skip


def _same_unit(old: Ingredient, new: Ingredient) -> bool:
    return old.unit == new.unit or not (old.on_hand_milli or old.reserved_milli)


def _other_unit(old: Ingredient, new: Ingredient) -> Rejected:
    detail = f"{old.name} is counted in {old.unit} and has stock; {new.unit} needs an ingredient of its own."
    return Rejected(
        "unit_mismatch", detail, fields=[FieldError(f"ingredients.{old.id}.unit", "unit_mismatch", detail)]
    )


def _apply_pins(work: Work, pin_hashes: dict[str, str]) -> list[str]:
    changed = []
    for person, pin_hash in pin_hashes.items():
        row = work.get(StaffMember, person)
        if row is not None and row.pin_hash != pin_hash:
            work.change(row, pin_hash=pin_hash)
            changed.append(f"pin {person}")
    return changed


def _apply_counts(work: Work, file: RestaurantFile) -> list[str]:
    changed = []
    for _, item in file.items():
        if item.remaining is None:
            continue
        row = work.get(Availability, "item", item.id)
        if row is None:
            work.add(
                Availability(
                    restaurant_id=work.restaurant_id, kind="item", subject=item.id, available=True,
                    remaining=item.remaining, until=None, reason=None,
                )
            )  # fmt: skip
        elif not row.in_force:
            work.change(row, available=True, remaining=item.remaining, until=None, reason=None, in_force=True)
        else:
            continue
        changed.append(f"count {item.id}")
    return changed


def _announce(work: Work) -> None:
    work.announce("menu.changed", "menu", "menu")
    ingredients = _touched(work, Ingredient)
    if ingredients:
        work.announce("stock.moved", "stock", ",".join(ingredients))
    for printer in _touched(work, Printer, archived=True):
        work.announce("print.changed", "printer", printer)
    for table in _touched(work, DiningTable, archived=True):
        work.announce("table.changed", "table", table)


def _touched(work: Work, row_type: type[Row], *, archived: bool = False) -> list[str]:
    rows: list[Any] = [*work.added[row_type].values(), *work.changed[row_type].values()]
    return sorted({row.id for row in rows if archived or not row.archived})
