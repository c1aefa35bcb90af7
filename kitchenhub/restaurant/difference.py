"""What an import would change, in words: compares two checked files fact by fact.

A file is spread into facts (`item burger` → `price` → `12.00`), so that a new field of the file needs
one line here. No PIN is ever shown, only that it changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from kitchenhub.restaurant.checks import minor_digits
from kitchenhub.restaurant.file import Item, ModifierGroup, Option, RestaurantFile, Station, TaxClass, Variant
from kitchenhub.restaurant.quantities import Unit, amount_text, micros_text, money_text
from kitchenhub.wire import percent_text, quantity_text

Facts = dict[str, str]


class Change(msgspec.Struct, frozen=True):
    """One difference. Without `field` the subject itself was added (`after`), removed (`before`) or
    moved.
    """

    subject: str
    field: str | None
    before: str | None
    after: str | None

    def __str__(self) -> str:
        if self.field is not None:
            return f"{self.subject}: {self.field} {self.before or 'none'} → {self.after or 'none'}"
        if self.before is None:
            return f"{self.subject} added"
        return f"{self.subject} removed" if self.after is None else f"{self.subject} changed"


def difference(old: RestaurantFile, new: RestaurantFile) -> list[Change]:
    """Every change from the old file to the new one, in the order of the new file, removals first."""
    before, after = _Spread(old).facts(), _Spread(new).facts()
    changes = [Change(subject, None, "", None) for subject in before if subject not in after]
    for subject, facts in after.items():
        if subject not in before:
            changes.append(Change(subject, None, None, ""))
        else:
            changes.extend(_field_changes(subject, before[subject], facts))
    return [*changes, *_order_changes(old, new), *_pin_changes(old, new)]


def difference_text(changes: Iterable[Change]) -> str:
    """The changes as lines, or the sentence that there are none."""
    return "\n".join(str(change) for change in changes) or "nothing changes"


def _field_changes(subject: str, before: Facts, after: Facts) -> Iterator[Change]:
    for field in {**after, **before}:
        if before.get(field) != after.get(field):
            yield Change(subject, field, before.get(field), after.get(field))


def _order_changes(old: RestaurantFile, new: RestaurantFile) -> Iterator[Change]:
    before, after = _orders(old), _orders(new)
    for subject, ids in after.items():
        earlier = before.get(subject, ())
        if [id for id in ids if id in earlier] != [id for id in earlier if id in ids]:
            yield Change(f"order of {subject}", None, "", "")


def _orders(file: RestaurantFile) -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[Any, ...]] = {
        "taxes": file.taxes,
        "printers": file.printers,
        "stations": file.stations,
        "drawers": file.drawers,
        "sections": file.sections,
        "staff": file.staff,
        "ingredients": file.ingredients,
        "modifiers": file.modifiers,
        "categories": file.menu,
        **{f"tables in {section.id}": section.tables for section in file.sections},
        **{f"options of {group.id}": group.options for group in file.modifiers},
        **{f"items in {category.id}": category.items for category in file.menu},
        **{f"variants of {item.id}": item.variants for _, item in file.items()},
    }
    return {subject: tuple(thing.id for thing in things) for subject, things in lists.items()}


def _pin_changes(old: RestaurantFile, new: RestaurantFile) -> Iterator[Change]:
    pins = {member.id: member.pin for member in old.staff}
    for member in new.staff:
        if member.pin is not None and member.id in pins and pins[member.id] != member.pin:
            yield Change(f"PIN of {member.id}", None, "", "")


class _Spread:
    """One file as facts: subject → field → text."""

    def __init__(self, file: RestaurantFile) -> None:
        self.file = file
        self.digits = minor_digits(file.restaurant.currency)
        self.units: dict[str, Unit] = {ingredient.id: ingredient.unit for ingredient in file.ingredients}

    def facts(self) -> dict[str, Facts]:
        file = self.file
        facts = {"restaurant": self.settings()}
        facts |= {f"tax {tax.id}": _tax(tax) for tax in file.taxes}
        for printer in file.printers:
            facts[f"printer {printer.id}"] = _facts(
                name=printer.name, address=printer.address, columns=printer.columns, backup=printer.backup
            )
        facts |= {f"station {station.id}": _station(station) for station in file.stations}
        facts |= {f"drawer {d.id}": _facts(name=d.name, printer=d.printer) for d in file.drawers}
        for section in file.sections:
            facts[f"section {section.id}"] = _facts(name=section.name)
            for table in section.tables:
                facts[f"table {table.id}"] = _facts(section=section.id, seats=table.seats)
        for member in file.staff:
            facts[f"staff {member.id}"] = _facts(name=member.name, role=member.role)
        facts |= self.ingredients()
        for group in file.modifiers:
            facts |= self.group(group)
        for category in file.menu:
            stations = ", ".join(category.stations)
            facts[f"category {category.id}"] = _facts(
                name=category.name, stations=stations, tax=category.tax, course=category.course
            )
        facts |= {f"item {item.id}": self.item(item, category.id) for category, item in file.items()}
        return facts

    def money(self, cents: int | None) -> str | None:
        return None if cents is None else money_text(cents, self.digits)

    def settings(self) -> Facts:
        settings = self.file.restaurant
        charge = settings.service_charge
        return (
            _facts(
                name=settings.name,
                currency=settings.currency,
                timezone=settings.timezone,
                locale=settings.locale,
                day_starts=settings.day_starts,
                receipt_printer=settings.receipt_printer,
                prices_include_tax=settings.prices_include_tax,
                pacing=settings.pacing,
                cover_charge=self.money(settings.cover_charge_cents),
                service_charge=charge
                and f"{percent_text(charge.percent_bp)} % from {charge.from_covers} covers",
            )
            | {f"{type} pay": pay for type, pay in self.file.order_types.items()}
            | {f"{kind} reasons": ", ".join(texts) for kind, texts in self.file.reasons.items()}
        )

    def ingredients(self) -> dict[str, Facts]:
        return {
            f"ingredient {i.id}": _facts(
                name=i.name,
                unit=i.unit,
                on_hand=quantity_text(i.on_hand_milli),
                par=None if i.par_milli is None else quantity_text(i.par_milli),
                cost=None if i.cost_micros is None else micros_text(i.cost_micros),
                when_out=i.when_out,
                allergens=", ".join(i.allergens),
            )
            for i in self.file.ingredients
        }

    def group(self, group: ModifierGroup) -> dict[str, Facts]:
        facts = {f"modifier group {group.id}": _facts(name=group.name, min=group.min, max=group.max)}
        return facts | {f"option {group.id}.{option.id}": self.option(option) for option in group.options}

    def option(self, option: Option) -> Facts:
        return _facts(
            name=option.name,
            price=self.money(option.price_cents),
            prep_seconds=option.prep_seconds,
            allergens=", ".join(option.allergens),
        ) | self.recipe(option.recipe)

    def recipe(self, recipe: Mapping[str, int]) -> Facts:
        return {f"recipe {id}": amount_text(milli, self.units[id]) for id, milli in recipe.items()}

    def item(self, item: Item, category: str) -> Facts:
        facts = _facts(
            category=category,
            name=item.name,
            kitchen_name=item.kitchen_name,
            price=self.money(item.price_cents),
            tax=item.tax,
            course=item.course,
            stations=", ".join(item.stations),
            allergens=", ".join(item.allergens),
            modifiers=", ".join(item.modifiers),
            prep_seconds=item.prep_seconds,
            remaining=item.remaining,
        )
        for variant in item.variants:
            facts |= {f"variant {variant.id} {key}": text for key, text in self.variant(variant).items()}
        return facts | self.recipe(item.recipe)

    def variant(self, variant: Variant) -> Facts:
        own = variant.recipe is not None
        facts = _facts(
            name=variant.name,
            price=self.money(variant.price_cents),
            prep_seconds=variant.prep_seconds,
            own_recipe=own or None,
        )
        return facts | self.recipe(variant.recipe or {})


def _facts(**fields: object) -> Facts:
    named = {key.replace("_", " "): value for key, value in fields.items() if value not in (None, "")}
    return {
        key: ("yes" if value else "no") if isinstance(value, bool) else str(value)
        for key, value in named.items()
    }


def _tax(tax: TaxClass) -> Facts:
    default = {} if tax.rate_bp is None else {"rate": percent_text(tax.rate_bp)}
    return default | {f"{type} rate": percent_text(rate) for type, rate in tax.by_type.items()}


def _station(station: Station) -> Facts:
    return _facts(
        name=station.name,
        kind=station.kind,
        printer=station.printer,
        screen=station.screen,
        progress=station.progress,
        held=station.held,
        warm_seconds=station.warm_seconds,
        late_seconds=station.late_seconds,
        stations=", ".join(station.stations),
    )
