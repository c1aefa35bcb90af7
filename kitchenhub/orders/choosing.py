"""From what was sent to a line: item, variant and choices are looked up, checked, and frozen on the line.

All mistakes of a body are collected, each with its path, before anything is refused.
"""

import hashlib
from collections import Counter
from datetime import datetime

import msgspec

from kitchenhub.errors import FieldError, Rejected
from kitchenhub.menu.tables import Item, ModifierGroup, Option, Variant
from kitchenhub.orders import rules
from kitchenhub.orders.tables import GuestAllergy, LineModifier, OrderLine
from kitchenhub.orders.wire import NewLine, NewModifier
from kitchenhub.stock.tables import Ingredient
from kitchenhub.store.times import time_text
from kitchenhub.store.work import Work
from kitchenhub.wire import NOTE_MAX

# Times outside of these years are typing errors, and at the calendar's ends time zones overflow.
_YEARS = range(2000, 2200)
SEAT_MAX = 99
ALLERGENS_MAX = 30
ALLERGEN_MAX = 60


class Mistakes:
    """The mistakes of one body; the first code found names the rejection."""

    def __init__(self) -> None:
        self.fields: list[FieldError] = []

    def add(self, path: str, code: str, detail: str) -> None:
        """Something is wrong at a path."""
        self.fields.append(FieldError(path, code, detail))

    def refuse(self) -> None:
        """Raise Rejected when anything is wrong."""
        if self.fields:
            first = self.fields[0]
            raise Rejected(first.code, f"{first.path}: {first.detail}", fields=self.fields)


def moment_of(text: str | None, path: str, mistakes: Mistakes) -> str | None:
    """A time that was sent, in UTC as it is stored; one that no calendar of this age has is a mistake."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.year in _YEARS:
            return time_text(moment)
    except ValueError:
        pass
    mistakes.add(path, "invalid", f"There is no such time as {text[:40]!r}.")
    return None


def check_allergies(allergies: tuple[GuestAllergy, ...], mistakes: Mistakes) -> None:
    """Each names something to be careful about: an empty one would be a box that warns of nothing."""
    for index, one in enumerate(allergies):
        path = f"allergies[{index}]"
        if one.seat is not None and not 1 <= one.seat <= SEAT_MAX:
            mistakes.add(f"{path}.seat", "invalid", f"A seat is 1 to {SEAT_MAX}.")
        if not one.allergens and not (one.text or "").strip():
            mistakes.add(path, "invalid", "Name allergens or write a text.")
        if len(one.text or "") > NOTE_MAX:
            mistakes.add(f"{path}.text", "text_too_long", f"At most {NOTE_MAX} characters.")
        if len(one.allergens) > ALLERGENS_MAX:
            mistakes.add(f"{path}.allergens", "invalid", f"At most {ALLERGENS_MAX} allergens.")
        for at, allergen in enumerate(one.allergens[:ALLERGENS_MAX]):
            if not 1 <= len(allergen.strip()) <= ALLERGEN_MAX:
                detail = f"An allergen is a word of at most {ALLERGEN_MAX} characters."
                mistakes.add(f"{path}.allergens[{at}]", "invalid", detail)


def fingerprint_of(body: msgspec.Struct) -> str:
    """What two requests for the same id must share to be the same."""
    return hashlib.sha256(msgspec.json.encode(body, order="sorted")).hexdigest()[:32]


def choose(
    work: Work, order_id: str, position: int, sent: NewLine, path: str, mistakes: Mistakes
) -> OrderLine:
    """The line that was sent, held. After a mistake the line is unusable; the caller refuses."""
    item = work.get(Item, sent.item)
    if item is None or item.archived:
        mistakes.add(f"{path}.item", "unknown_reference", f"There is no item called {sent.item[:80]!r}.")
        raise _Unknown
    variant = _variant(item, sent, path, mistakes)
    recipe = dict(item.recipe if variant is None or variant.recipe is None else variant.recipe)
    recipe, allergens = _left_out(work, item, recipe, sent, path, mistakes)
    options = _options(work, item, sent.modifiers, path, mistakes)
    modifiers: list[LineModifier] = []
    prep_seconds = variant.prep_seconds if variant and variant.prep_seconds is not None else item.prep_seconds
    for chosen, group, option in options:
        rules.add_recipe(recipe, option.recipe, rules.portions_milli(chosen.prefix, chosen.quantity))
        if chosen.prefix != "no":
            allergens = tuple(dict.fromkeys((*allergens, *option.allergens)))
            prep_seconds = None if prep_seconds is None else max(0, prep_seconds + option.prep_seconds)
        modifiers.append(_modifier(chosen, group, option))
    for chosen in sent.modifiers:
        if chosen.ingredient is not None:
            row = work.get(Ingredient, chosen.ingredient)
            name = row.name if row else chosen.ingredient
            modifiers.append(
                LineModifier(group=None, option=None, name=name, prefix="no", ingredient=chosen.ingredient)
            )
    unit_price_cents = variant.price_cents if variant is not None else item.price_cents or 0
    return OrderLine(
        restaurant_id=work.restaurant_id, id=sent.id, order_id=order_id, position=position, item_id=item.id,
        category_id=item.category_id, name=item.name, kitchen_name=item.kitchen_name or item.name,
        variant_id=variant.id if variant else None, variant_name=variant.name if variant else None,
        quantity=sent.quantity, seat=sent.seat, course=item.course if sent.course is None else sent.course,
        unit_price_cents=unit_price_cents,
        price_cents=rules.line_price_cents(
            unit_price_cents, (one.price_cents for one in modifiers), sent.quantity
        ),
        tax=item.tax, modifiers=tuple(modifiers), note=sent.note or None, allergens=allergens, recipe=recipe,
        stations=item.stations, prep_seconds=prep_seconds, state="held", fingerprint=fingerprint_of(sent),
        placed_at=work.now,
    )  # fmt: skip


class _Unknown(Exception):
    """A line whose item nobody knows cannot be made; its mistake is noted."""


def choose_all(
    work: Work, order_id: str, first: int, sent: tuple[NewLine, ...], mistakes: Mistakes
) -> list[OrderLine]:
    """All lines of a body, in order; those with an unknown item are noted and left out."""
    lines: list[OrderLine] = []
    for index, line in enumerate(sent):
        try:
            lines.append(choose(work, order_id, first + index, line, f"lines[{index}]", mistakes))
        except _Unknown:
            continue
    repeated = [id for id, times in Counter(line.id for line in sent).items() if times > 1]
    for id in repeated:
        at = [index for index, line in enumerate(sent) if line.id == id][1]
        mistakes.add(f"lines[{at}].id", "invalid", "Two lines have the same id.")
    return lines


def _variant(item: Item, sent: NewLine, path: str, mistakes: Mistakes) -> Variant | None:
    if sent.variant is None:
        if item.price_cents is None:
            mistakes.add(f"{path}.variant", "variant_required", f"{item.name} comes in variants; choose one.")
        return None
    for variant in item.variants:
        if variant.id == sent.variant:
            return variant
    detail = f"{item.name} has no variant {sent.variant[:80]!r}."
    mistakes.add(f"{path}.variant", "unknown_reference", detail)
    return None


def _left_out(
    work: Work, item: Item, recipe: dict[str, int], sent: NewLine, path: str, mistakes: Mistakes
) -> tuple[dict[str, int], tuple[str, ...]]:
    left_out: list[str] = []
    for index, chosen in enumerate(sent.modifiers):
        if chosen.ingredient is None:
            continue
        at = f"{path}.modifiers[{index}]"
        if chosen.prefix != "no" or chosen.option is not None or chosen.group is not None:
            mistakes.add(
                f"{at}.prefix", "invalid", "An ingredient is only ever left out: prefix no, no option."
            )
        elif chosen.ingredient not in recipe:
            mistakes.add(
                f"{at}.ingredient", "unknown_reference", f"{item.name} has no {chosen.ingredient[:80]!r}."
            )
        else:
            left_out.append(chosen.ingredient)
    if not left_out:
        return recipe, item.allergens
    of = {id: row.allergens for id in recipe if (row := work.get(Ingredient, id)) is not None}
    return rules.without_ingredients(recipe, left_out, item.allergens, of)


def _options(
    work: Work, item: Item, sent: tuple[NewModifier, ...], path: str, mistakes: Mistakes
) -> list[tuple[NewModifier, ModifierGroup, Option]]:
    groups = {id: group for id in item.modifier_groups if (group := work.get(ModifierGroup, id)) is not None}
    chosen: list[tuple[NewModifier, ModifierGroup, Option]] = []
    counts: Counter[str] = Counter()
    for index, modifier in enumerate(sent):
        if modifier.ingredient is not None:
            continue
        at = f"{path}.modifiers[{index}]"
        group = groups.get(modifier.group or "")
        if group is None:
            name = (modifier.group or "")[:80]
            mistakes.add(f"{at}.group", "unknown_reference", f"{item.name} has no modifier group {name!r}.")
            continue
        option = next((one for one in group.options if one.id == modifier.option), None)
        if option is None:
            name = (modifier.option or "")[:80]
            mistakes.add(f"{at}.option", "unknown_reference", f"{group.name} has no option {name!r}.")
            continue
        chosen.append((modifier, group, option))
        if modifier.prefix != "no":
            counts[group.id] += modifier.quantity
    for group in groups.values():
        if counts[group.id] < group.min:
            detail = f"{item.name} needs at least {group.min} of {group.name}."
            mistakes.add(f"{path}.modifiers", "modifier_min", detail)
        if group.max is not None and counts[group.id] > group.max:
            detail = f"{item.name} takes at most {group.max} of {group.name}."
            mistakes.add(f"{path}.modifiers", "modifier_max", detail)
    return chosen


def _modifier(chosen: NewModifier, group: ModifierGroup, option: Option) -> LineModifier:
    return LineModifier(
        group=group.id, option=option.id, name=option.name, prefix=chosen.prefix, quantity=chosen.quantity,
        price_cents=rules.modifier_price_cents(option.price_cents, chosen.prefix, chosen.quantity),
    )  # fmt: skip
