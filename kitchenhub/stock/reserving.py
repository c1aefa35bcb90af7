"""Lines are placed: what they need is reserved in the same transaction, or the whole command is sold out.

Counts of items, variants and options run down here too. An order that asks for more than there is gets one
answer that names every line and what is missing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kitchenhub.errors import FieldError, Rejected
from kitchenhub.menu.queries import Hands, hands_in_force
from kitchenhub.menu.tables import Availability
from kitchenhub.orders.facts import LineRemoved, LinesPlaced
from kitchenhub.orders.tables import OrderLine
from kitchenhub.stock.levels import announce_menu, change_levels, ingredient
from kitchenhub.stock.rules import Limit, Thing, refused
from kitchenhub.store.work import Work
from kitchenhub.wire import quantity_text


def reserve(work: Work, fact: LinesPlaced) -> None:
    """Take reservations and counts for new lines. Raises Rejected `sold_out`: which lines, what is
    missing.
    """
    lines = [line_of(work, id) for id in fact.line_ids]
    hands = hands_in_force(work)
    needs = recipe_needs((line, line.quantity) for line in lines)
    if _concerned(lines, needs, hands) or any(_is_short(work, id, milli) for id, milli in needs.items()):
        _check(work, lines, needs, hands)
    counted = [(line, line.quantity) for line in lines]
    _change(work, hands, needs, count_down(counted, hands))


def release(work: Work, fact: LineRemoved) -> None:
    """A held line left: its reservation and count go back."""
    taken = [(line_of(work, fact.line_id), fact.quantity)]
    hands = hands_in_force(work)
    needs = {id: -milli for id, milli in recipe_needs(taken).items()}
    _change(work, hands, needs, {thing: -units for thing, units in count_down(taken, hands).items()})


def line_of(work: Work, id: str) -> OrderLine:
    """A line that a fact names."""
    line = work.get(OrderLine, id)
    if line is None:
        raise RuntimeError(f"a fact names the line {id}, which has no row")
    return line


def recipe_needs(taken: Iterable[tuple[OrderLine, int]]) -> dict[str, int]:
    """Thousandths by ingredient for so many units of each line."""
    needs: dict[str, int] = defaultdict(int)
    for line, units in taken:
        for id, milli in line.recipe.items():
            if milli and units:
                needs[id] += milli * units
    return needs


def count_down(taken: Iterable[tuple[OrderLine, int]], hands: Hands) -> dict[Thing, int]:
    """Units by thing that a hand has counted, for so many units of each line."""
    units: Counter[Thing] = Counter()
    if any(row.remaining is not None for row in hands.values()):
        for line, quantity in taken:
            for thing, each in _things(line).items():
                row = hands.get(thing)
                if row is not None and row.remaining is not None:
                    units[thing] += each * quantity
    return units


def change_counts(work: Work, hands: Hands, units: dict[Thing, int]) -> None:
    """Lower the counts by so many units; a negative number gives back."""
    for thing, number in units.items():
        row = hands[thing]
        if row.remaining is not None and number:
            work.change(row, remaining=row.remaining - number)


def _change(work: Work, hands: Hands, reserved: dict[str, int], units: dict[Thing, int]) -> None:
    available_before = change_levels(work, reserved=reserved)
    change_counts(work, hands, units)
    if available_before or units:
        announce_menu(work, hands, available_before)


def _things(line: OrderLine) -> dict[Thing, int]:
    """What of the menu one unit of a line takes, ingredients apart."""
    things: dict[Thing, int] = {("item", line.item_id): 1}
    if line.variant_id is not None:
        things["variant", f"{line.item_id}:{line.variant_id}"] = 1
    for modifier in line.modifiers:
        if modifier.option is not None and modifier.prefix != "no":
            key: Thing = ("option", modifier.option)
            things[key] = things.get(key, 0) + modifier.quantity
    return things


def _concerned(lines: Sequence[OrderLine], needs: dict[str, int], hands: Hands) -> bool:
    """Whether a hand has set anything of what these lines take; most orders stop here."""
    if not hands:
        return False
    if any(("ingredient", id) in hands for id in needs):
        return True
    return any(thing in hands for line in lines for thing in _things(line))


def _is_short(work: Work, id: str, milli: int) -> bool:
    row = ingredient(work, id)
    return row.when_out == "block" and row.on_hand_milli - row.reserved_milli < milli


def _check(work: Work, lines: Sequence[OrderLine], needs: dict[str, int], hands: Hands) -> None:
    uses = [_uses(line) for line in lines]
    limits = _limits(work, lines, needs, hands)
    wanting = refused(uses, limits)
    if not wanting:
        return
    totals: Counter[Thing] = Counter()
    for used in uses:
        totals.update(used)
    said = {thing: _said(limits[thing], totals[thing]) for missing in wanting.values() for thing in missing}
    fields = [
        FieldError(f"lines[{index}]", "sold_out", "; ".join(said[thing] for thing in missing))
        for index, missing in wanting.items()
    ]
    raise Rejected("sold_out", "; ".join(said.values()), fields=fields)


def _uses(line: OrderLine) -> dict[Thing, int]:
    uses = {thing: each * line.quantity for thing, each in _things(line).items()}
    uses.update({("ingredient", id): milli * line.quantity for id, milli in line.recipe.items() if milli})
    return uses


def _limits(
    work: Work, lines: Sequence[OrderLine], needs: dict[str, int], hands: Hands
) -> dict[Thing, Limit]:
    limits: dict[Thing, Limit] = {}
    for id in needs:
        row = ingredient(work, id)
        hand = hands.get(("ingredient", id))
        if hand is not None or row.when_out == "block":
            left = row.on_hand_milli - row.reserved_milli
            limits["ingredient", id] = Limit(row.name, left, hand is not None, row.unit)
    for line in lines:
        for thing in _things(line):
            hand = hands.get(thing)
            if hand is not None:
                limits[thing] = _counted(_name(line, thing), hand)
    return limits


def _counted(name: str, hand: Availability) -> Limit:
    if not hand.available:
        return Limit(name, 0, off=True)
    # A row in force that is not off is a count.
    return Limit(name, hand.remaining or 0)


def _name(line: OrderLine, thing: Thing) -> str:
    kind, id = thing
    if kind == "option":
        return next(modifier.name for modifier in line.modifiers if modifier.option == id)
    return f"{line.name} {line.variant_name}" if kind == "variant" else line.name


def _said(limit: Limit, needed: int) -> str:
    if limit.off:
        return f"{limit.name} is sold out"
    left = max(0, limit.left)
    if limit.unit is None:
        return f"{limit.name}: {needed} needed, {left} left"
    unit = "" if limit.unit == "each" else f" {limit.unit}"
    return f"{limit.name}: {quantity_text(needed)}{unit} needed, {quantity_text(left)}{unit} left"
