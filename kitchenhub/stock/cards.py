"""Stock as people and programs see it: quantities as decimal text in the ingredient's base unit."""

from collections.abc import Callable
from typing import Any

import msgspec

from kitchenhub.restaurant.quantities import micros_text
from kitchenhub.stock.tables import Ingredient, MoveKind, StockMove, Unit, WhenOut
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.reads import Reads
from kitchenhub.wire import DecimalText, Time, quantity_text

TOPIC = "stock"


class StockItem(msgspec.Struct, frozen=True, kw_only=True):
    """An ingredient's levels. Available is on hand less reserved; `cost` is for one unit."""

    ingredient: str
    name: str
    unit: Unit
    on_hand: DecimalText
    reserved: DecimalText
    available: DecimalText
    par: DecimalText | None
    when_out: WhenOut
    cost: DecimalText | None
    version: int


class StockCard(msgspec.Struct, frozen=True):
    """Ingredients: all of them in a snapshot, the touched ones in an event."""

    items: list[StockItem]


class MoveCard(msgspec.Struct, frozen=True, kw_only=True):
    """One move. `id` is the line that caused it, or the move's own; `quantity` is signed.

    `on_hand` is what the ingredient has now.
    """

    id: str
    cause: str
    ingredient: str
    name: str
    kind: MoveKind
    quantity: DecimalText
    unit: Unit
    reason: str | None
    at: Time
    on_hand: DecimalText


def stock_item(row: Ingredient) -> StockItem:
    """The levels of one ingredient."""
    return StockItem(
        ingredient=row.id,
        name=row.name,
        unit=row.unit,
        on_hand=quantity_text(row.on_hand_milli),
        reserved=quantity_text(row.reserved_milli),
        available=quantity_text(row.on_hand_milli - row.reserved_milli),
        par=None if row.par_milli is None else quantity_text(row.par_milli),
        when_out=row.when_out,
        cost=None if row.cost_micros is None else micros_text(row.cost_micros),
        version=row.version,
    )


def move_card(row: StockMove, ingredient: Ingredient) -> MoveCard:
    """A move with the name and unit of its ingredient."""
    return MoveCard(
        id=row.source,
        cause=row.cause,
        ingredient=ingredient.id,
        name=ingredient.name,
        kind=row.kind,
        quantity=quantity_text(row.quantity_milli),
        unit=ingredient.unit,
        reason=row.reason,
        at=row.at,
        on_hand=quantity_text(ingredient.on_hand_milli),
    )


def _stock(reads: Reads, ids: str) -> Shown:
    rows = (reads.get(Ingredient, id) for id in ids.split(","))
    return Shown(TOPIC, StockCard([stock_item(row) for row in rows if row is not None]))


def _stock_move(reads: Reads, source: str, cause: str, ingredient_id: str) -> MoveCard:
    move = reads.get(StockMove, source, cause, ingredient_id)
    ingredient = reads.get(Ingredient, ingredient_id)
    if move is None or ingredient is None:
        raise RuntimeError(f"the stock move {source} {cause} {ingredient_id} is gone")
    return move_card(move, ingredient)


CARDS: dict[str, CardKind] = {"stock": CardKind(_stock)}
ANSWERS: dict[str, Callable[..., Any]] = {"stock_move": _stock_move}
