"""Moves by hand: received, wasted, counted, corrected; units convert; ids are answered once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kitchenhub.stock.counting import NewMove, move_stock
from kitchenhub.stock.queries import MovesQuery, list_moves
from tests.support.larder import Larder, place
from tests.support.replica import replayed

ID = "0192f0c8-0000-7000-8000-000000000001"


@pytest.fixture
def larder(tmp_path: Path) -> Iterator[Larder]:
    larder = Larder(tmp_path)
    yield larder
    larder.check_stock()
    assert replayed(larder.events()) == larder.menu()
    larder.close()


def body(**fields: Any) -> NewMove:
    return NewMove(**{"kind": "receive", "ingredient": "mince", "quantity": "1", **fields})


@pytest.mark.parametrize(
    ("fields", "moved", "on_hand"),
    [
        ({"kind": "receive", "quantity": "1.5", "unit": "kg"}, "1500", "11500"),
        ({"kind": "receive", "quantity": "250"}, "250", "10250"),
        ({"kind": "waste", "quantity": "0.2", "unit": "kg", "reason": "Dropped"}, "-200", "9800"),
        ({"kind": "count", "quantity": "9.85", "unit": "kg"}, "-150", "9850"),
        ({"kind": "count", "quantity": "0"}, "-10000", "0"),
        ({"kind": "adjust", "quantity": "-12.5"}, "-12.5", "9987.5"),
        ({"kind": "adjust", "quantity": "3"}, "3", "10003"),
    ],
)
def test_a_move_changes_on_hand_by_what_it_says(
    larder: Larder, fields: dict[str, Any], moved: str, on_hand: str
) -> None:
    answer = larder.submit(lambda work: move_stock(work, body(**fields)))
    assert answer.status == 201
    card = msgspec.json.decode(answer.body)
    assert (card["quantity"], card["unit"], card["on_hand"]) == (moved, "g", on_hand)
    assert larder.stock()["mince"]["on_hand"] == on_hand
    assert larder.events()[-1]["type"] == "stock.moved"


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"unit": "l"}, "unit_mismatch", "unit"),
        ({"unit": "stone"}, "unit_mismatch", "unit"),
        ({"quantity": "0"}, "invalid", "quantity"),
        ({"quantity": "-5"}, "invalid", "quantity"),
        ({"kind": "count", "quantity": "-5"}, "invalid", "quantity"),
        ({"kind": "waste", "quantity": "-5"}, "invalid", "quantity"),
        ({"quantity": "0.0001"}, "invalid", "quantity"),
        ({"quantity": "999999999999"}, "invalid", "quantity"),
        ({"ingredient": "gold"}, "unknown_reference", "ingredient"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused_with_the_field(
    larder: Larder, fields: dict[str, Any], code: str, path: str
) -> None:
    problem = larder.refuse(move_stock, body(**fields))
    assert (problem["code"], problem["fields"][0]["path"]) == (code, path)


def test_the_same_id_again_gets_the_first_answer_and_moves_once(larder: Larder) -> None:
    first = larder.run(move_stock, body(id=ID, quantity="5"))
    assert larder.run(move_stock, body(id=ID, quantity="5")) == first
    assert larder.stock()["mince"]["on_hand"] == "10005"


@pytest.mark.parametrize(
    "other", [{"quantity": "6"}, {"ingredient": "potato"}, {"kind": "waste"}, {"reason": "x"}]
)
def test_the_same_id_with_other_content_is_taken(larder: Larder, other: dict[str, Any]) -> None:
    larder.run(move_stock, body(id=ID, quantity="5"))
    assert larder.refuse(move_stock, body(**{"id": ID, "quantity": "5", **other}))["code"] == "id_taken"


def test_a_count_is_told_apart_by_the_number_counted(larder: Larder) -> None:
    larder.run(move_stock, body(id=ID, kind="count", quantity="5"))
    larder.run(move_stock, body(quantity="100"))
    assert larder.run(move_stock, body(id=ID, kind="count", quantity="5"))["quantity"] == "-9995"
    assert larder.refuse(move_stock, body(id=ID, kind="count", quantity="6"))["code"] == "id_taken"


def test_received_goods_bring_a_dish_back_on_the_menu(larder: Larder) -> None:
    larder.run(move_stock, body(kind="count", ingredient="bun", quantity="0"))
    assert not larder.item("burger")["available"]
    larder.run(move_stock, body(ingredient="bun", quantity="1", unit="dozen"))
    assert larder.item("burger")["available"]
    assert larder.events()[-1]["type"] == "item.availability_changed"


def test_moves_are_listed_newest_first_page_by_page(larder: Larder) -> None:
    for minute in range(5):
        larder.now = f"2026-11-20T19:0{minute}:01.000Z"
        larder.run(move_stock, body(quantity=str(minute + 1)))
    larder.run(lambda work: place(work, ("burger", 1), fire=True))
    seen, cursor = [], None
    for _ in range(4):
        with larder.reader() as reader:
            page = list_moves(reader, MovesQuery(ingredient="mince", limit=2, cursor=cursor))
        seen += [(move.kind, move.quantity) for move in page.moves]
        cursor = page.next
    assert cursor is None
    assert len(seen) == 7
    assert set(seen[:2]) == {("sale", "-180"), ("receive", "5")}
    assert seen[2:] == [(kind, n) for kind, n in seen[2:] if kind in ("receive", "opening")]
    assert seen[-1] == ("opening", "10000")
