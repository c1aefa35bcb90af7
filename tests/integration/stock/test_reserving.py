"""Placing lines reserves what they need, or the command is sold out and nothing of it happened."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kitchenhub.menu.availability import (
    AvailabilityChange,
    set_ingredient,
    set_item,
    set_option,
    set_variant,
)
from kitchenhub.stock.counting import NewMove, move_stock
from tests.support.larder import Larder, place, take_back
from tests.support.replica import replayed, replayed_stock

OFF = AvailabilityChange(available=False)


@pytest.fixture
def larder(tmp_path: Path) -> Iterator[Larder]:
    larder = Larder(tmp_path)
    opening = larder.stock()
    yield larder
    larder.check_stock()
    assert replayed(larder.events()) == larder.menu()
    assert replayed_stock(opening, larder.events()) == larder.stock()
    larder.close()


def order(*wanted: tuple[Any, ...], fire: bool = False) -> Any:
    return lambda work: place(work, *wanted, fire=fire)


def count(larder: Larder, ingredient: str, quantity: str) -> None:
    larder.run(move_stock, NewMove(kind="count", ingredient=ingredient, quantity=quantity))


def levels(larder: Larder, ingredient: str) -> tuple[str, str, str]:
    item = larder.stock()[ingredient]
    return item["on_hand"], item["reserved"], item["available"]


def test_a_held_line_reserves_and_leaves_on_hand(larder: Larder) -> None:
    larder.run(order(("burger", 2)))
    assert levels(larder, "bun") == ("80", "2", "78")
    assert levels(larder, "mince") == ("10000", "360", "9640")


def test_placing_and_firing_in_one_command_is_one_stock_event(larder: Larder) -> None:
    before = len(larder.events())
    larder.run(order(("burger", 2), ("steak", 1), fire=True))
    (event,) = larder.events()[before:]
    assert (event["type"], event["topic"]) == ("stock.moved", "stock")
    assert [item["ingredient"] for item in event["data"]["items"]] == ["bun", "mince", "sirloin"]
    assert levels(larder, "bun") == ("78", "0", "78")


def test_chosen_options_and_left_out_ingredients_change_what_is_reserved(larder: Larder) -> None:
    larder.run(order(("burger", 1, {"options": ("cheese",), "without": ("mince",)})))
    assert levels(larder, "cheddar")[1] == "28"
    assert levels(larder, "mince")[1] == "0"


def test_more_than_there_is_names_every_line_and_everything_missing_at_once(larder: Larder) -> None:
    count(larder, "bun", "3")
    larder.run(set_item, "salad", AvailabilityChange(remaining=1))
    larder.run(set_ingredient, "sirloin", OFF)
    before = larder.stock(), len(larder.events())
    problem = larder.refuse(order(("burger", 2), ("burger", 2), ("fries", 1), ("salad", 2), ("steak", 1)))
    assert problem["code"] == "sold_out"
    assert [(field["path"], field["detail"]) for field in problem["fields"]] == [
        ("lines[1]", "Bun: 4 needed, 3 left"),
        ("lines[3]", "Salad: 2 needed, 1 left"),
        ("lines[4]", "Sirloin is sold out"),
    ]
    assert problem["detail"] == "Bun: 4 needed, 3 left; Salad: 2 needed, 1 left; Sirloin is sold out"
    assert (larder.stock(), len(larder.events())) == before


def test_what_is_left_without_the_named_lines_can_be_ordered(larder: Larder) -> None:
    count(larder, "bun", "3")
    larder.refuse(order(("burger", 2), ("burger", 2), ("fries", 1)))
    larder.run(order(("burger", 2), ("fries", 1)))
    assert levels(larder, "bun") == ("3", "2", "1")


def test_an_ingredient_that_warns_goes_below_zero(larder: Larder) -> None:
    count(larder, "mince", "100")
    larder.run(order(("burger", 1), fire=True))
    assert levels(larder, "mince")[0] == "-80"


@pytest.mark.parametrize(
    ("command", "id", "line", "said"),
    [
        (set_item, "burger", ("burger", 1), "Burger is sold out"),
        (set_variant, "fries:large", ("fries", 1, {"variant": "large"}), "Fries Large is sold out"),
        (set_option, "cheese", ("burger", 1, {"options": ("cheese",)}), "Cheese is sold out"),
        (set_ingredient, "cheddar", ("burger", 1, {"options": ("cheese",)}), "Cheddar is sold out"),
    ],
    ids=["item", "variant", "option", "ingredient"],
)  # fmt: skip
def test_what_a_hand_has_switched_off_cannot_be_ordered(
    larder: Larder, command: Any, id: str, line: tuple[Any, ...], said: str
) -> None:
    larder.run(command, id, OFF)
    problem = larder.refuse(order(("salad", 1), line))
    assert [(field["path"], field["detail"]) for field in problem["fields"]] == [("lines[1]", said)]


def test_the_other_forms_of_a_dish_can_still_be_ordered(larder: Larder) -> None:
    larder.run(set_variant, "fries:large", OFF)
    larder.run(set_option, "cheese", OFF)
    larder.run(set_ingredient, "mince", OFF)
    larder.run(order(("fries", 1, {"variant": "small"}), ("burger", 1, {"without": ("mince",)})))


def test_options_and_variants_have_counts_of_their_own(larder: Larder) -> None:
    larder.run(set_option, "cheese", AvailabilityChange(remaining=1))
    larder.run(set_variant, "fries:large", AvailabilityChange(remaining=1))
    larder.run(order(("burger", 1, {"options": ("cheese",)}), ("fries", 1, {"variant": "large"})))
    problem = larder.refuse(
        order(("burger", 1, {"options": ("cheese",)}), ("fries", 1, {"variant": "large"}), ("burger", 1))
    )
    assert [field["path"] for field in problem["fields"]] == ["lines[0]", "lines[1]"]


def test_the_last_bun_sells_everything_made_of_it_out_and_giving_it_back_brings_it_back(
    larder: Larder,
) -> None:
    count(larder, "bun", "1")
    before = len(larder.events())
    larder.run(order(("burger", 1, {"id": "line"})))
    stock, menu = larder.events()[before:]
    assert (stock["type"], menu["type"]) == ("stock.moved", "item.availability_changed")
    (item,) = menu["data"]["items"]
    assert (item["id"], item["available"], item["reason"]) == ("burger", False, "Bun is sold out")
    assert menu["data"]["ingredients"] == [
        {"id": "bun", "name": "Bun", "available": False, "until": None, "reason": "Bun is sold out"}
    ]
    larder.run(lambda work: take_back(work, "line", 1))
    assert larder.item("burger")["available"]
    assert larder.events()[-1]["data"]["items"][0]["available"]


def test_an_order_that_leaves_enough_says_nothing_on_the_menu(larder: Larder) -> None:
    larder.run(order(("burger", 5)))
    assert [event["type"] for event in larder.events()] == ["menu.changed", "stock.moved"]


def test_removing_from_a_held_line_gives_back_stock_and_count(larder: Larder) -> None:
    larder.run(set_item, "burger", AvailabilityChange(remaining=5))
    larder.run(order(("burger", 3, {"id": "line"})))
    larder.run(lambda work: take_back(work, "line", 2))
    assert levels(larder, "bun") == ("80", "1", "79")
    assert larder.item("burger")["remaining"] == 4
