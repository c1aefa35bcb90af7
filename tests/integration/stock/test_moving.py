"""Firing makes moves, voids give back or become waste, and levels that fall too low are told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kitchenhub.alerts.facts import Trouble, TroubleOver
from kitchenhub.menu.availability import AvailabilityChange, set_item
from kitchenhub.stock.counting import NewMove, move_stock
from kitchenhub.stock.tables import StockMove
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from tests.support.larder import Larder, place, send, take_back
from tests.support.replica import replayed


@pytest.fixture
def larder(tmp_path: Path) -> Iterator[Larder]:
    larder = Larder(tmp_path)
    yield larder
    larder.check_stock()
    assert replayed(larder.events()) == larder.menu()
    larder.close()


def moves(larder: Larder, ingredient: str) -> list[tuple[str, str, int]]:
    """Cause, kind and thousandths of the line's moves of an ingredient."""
    with larder.reader() as reader:
        found = reader.find(StockMove, source="line", ingredient_id=ingredient)
    return [(move.cause, move.kind, move.quantity_milli) for move in found]


def fired(larder: Larder, item: str = "burger", quantity: int = 3) -> None:
    larder.run(lambda work: place(work, (item, quantity, {"id": "line"}), fire=True))


def test_firing_a_held_line_moves_its_reservation_and_sells_nothing_out(larder: Larder) -> None:
    larder.run(lambda work: place(work, ("burger", 80, {"id": "line"})))
    assert not larder.item("burger")["available"]
    before = len(larder.events())
    larder.run(send, "line")
    assert [event["type"] for event in larder.events()[before:]] == ["stock.moved"]
    assert moves(larder, "bun") == [("sale", "sale", -80_000)]
    bun = larder.stock()["bun"]
    assert (bun["on_hand"], bun["reserved"], bun["available"]) == ("0", "0", "0")


def test_a_line_that_was_made_smaller_fires_what_is_left_of_it(larder: Larder) -> None:
    larder.run(lambda work: place(work, ("burger", 3, {"id": "line"})))
    larder.run(lambda work: take_back(work, "line", 1))
    larder.run(send, "line")
    assert moves(larder, "bun") == [("sale", "sale", -2_000)]


def test_a_void_before_start_gives_back_stock_and_count(larder: Larder) -> None:
    larder.run(set_item, "burger", AvailabilityChange(remaining=5))
    fired(larder)
    larder.run(lambda work: take_back(work, "line", 1))
    larder.run(lambda work: take_back(work, "line", 2))
    assert moves(larder, "bun") == [
        ("sale", "sale", -3_000), ("void:1", "void", 1_000), ("void:3", "void", 2_000)
    ]  # fmt: skip
    assert larder.stock()["bun"]["on_hand"] == "80"
    assert larder.item("burger")["remaining"] == 5


def test_a_void_after_start_stays_used_and_becomes_waste(larder: Larder) -> None:
    larder.run(set_item, "burger", AvailabilityChange(remaining=5))
    fired(larder)
    larder.run(lambda work: take_back(work, "line", 2, after_start=True))
    assert moves(larder, "bun") == [
        ("sale", "sale", -3_000), ("void:2", "void", 2_000), ("waste:2", "waste", -2_000)
    ]  # fmt: skip
    assert larder.stock()["bun"]["on_hand"] == "77"
    assert larder.item("burger")["remaining"] == 2


def test_a_remake_is_waste_and_stays_it_when_voided_after_start(larder: Larder) -> None:
    larder.run(_remade)
    assert moves(larder, "bun") == [("waste:remake", "waste", -1_000)]
    larder.run(lambda work: take_back(work, "line", 1, after_start=True))
    assert moves(larder, "bun") == [("waste:remake", "waste", -1_000)]


def _remade(work: Work) -> Result:
    return place(work, ("burger", 1, {"id": "line", "remake_of": "first"}), fire=True)


def heard(larder: Larder) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for trouble in larder.troubles:
        over = isinstance(trouble, TroubleOver)
        assert isinstance(trouble, Trouble | TroubleOver)
        found.append(("over" if over else "raised", trouble.code, trouble.subject))
    larder.troubles.clear()
    return found


def move(larder: Larder, **fields: Any) -> None:
    larder.run(move_stock, NewMove(**fields))


def test_falling_below_par_is_told_once_and_again_when_it_is_over(larder: Larder) -> None:
    move(larder, kind="count", ingredient="mince", quantity="4100")
    fired(larder, quantity=1)
    assert heard(larder) == [("raised", "stock_low", "mince")]
    move(larder, kind="waste", ingredient="mince", quantity="10")
    assert heard(larder) == []
    move(larder, kind="receive", ingredient="mince", quantity="5", unit="kg")
    assert heard(larder) == [("over", "stock_low", "mince")]


def test_books_below_zero_are_told_and_cleared_by_a_count(larder: Larder) -> None:
    move(larder, kind="count", ingredient="cheddar", quantity="10")
    larder.run(lambda work: place(work, ("burger", 1, {"options": ("cheese",)}), fire=True))
    assert heard(larder) == [("raised", "stock_negative", "cheddar")]
    assert larder.stock()["cheddar"]["on_hand"] == "-18"
    move(larder, kind="count", ingredient="cheddar", quantity="0")
    assert heard(larder) == [("over", "stock_negative", "cheddar")]
