"""Whether something can be had: what a hand has set, then what the ingredients that block allow. Pure.

A hand's word comes first and gives reason and end; a count and the stock give the lower number.
"""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from kitchenhub.menu.tables import Availability


class Standing(msgspec.Struct, frozen=True):
    """What a screen shows: whether it can be had, how many are left (null: not counted), until when,
    why.
    """

    available: bool = True
    remaining: int | None = None
    until: str | None = None
    reason: str | None = None


class Supply(msgspec.Struct, frozen=True):
    """An ingredient as far as selling cares. `available_milli` is on hand less reserved."""

    name: str
    blocks: bool
    available_milli: int
    off: Availability | None = None


GOOD = Standing()
Supplies = Callable[[str], Supply | None]
Recipe = Mapping[str, int]


def expired(row: Availability, now: str) -> bool:
    """Whether the end of what a hand has set has come."""
    return row.until is not None and row.until <= now


def sold_out(name: str) -> str:
    """How people are told."""
    return f"{name} is sold out"


def by_hand(row: Availability | None) -> Standing:
    """What a hand alone says; `row` is in force or None."""
    if row is None:
        return GOOD
    able = row.available and row.remaining != 0
    return Standing(able, row.remaining, row.until, row.reason)


def by_recipe(recipe: Recipe, supplies: Supplies) -> Standing:
    """What the ingredients say: one that is switched off, or one that blocks and cannot cover a unit."""
    for ingredient, milli in recipe.items():
        supply = supplies(ingredient) if milli > 0 else None
        if supply is None:
            continue
        if supply.off is not None:
            return Standing(False, None, supply.off.until, sold_out(supply.name))
        if supply.blocks and supply.available_milli < milli:
            return Standing(False, None, None, sold_out(supply.name))
    return GOOD


def units_left(recipe: Recipe, supplies: Supplies) -> int | None:
    """How many units the ingredients that block allow, at least 0; None when none of them blocks."""
    least: int | None = None
    for ingredient, milli in recipe.items():
        supply = supplies(ingredient) if milli > 0 else None
        if supply is not None and supply.blocks:
            units = max(0, supply.available_milli // milli)
            least = units if least is None else min(least, units)
    return least


def standing(hand: Availability | None, recipe: Recipe, supplies: Supplies) -> Standing:
    """Of something with one recipe: a variant, an option, an item without variants."""
    said = by_hand(hand)
    remaining = _lower(said.remaining, units_left(recipe, supplies))
    if not said.available:
        return said
    derived = by_recipe(recipe, supplies)
    if not derived.available:
        return msgspec.structs.replace(derived, remaining=remaining)
    return msgspec.structs.replace(said, remaining=remaining)


def standing_of_item(
    hand: Availability | None,
    own: Recipe | None,
    variants: Iterable[tuple[Standing, Recipe]],
    supplies: Supplies,
) -> Standing:
    """Of an item sold by itself (`own` recipe) or in variants: it can be had when one form of it can."""
    said = by_hand(hand)
    forms = list(variants)
    if own is not None:
        forms.insert(0, (by_recipe(own, supplies), own))
    if said.remaining is not None:
        allowed = [units_left(recipe, supplies) for form, recipe in forms if form.available]
        most = None if None in allowed else max((units for units in allowed if units is not None), default=0)
        said = msgspec.structs.replace(said, remaining=_lower(said.remaining, most))
    if not said.available or any(form.available for form, _ in forms):
        return said
    derived = forms[0][0]
    return msgspec.structs.replace(derived, remaining=said.remaining)


def _lower(count: int | None, allowed: int | None) -> int | None:
    """Only what is counted by hand shows a number: the lower of the count and what the stock allows."""
    return count if count is None or allowed is None else min(count, allowed)
