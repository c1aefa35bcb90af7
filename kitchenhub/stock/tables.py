"""Rows of the stock room. Quantities are thousandths of the base unit (g, ml, each)."""

from typing import Literal

from kitchenhub.store.rows import Row, table

Unit = Literal["g", "ml", "each"]
WhenOut = Literal["warn", "block"]
MoveKind = Literal["opening", "sale", "void", "waste", "receive", "count", "adjust"]


@table("ingredients")
class Ingredient(Row, frozen=True, kw_only=True):
    """What a recipe uses. Available is on_hand less reserved; `cost_micros` is per base unit."""

    id: str
    name: str
    unit: Unit
    on_hand_milli: int
    reserved_milli: int
    par_milli: int | None
    cost_micros: int | None
    when_out: WhenOut
    allergens: tuple[str, ...]
    position: int = 0
    archived: bool = False
    version: int = 1


@table("stock_moves", key=("source", "cause", "ingredient_id"), indexes=(("ingredient_id", "at"),))
class StockMove(Row, frozen=True, kw_only=True):
    """One signed move of one ingredient. `source` is the line that caused it, or the move's own id.

    `cause`: `sale` for a fired line (`waste:remake` for a remake), `void:n` for what went back,
    `waste:n` for what was voided after start, n being the units voided by then; `opening`; `receive`,
    `waste`, `adjust` and `count:` with the thousandths counted for a hand's move. On hand is always the
    sum of the moves.
    """

    source: str
    cause: str
    ingredient_id: str
    kind: MoveKind
    quantity_milli: int
    reason: str | None
    actor: str
    at: str
