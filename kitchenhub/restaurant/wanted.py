"""The rows that a restaurant file asks for, as if the database were empty. Pure.

What only the running house knows (stock on hand, the state of a table or printer, PIN hashes) is empty
here; `applying` keeps what stands.
"""

from collections.abc import Iterator
from typing import cast

import msgspec

from kitchenhub.floor.tables import DiningTable, Section
from kitchenhub.kitchen.tables import Station
from kitchenhub.menu.tables import Category, Item, ModifierGroup, Option, TaxClass, Variant
from kitchenhub.paper.tables import Printer
from kitchenhub.restaurant import file as wanted
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.shifts.tables import Drawer
from kitchenhub.staff.tables import StaffMember
from kitchenhub.stock.tables import Ingredient
from kitchenhub.store.rows import Row


class Wanted:
    """One file as rows of one restaurant."""

    def __init__(self, restaurant_id: int, file: wanted.RestaurantFile) -> None:
        self.restaurant_id = restaurant_id
        self.file = file

    def restaurant(self, now: str) -> Restaurant:
        """The settings, as of a menu that nobody has seen yet."""
        settings = self.file.restaurant
        charge = settings.service_charge
        return Restaurant(
            restaurant_id=self.restaurant_id,
            name=settings.name,
            currency=settings.currency,
            timezone=settings.timezone,
            locale=settings.locale,
            prices_include_tax=settings.prices_include_tax,
            day_starts=settings.day_starts,
            pacing=settings.pacing,
            receipt_printer=settings.receipt_printer,
            cover_charge_cents=settings.cover_charge_cents,
            service_charge=None if charge is None else cast(dict[str, int], msgspec.to_builtins(charge)),
            order_types=self.file.order_types,
            reasons={kind: list(texts) for kind, texts in self.file.reasons.items()},
            menu_version=0,
            created_at=now,
        )

    def rows(self) -> dict[type[Row], list[Row]]:
        """Every other row, by kind."""
        return {
            TaxClass: list(self.taxes()),
            Printer: list(self.printers()),
            Station: list(self.stations()),
            Drawer: list(self.drawers()),
            Section: list(self.sections()),
            DiningTable: list(self.tables()),
            StaffMember: list(self.staff()),
            Ingredient: list(self.ingredients()),
            ModifierGroup: list(self.groups()),
            Category: list(self.categories()),
            Item: list(self.items()),
        }

    def taxes(self) -> Iterator[TaxClass]:
        for position, tax in enumerate(self.file.taxes):
            yield TaxClass(
                restaurant_id=self.restaurant_id, id=tax.id, rate_bp=tax.rate_bp,
                by_type=tax.by_type, position=position,
            )  # fmt: skip

    def printers(self) -> Iterator[Printer]:
        for position, printer in enumerate(self.file.printers):
            yield Printer(
                restaurant_id=self.restaurant_id, id=printer.id, name=printer.name,
                address=printer.address, columns=printer.columns, backup=printer.backup, position=position,
            )  # fmt: skip

    def stations(self) -> Iterator[Station]:
        for position, station in enumerate(self.file.stations):
            yield Station(
                restaurant_id=self.restaurant_id,
                id=station.id,
                name=station.name,
                kind=station.kind,
                printer=station.printer,
                screen=station.screen,
                progress=station.progress,
                held=station.held,
                warm_seconds=station.warm_seconds,
                late_seconds=station.late_seconds,
                stations=station.stations,
                position=position,
            )

    def drawers(self) -> Iterator[Drawer]:
        for position, drawer in enumerate(self.file.drawers):
            yield Drawer(
                restaurant_id=self.restaurant_id, id=drawer.id, printer=drawer.printer,
                name=drawer.name, position=position,
            )  # fmt: skip

    def sections(self) -> Iterator[Section]:
        for position, section in enumerate(self.file.sections):
            yield Section(
                restaurant_id=self.restaurant_id, id=section.id, name=section.name, position=position
            )

    def tables(self) -> Iterator[DiningTable]:
        for section in self.file.sections:
            for table in section.tables:
                yield DiningTable(
                    restaurant_id=self.restaurant_id, id=table.id, section_id=section.id,
                    seats=table.seats, position=table.position,
                )  # fmt: skip

    def staff(self) -> Iterator[StaffMember]:
        for position, member in enumerate(self.file.staff):
            yield StaffMember(
                restaurant_id=self.restaurant_id, id=member.id, name=member.name, role=member.role,
                pin_hash="", position=position,
            )  # fmt: skip

    def ingredients(self) -> Iterator[Ingredient]:
        for position, ingredient in enumerate(self.file.ingredients):
            yield Ingredient(
                restaurant_id=self.restaurant_id,
                id=ingredient.id,
                name=ingredient.name,
                unit=ingredient.unit,
                on_hand_milli=ingredient.on_hand_milli,
                reserved_milli=0,
                par_milli=ingredient.par_milli,
                cost_micros=ingredient.cost_micros,
                when_out=ingredient.when_out,
                allergens=ingredient.allergens,
                position=position,
            )

    def groups(self) -> Iterator[ModifierGroup]:
        for position, group in enumerate(self.file.modifiers):
            options = msgspec.convert(group.options, tuple[Option, ...], from_attributes=True)
            yield ModifierGroup(
                restaurant_id=self.restaurant_id, id=group.id, name=group.name, min=group.min,
                max=group.max, options=options, position=position,
            )  # fmt: skip

    def categories(self) -> Iterator[Category]:
        for position, category in enumerate(self.file.menu):
            yield Category(
                restaurant_id=self.restaurant_id, id=category.id, name=category.name, position=position,
                stations=category.stations, tax=category.tax, course=category.course,
            )  # fmt: skip

    def items(self) -> Iterator[Item]:
        for category in self.file.menu:
            for position, item in enumerate(category.items):
                yield Item(
                    restaurant_id=self.restaurant_id,
                    id=item.id,
                    category_id=category.id,
                    name=item.name,
                    kitchen_name=item.kitchen_name,
                    price_cents=item.price_cents,
                    variants=msgspec.convert(item.variants, tuple[Variant, ...], from_attributes=True),
                    tax=item.tax,
                    course=item.course,
                    stations=item.stations,
                    allergens=item.allergens,
                    recipe=item.recipe,
                    modifier_groups=item.modifiers,
                    prep_seconds=item.prep_seconds,
                    position=position,
                )
