"""Pure decisions about orders: what a choice does to recipe, allergens and price, and what states add
up to.
"""

from collections.abc import Iterable, Mapping, Sequence

from kitchenhub.orders.tables import FulfilmentState, LineState, Prefix

# Lines that still have a way to go, and those that reached their end.
SENT: tuple[LineState, ...] = ("sent", "started", "ready")
LIVE: tuple[LineState, ...] = ("held", *SENT, "served")


def portions_milli(prefix: Prefix | None, quantity: int) -> int:
    """How many thousandths of an option's recipe a choice uses: NO none, EXTRA two portions, LIGHT half of
    one. SIDE and ONLY say how it is served and leave it at one.
    """
    each = {"no": 0, "extra": 2000, "light": 500}.get(prefix or "", 1000)
    return each * quantity


def add_recipe(recipe: dict[str, int], more: Mapping[str, int], milli: int) -> None:
    """Add `milli` thousandths of a recipe, rounded half up to whole thousandths of the base unit."""
    for ingredient, amount in more.items():
        recipe[ingredient] = recipe.get(ingredient, 0) + (amount * milli + 500) // 1000


def without_ingredients(
    recipe: Mapping[str, int],
    left_out: Iterable[str],
    declared: Sequence[str],
    of: Mapping[str, Sequence[str]],
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Recipe and allergens of a dish without some of its ingredients.

    An allergen that the item declares goes away only when an ingredient left out has it and no
    ingredient that stays does: in doubt it stays, because a warning too many harms nobody.
    """
    gone = set(left_out)
    kept = {id: milli for id, milli in recipe.items() if id not in gone}
    still = {allergen for id in kept for allergen in of.get(id, ())}
    removable = {allergen for id in gone for allergen in of.get(id, ())} - still
    return kept, tuple(allergen for allergen in declared if allergen not in removable)


def modifier_price_cents(price_cents: int, prefix: Prefix | None, quantity: int) -> int:
    """What a choice costs for one unit of the line. NO never costs."""
    return 0 if prefix == "no" else price_cents * quantity


def line_price_cents(unit_cents: int, modifier_cents: Iterable[int], units: int) -> int:
    """The amount of so many units of a line."""
    return (unit_cents + sum(modifier_cents)) * units


def first_course(courses: Iterable[int]) -> int | None:
    """The lowest course above 0, None when there is none."""
    above = [course for course in courses if course > 0]
    return min(above) if above else None


def fulfilment_of(states: Iterable[LineState]) -> FulfilmentState:
    """How far an order is: ready when nothing is held or cooking, served when everything is."""
    living = [state for state in states if state != "voided"]
    if living and all(state == "served" for state in living):
        return "served"
    if living and all(state in ("ready", "served") for state in living):
        return "ready"
    return "open"


def line_state(started: bool, ready: bool, served: bool) -> LineState:
    """A sent line's state from all tickets that carry it."""
    if served:
        return "served"
    if ready:
        return "ready"
    return "started" if started else "sent"
