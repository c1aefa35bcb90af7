"""Reading the menu's part of a restaurant file: ingredients, modifier groups, categories and items.

An item's stations, tax and course are resolved here, its own before its category's, so that nothing
later has to know where they came from.
"""

import re
from typing import get_args

from kitchenhub.restaurant.file import (
    COURSE_DEFAULT,
    Category,
    Ingredient,
    Item,
    ModifierGroup,
    Option,
    Variant,
    WhenOut,
)
from kitchenhub.restaurant.form import NUMBERS, Form
from kitchenhub.restaurant.mistakes import WrongValue, shown
from kitchenhub.restaurant.quantities import BASE_UNITS, UNITS, Unit, cents_of, micros_of, milli_of
from kitchenhub.restaurant.yaml_nodes import Mapping, Scalar, joined

_NAMED_UNIT = re.compile(r"[0-9] *([a-z]+)$")
COURSE_MAX = 20
COUNT_MAX = 1_000_000
SECONDS_MAX = 86_400


class MenuReading:
    """The menu of one file while it is read. `stations` are those that cook, not the passes."""

    def __init__(self, form: Form, digits: int, stations: tuple[str, ...], taxes: tuple[str, ...]) -> None:
        self.form, self.mistakes = form, form.mistakes
        self.digits, self.stations, self.taxes = digits, stations, taxes
        self.groups = form.ids("modifiers")
        self.units = self._units()
        self.default_tax = taxes[0] if len(taxes) == 1 else "food" if "food" in taxes else None
        self.item_lines: dict[str, int] = {}
        self.implied: dict[str, Ingredient] = {}

    def _units(self) -> dict[str, Unit | None]:
        """Ingredient → its unit, null where the file has that wrong (then recipes are not blamed for
        it).
        """
        with self.form.part("ingredients") as part:
            part.asked.update(dict.fromkeys(part.entries))
        units: dict[str, Unit | None] = {}
        for id, (_, node) in part.entries.items():
            unit = node.entries.get("unit") if isinstance(node, Mapping) else None
            text = unit[1].text if unit and isinstance(unit[1], Scalar) else ""
            units[id] = next((base for base in BASE_UNITS if base == text), None)
        return units

    def cents(self, text: str) -> int:
        return cents_of(text, self.digits)

    def ingredients(self) -> tuple[Ingredient, ...]:
        return tuple(self.ingredient(id, form) for id, form in self.form.named("ingredients"))

    def ingredient(self, id: str, form: Form) -> Ingredient:
        unit: Unit = form.choice("unit", BASE_UNITS, "each")
        form.node("unit", required=True)

        def milli(text: str) -> int:
            return milli_of(text, unit)

        when_out: WhenOut = form.choice("when_out", get_args(WhenOut), "warn")
        return Ingredient(
            id=id,
            name=form.name(default=id),
            unit=unit,
            on_hand_milli=form.value("on_hand", milli, 0, kinds=NUMBERS),
            par_milli=form.value("par", milli, None, kinds=NUMBERS),
            cost_micros=form.value("cost", micros_of, None, kinds=NUMBERS),
            when_out=when_out,
            allergens=form.names("allergens"),
        )

    def modifiers(self) -> tuple[ModifierGroup, ...]:
        return tuple(self.group(id, form) for id, form in self.form.named("modifiers"))

    def group(self, id: str, form: Form) -> ModifierGroup:
        options = tuple(self.option(option, option_form) for option, option_form in form.named("options"))
        if not options and not form.broken:
            form.wrong("options", "a group needs at least one option")
        least = form.whole("min", 0, 0, 99)
        most = form.whole("max", None, 1, 99)
        if most is not None and least > most:
            form.wrong("min", f"is more than max ({most})")
        if options and least > len(options):
            form.wrong("min", f"is more than the {len(options)} options there are")
        return ModifierGroup(id=id, name=form.name(default=id), options=options, min=least, max=most)

    def option(self, id: str, form: Form) -> Option:
        return Option(
            id=id,
            name=form.name(default=id),
            price_cents=form.value("price", self.cents, 0, kinds=NUMBERS),
            recipe=self.recipe(form),
            prep_seconds=form.whole("prep_seconds", 0, -SECONDS_MAX, SECONDS_MAX),
            allergens=form.names("allergens"),
        )

    def recipe(self, form: Form) -> dict[str, int]:
        found: dict[str, int] = {}
        with form.part("recipe") as part:
            for id in part.entries:
                part.asked[id] = None
                if id not in self.units and not self.imply(part, id):
                    line = part.entries[id][0]
                    sentence = self.mistakes.unknown("ingredient", id, self.units)
                    self.mistakes.add(line, joined(part.path, shown(id)), sentence)
                elif (unit := self.units[id]) is not None:
                    found[id] = self.used_milli(part, id, unit)
        return found

    def imply(self, part: Form, id: str) -> bool:
        """Take an ingredient that only recipes name into the file, in the unit that the recipe uses.

        It starts empty and only warns. A name close to one that is listed is a typing mistake instead.
        """
        node = part.entries[id][1]
        found = _NAMED_UNIT.search(node.text) if isinstance(node, Scalar) else None
        if found is None or found[1] not in UNITS or self.mistakes.suggestion(id, self.units):
            return False
        self.units[id] = UNITS[found[1]][0]
        self.implied[id] = Ingredient(id=id, name=id.replace("_", " ").capitalize(), unit=UNITS[found[1]][0])
        return True

    def used_milli(self, part: Form, id: str, unit: Unit) -> int:
        def read(text: str) -> int:
            milli = milli_of(text, unit)
            if milli == 0:
                raise WrongValue("a recipe uses more than nothing")
            return milli

        return part.value(id, read, 0, kinds=NUMBERS, required=True)

    def categories(self) -> tuple[Category, ...]:
        return tuple(self.category(id, form) for id, form in self.form.named("menu"))

    def category(self, id: str, form: Form) -> Category:
        stations = self.own_stations(form)
        tax = form.reference("tax", self.taxes, "tax class")
        course = form.whole("course", None, 0, COURSE_MAX)
        category = Category(id=id, name=form.name(default=id), stations=stations, tax=tax, course=course)
        routed = form.has("station") or form.has("stations")
        items = tuple(self.item(item, f, category, routed) for item, f in form.named("items"))
        return Category(id=id, name=category.name, items=items, stations=stations, tax=tax, course=course)

    def own_stations(self, form: Form) -> tuple[str, ...]:
        """What `station` or `stations` names; both at once is a mistake."""
        one = form.reference("station", self.stations, "station")
        several = form.references("stations", self.stations, "station")
        if form.has("station") and form.has("stations"):
            form.wrong("station", "name station or stations, not both")
        return (one,) if one is not None else several

    def item(self, id: str, form: Form, category: Category, category_routed: bool) -> Item:
        if id in self.item_lines:
            form.wrong("", f'item "{shown(id)}" is already on line {self.item_lines[id]}')
        self.item_lines.setdefault(id, form.line)
        variants = tuple(self.variant(variant, f) for variant, f in form.named("variants"))
        own = self.own_stations(form)
        if not (own or category_routed or form.has("station") or form.broken):
            form.wrong("", "has no station, and its category has none")
        if form.has("stations") and not own and not form.has("station"):
            form.wrong("stations", "names no station")
        course = form.whole("course", category.course, 0, COURSE_MAX)
        return Item(
            id=id,
            name=form.name(),
            kitchen_name=form.name("kitchen_name", default="") or None,
            price_cents=form.value("price", self.cents, None, kinds=NUMBERS, required=not variants),
            variants=variants,
            tax=self.tax(form, category),
            course=COURSE_DEFAULT if course is None else course,
            stations=own or category.stations,
            allergens=form.names("allergens"),
            recipe=self.recipe(form),
            modifiers=form.references("modifiers", self.groups, "modifier group"),
            prep_seconds=form.whole("prep_seconds", None, 0, SECONDS_MAX),
            remaining=form.whole("remaining", None, 0, COUNT_MAX),
        )

    def tax(self, form: Form, category: Category) -> str:
        own = form.reference("tax", self.taxes, "tax class")
        found = own or category.tax or self.default_tax
        if found is None and not form.has("tax") and not form.broken:
            form.wrong("tax", f"name one of {', '.join(self.taxes)}, here or in the category")
        return found or ""

    def variant(self, id: str, form: Form) -> Variant:
        return Variant(
            id=id,
            name=form.name(default=id),
            price_cents=form.value("price", self.cents, 0, kinds=NUMBERS, required=True),
            recipe=self.recipe(form) if form.has("recipe") else None,
            prep_seconds=form.whole("prep_seconds", None, 0, SECONDS_MAX),
        )
