"""Lines are fired or voided: reservations become moves, and what was not cooked comes back.

Every move is a row with its cause, one per line, cause and ingredient; on hand is always their sum. A line
is named in moves by its id: `sale` when fired (`waste:remake` for a remake), `void:n` for what goes back,
`waste:n` for what was voided after it was started, `n` being how many units of the line are voided by then.
"""

from kitchenhub.menu.queries import hands_in_force
from kitchenhub.orders.facts import LinesFired, LineVoided
from kitchenhub.orders.tables import OrderLine
from kitchenhub.stock.levels import announce_menu, change_levels
from kitchenhub.stock.reserving import change_counts, count_down, line_of, recipe_needs
from kitchenhub.stock.tables import MoveKind, StockMove
from kitchenhub.store.work import Work

REMAKE_CAUSE = "waste:remake"


def consume(work: Work, fact: LinesFired) -> None:
    """Turn the reservations of fired lines into moves. What is available stays, so nothing is sold out."""
    lines = [line_of(work, id) for id in fact.line_ids]
    taken = [(line, line.quantity - line.voided_quantity) for line in lines]
    for line, units in taken:
        if fact.remake or line.remake_of is not None:
            _move(work, line, -units, "waste", REMAKE_CAUSE, "remake")
        else:
            _move(work, line, -units, "sale", "sale", None)
    used = {id: -milli for id, milli in recipe_needs(taken).items()}
    change_levels(work, on_hand=used, reserved=used)


def give_back_or_waste(work: Work, fact: LineVoided) -> None:
    """Before start, stock and count go back. After start all of it stays used and counts as waste."""
    line = line_of(work, fact.line_id)
    if fact.after_start:
        if line.remake_of is None:  # a remake was waste from the beginning
            _move(work, line, fact.quantity, "void", f"void:{line.voided_quantity}", fact.reason)
            _move(work, line, -fact.quantity, "waste", f"waste:{line.voided_quantity}", fact.reason)
        return
    taken = [(line, fact.quantity)]
    hands = hands_in_force(work)
    _move(work, line, fact.quantity, "void", f"void:{line.voided_quantity}", fact.reason)
    available_before = change_levels(work, on_hand=recipe_needs(taken))
    units = {thing: -number for thing, number in count_down(taken, hands).items()}
    change_counts(work, hands, units)
    if available_before or units:
        announce_menu(work, hands, available_before)


def _move(work: Work, line: OrderLine, units: int, kind: MoveKind, cause: str, reason: str | None) -> None:
    for id, milli in line.recipe.items():
        if milli and units:
            work.add(
                StockMove(
                    restaurant_id=work.restaurant_id, source=line.id, cause=cause, ingredient_id=id,
                    kind=kind, quantity_milli=milli * units, reason=reason, actor=work.actor.label,
                    at=work.now,
                )
            )  # fmt: skip
