"""Rows of the dining room."""

from typing import Literal

from kitchenhub.store.rows import Row, table

TableState = Literal["free", "seated", "ordered", "ready", "bill", "paid"]


@table("sections")
class Section(Row, frozen=True, kw_only=True):
    """A part of the room."""

    id: str
    name: str
    position: int
    archived: bool = False
    version: int = 1


@table("dining_tables")
class DiningTable(Row, frozen=True, kw_only=True):
    """A table. Its state on the floor is derived from its open orders; `seated_at` marks guests without
    one.
    """

    id: str
    section_id: str
    seats: int
    position: int
    covers: int | None = None
    seated_at: str | None = None
    state: TableState = "free"
    orders: tuple[str, ...] = ()
    seq: int = 0
    archived: bool = False
    version: int = 1
