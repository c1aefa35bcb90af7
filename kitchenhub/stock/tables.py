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
    """One signed move of one ingredient: one per source (a line, or the move's own id), cause and
    ingredient.

    `cause` is `sale` for a fired line, `void:1`, `void:2` … for what goes back, `waste:…`, or the kind of
    a hand's move. On hand is always the sum of the moves.
    """

    source: str
    cause: str
    ingredient_id: str
    kind: MoveKind
    quantity_milli: int
    reason: str | None
    actor: str
    at: str
