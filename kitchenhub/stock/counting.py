"""A hand moves stock: goods received, waste, a count, a correction."""

from typing import Literal

from kitchenhub.errors import FieldError, Rejected, unknown_in_body
from kitchenhub.menu.queries import hands_in_force
from kitchenhub.restaurant.quantities import UNITS, converted_milli
from kitchenhub.stock.levels import announce_menu, change_levels
from kitchenhub.stock.rules import counted_difference
from kitchenhub.stock.tables import Ingredient, StockMove
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from kitchenhub.wire import Body, DecimalText, Id, Reason, Uuid

HandKind = Literal["receive", "waste", "count", "adjust"]


class NewMove(Body, frozen=True, kw_only=True):
    """A move by hand. A count says what is there; an adjustment may be negative; the unit converts (kg
    → g).
    """

    kind: HandKind
    ingredient: Id
    quantity: DecimalText
    unit: Id | None = None
    reason: Reason | None = None
    id: Uuid | None = None


def move_stock(work: Work, body: NewMove) -> Result:
    """Book a move. Raises Rejected `unit_mismatch` (422), `id_taken` (409)."""
    row = work.get(Ingredient, body.ingredient)
    if row is None or row.archived:
        raise unknown_in_body("ingredient", "ingredient", body.ingredient)
    stated = _stated_milli(body, row)
    # The counted number stands in the cause, so that a repeat with another number is told apart.
    cause = f"count:{stated}" if body.kind == "count" else body.kind
    moved = counted_difference(row.on_hand_milli, stated) if body.kind == "count" else stated
    if body.id is not None and (known := work.find(StockMove, source=body.id)):
        return _first_answer(known[0], body, cause, moved)
    move = work.add(
        StockMove(
            restaurant_id=work.restaurant_id, source=body.id or work.new_id(), cause=cause,
            ingredient_id=row.id, kind=body.kind, quantity_milli=moved, reason=body.reason,
            actor=work.actor.label, at=work.now,
        )
    )  # fmt: skip
    available_before = change_levels(work, on_hand={row.id: moved})
    if available_before:
        announce_menu(work, hands_in_force(work), available_before)
    return _result(move)


def _result(move: StockMove) -> Result:
    return Result("stock_move", (move.source, move.cause, move.ingredient_id), 201)


def _first_answer(known: StockMove, body: NewMove, cause: str, moved: int) -> Result:
    same = (known.cause, known.ingredient_id, known.reason) == (cause, body.ingredient, body.reason)
    if not same or (body.kind != "count" and known.quantity_milli != moved):
        detail = "This id belongs to another move."
        raise Rejected("id_taken", detail, fields=[FieldError("id", "id_taken", detail)])
    return _result(known)


def _stated_milli(body: NewMove, row: Ingredient) -> int:
    """What the body says in thousandths of the ingredient's unit, waste as a negative number."""
    unit = body.unit or row.unit
    if unit not in UNITS or UNITS[unit][0] != row.unit:
        raise _wrong("unit", "unit_mismatch", f"{unit[:20]!r} does not convert to {row.unit}.")
    negative = body.quantity.startswith("-")
    try:
        milli = converted_milli(body.quantity.removeprefix("-"), unit, row.unit)
    except ValueError as error:
        raise _wrong("quantity", "invalid", str(error)) from None
    if negative and milli and body.kind != "adjust":
        raise _wrong("quantity", "invalid", "Only an adjustment may be negative.")
    if not milli and body.kind != "count":
        raise _wrong("quantity", "invalid", "Nothing would move.")
    return -milli if negative or body.kind == "waste" else milli


def _wrong(path: str, code: str, detail: str) -> Rejected:
    return Rejected(code, detail, fields=[FieldError(path, code, detail)])
