"""Reading the stock room: levels and the moves that led to them."""

from typing import Any

import msgspec
import sqlalchemy as sa

from kitchenhub.errors import unknown_in_body
from kitchenhub.stock.cards import MoveCard, StockCard, move_card, stock_item
from kitchenhub.stock.tables import Ingredient, StockMove
from kitchenhub.store.paging import Paged, cursor_of, key_of
from kitchenhub.store.reads import Reader, columns_of
from kitchenhub.store.rows import TABLES
from kitchenhub.wire import Id

_moves = TABLES[StockMove].table.c
_NEWEST_FIRST = (_moves.at.desc(), _moves.source.desc(), _moves.cause.desc())
_OF_INGREDIENT = (
    sa.select(*columns_of(StockMove))
    .where(
        _moves.restaurant_id == sa.bindparam("restaurant_id"),
        _moves.ingredient_id == sa.bindparam("ingredient"),
    )
    .order_by(*_NEWEST_FIRST)
    .limit(sa.bindparam("limit"))
)
_OF_INGREDIENT_FROM = _OF_INGREDIENT.where(
    sa.tuple_(_moves.at, _moves.source, _moves.cause)
    < sa.tuple_(sa.bindparam("at"), sa.bindparam("source"), sa.bindparam("cause"))
)


class MovesQuery(Paged, frozen=True, kw_only=True):
    """Whose moves."""

    ingredient: Id


class MovesPage(msgspec.Struct, frozen=True):
    """Moves, newest first."""

    moves: list[MoveCard]
    next: str | None


def show_stock(reader: Reader) -> StockCard:
    """Every ingredient's levels, in the order of the restaurant file."""
    rows = [row for row in reader.find(Ingredient) if not row.archived]
    return StockCard([stock_item(row) for row in sorted(rows, key=lambda row: (row.position, row.id))])


def stock_topic(reader: Reader) -> StockCard:
    """What the live topic `stock` shows first."""
    return show_stock(reader)


def list_moves(reader: Reader, query: MovesQuery) -> MovesPage:
    """What moved an ingredient, newest first."""
    ingredient = reader.get(Ingredient, query.ingredient)
    if ingredient is None:
        raise unknown_in_body("ingredient", "ingredient", query.ingredient)
    clause, after = _OF_INGREDIENT, dict[str, Any]()
    if query.cursor is not None:
        clause = _OF_INGREDIENT_FROM
        after = dict(zip(("at", "source", "cause"), key_of(query.cursor, (str, str, str)), strict=True))
    rows = reader.select(StockMove, clause, ingredient=ingredient.id, limit=query.limit + 1, **after)
    shown, more = rows[: query.limit], len(rows) > query.limit
    last = shown[-1] if more else None
    return MovesPage(
        [move_card(row, ingredient) for row in shown],
        None if last is None else cursor_of(last.at, last.source, last.cause),
    )
