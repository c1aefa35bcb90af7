"""Writing a restaurant file: the YAML that reads back as the same file.

PINs stay out unless asked for; such a file reads with `pins_required=False`. Fields that have their default
are left out, so that what is shown is what somebody decided.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from kitchenhub.restaurant.checks import minor_digits
from kitchenhub.restaurant.file import (
    COURSE_DEFAULT,
    Category,
    Ingredient,
    Item,
    ModifierGroup,
    Option,
    Printer,
    RestaurantFile,
    Section,
    Settings,
    StaffMember,
    Station,
    TaxClass,
    Variant,
)
from kitchenhub.restaurant.quantities import Unit, amount_text, micros_text, money_text
from kitchenhub.wire import percent_text, quantity_text

Fields = dict[str, Any]


class _Dumper(yaml.SafeDumper):
    """Writes the same list twice rather than an anchor and an alias, which reading refuses."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_restaurant(file: RestaurantFile, *, pins: bool = False) -> str:
    """The file as YAML text; `read_restaurant` of it gives the same file (PINs apart)."""
    return yaml.dump(
        _Writing(file).fields(pins), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110
    )


class _Writing:
    """One file while it is written: its currency's decimals and its ingredients' units."""

    def __init__(self, file: RestaurantFile) -> None:
        self.file = file
        self.digits = minor_digits(file.restaurant.currency)
        self.units: dict[str, Unit] = {ingredient.id: ingredient.unit for ingredient in file.ingredients}

    def fields(self, pins: bool) -> Fields:
        file = self.file
        return {
            "restaurant": self.settings(file.restaurant),
            "order_types": {type: {"pay": pay} for type, pay in file.order_types.items()},
            "taxes": {tax.id: {"rate": _rate(tax)} for tax in file.taxes},
            "printers": {printer.id: _printer(printer) for printer in file.printers},
            "stations": {station.id: _station(station) for station in file.stations},
            "drawers": {d.id: _given({"name": d.name, "printer": d.printer}) for d in file.drawers},
            "sections": {section.id: _section(section) for section in file.sections},
            "reasons": {kind: list(reasons) for kind, reasons in file.reasons.items()},
            "staff": [_member(member, pins) for member in file.staff],
            "ingredients": {i.id: _ingredient(i) for i in file.ingredients},
            "modifiers": {group.id: self.group(group) for group in file.modifiers},
            "menu": {category.id: self.category(category) for category in file.menu},
        }

    def money(self, cents: int | None) -> str | None:
        return None if cents is None else money_text(cents, self.digits)

    def settings(self, settings: Settings) -> Fields:
        charge = settings.service_charge
        return {
            "name": settings.name,
            "currency": settings.currency,
            "timezone": settings.timezone,
            "locale": settings.locale,
            "prices_include_tax": settings.prices_include_tax,
            "day_starts": settings.day_starts,
            "pacing": settings.pacing,
            "receipt_printer": settings.receipt_printer,
            "cover_charge": self.money(settings.cover_charge_cents),
            "service_charge": charge
            and {"percent": percent_text(charge.percent_bp), "from_covers": charge.from_covers},
        }

    def recipe(self, recipe: Mapping[str, int]) -> Fields:
        return {id: amount_text(milli, self.units[id]) for id, milli in recipe.items()}

    def group(self, group: ModifierGroup) -> Fields:
        options = {option.id: self.option(option) for option in group.options}
        return _given({"name": group.name, "min": group.min, "max": group.max, "options": options})

    def option(self, option: Option) -> Fields:
        return {"name": option.name} | _given(
            {
                "price": self.money(option.price_cents or None),
                "recipe": self.recipe(option.recipe) or None,
                "prep_seconds": option.prep_seconds or None,
                "allergens": list(option.allergens) or None,
            }
        )

    def category(self, category: Category) -> Fields:
        fields = {
            "name": category.name,
            "stations": list(category.stations) or None,
            "tax": category.tax,
            "course": category.course,
        }
        return _given(fields) | {"items": {item.id: self.item(item, category) for item in category.items}}

    def item(self, item: Item, category: Category) -> Fields:
        course = COURSE_DEFAULT if category.course is None else category.course
        return _given(
            {
                "name": item.name,
                "kitchen_name": item.kitchen_name,
                "price": self.money(item.price_cents),
                "variants": {v.id: self.variant(v) for v in item.variants} or None,
                "stations": None if item.stations == category.stations else list(item.stations),
                "tax": None if item.tax == category.tax else item.tax,
                "course": None if item.course == course else item.course,
                "allergens": list(item.allergens) or None,
                "recipe": self.recipe(item.recipe) or None,
                "modifiers": list(item.modifiers) or None,
                "prep_seconds": item.prep_seconds,
                "remaining": item.remaining,
            }
        )

    def variant(self, variant: Variant) -> Fields:
        return _given(
            {
                "name": variant.name,
                "price": self.money(variant.price_cents),
                "recipe": None if variant.recipe is None else self.recipe(variant.recipe),
                "prep_seconds": variant.prep_seconds,
            }
        )


def _given(fields: Fields) -> Fields:
    return {key: value for key, value in fields.items() if value is not None}


def _rate(tax: TaxClass) -> str | Fields:
    rates = {type: percent_text(rate) for type, rate in tax.by_type.items()}
    if tax.rate_bp is None:
        return rates
    default = percent_text(tax.rate_bp)
    return {"default": default} | rates if rates else default


def _printer(printer: Printer) -> Fields:
    return _given(
        {
            "name": printer.name,
            "address": printer.address,
            "columns": printer.columns,
            "backup": printer.backup,
        }
    )


def _station(station: Station) -> Fields:
    watched = list(station.stations) if station.kind == "pass" else None
    return _given(
        {
            "name": station.name,
            "kind": station.kind if station.kind == "pass" else None,
            "printer": station.printer,
            "screen": station.screen,
            "progress": station.progress,
            "held": station.held,
            "warm_seconds": station.warm_seconds,
            "late_seconds": station.late_seconds,
            "stations": watched,
        }
    )


def _section(section: Section) -> Fields:
    return {"name": section.name, "tables": {table.id: {"seats": table.seats} for table in section.tables}}


def _member(member: StaffMember, pins: bool) -> Fields:
    fields = {"id": member.id, "name": member.name, "role": member.role}
    return _given({**fields, "pin": member.pin if pins else None})


def _ingredient(ingredient: Ingredient) -> Fields:
    par, cost = ingredient.par_milli, ingredient.cost_micros
    return _given(
        {
            "name": ingredient.name,
            "unit": ingredient.unit,
            "on_hand": quantity_text(ingredient.on_hand_milli),
            "par": None if par is None else quantity_text(par),
            "cost": None if cost is None else micros_text(cost),
            "when_out": ingredient.when_out,
            "allergens": list(ingredient.allergens) or None,
        }
    )
