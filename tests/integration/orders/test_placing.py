"""Placing and adding: what is frozen, what is refused and where, what goes to the kitchen."""

from typing import Any

import msgspec
import pytest

from kitchenhub.orders.firing import fire, hold
from kitchenhub.orders.placing import add_lines, place_order
from kitchenhub.orders.wire import Choice, MoreLines, NewOrder
from kitchenhub.store.work import uuid7
from tests.support.house import House


def line(item: str = "salad", **more: Any) -> dict[str, Any]:
    return {"id": uuid7(), "item": item, "quantity": 1, **more}


def burger(**more: Any) -> dict[str, Any]:
    return line("burger", **{"modifiers": [{"group": "doneness", "option": "rare"}], **more})


def order(*lines: dict[str, Any], **more: Any) -> NewOrder:
    body = {"id": uuid7(), "type": "dine_in", "table": "1", "covers": 2, "lines": list(lines), **more}
    return msgspec.convert(body, NewOrder)


def states(card: dict[str, Any]) -> dict[str, str]:
    return {one["item"]: one["state"] for one in card["lines"]}


def test_an_order_is_numbered_from_one_and_sent_at_once(house: House) -> None:
    first = house.run(place_order, order(burger()))
    second = house.run(place_order, order(line(), table="2"))
    assert (first["number"], second["number"]) == (1, 2)
    assert states(first) == {"burger": "sent"}
    assert first["totals"]["total_cents"] == 1200 + 2 * 200
    assert first["server_name"] == "Luca"


def test_numbers_begin_anew_with_the_business_day(house: House) -> None:
    house.run(place_order, order(line()))
    house.clock.move(hours=12)
    assert house.run(place_order, order(line(), table="2"))["number"] == 1


def test_the_same_order_under_another_key_is_the_same_order(house: House) -> None:
    body = order(burger())
    first = house.run(place_order, body)
    again = house.run(place_order, body)
    assert (again["id"], again["number"]) == (first["id"], first["number"])
    other = msgspec.structs.replace(body, covers=3)
    assert house.refuse(place_order, other)["code"] == "id_taken"


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        (order(line("unicorn")), "unknown_reference", "lines[0].item"),
        (order(burger(modifiers=[])), "modifier_min", "lines[0].modifiers"),
        (
            order(burger(modifiers=[{"group": "doneness", "option": one} for one in ("rare", "well")])),
            "modifier_max",
            "lines[0].modifiers",
        ),
        (
            order(line(), burger(modifiers=[{"group": "doneness", "option": "blue"}])),
            "unknown_reference",
            "lines[1].modifiers[0].option",
        ),
        (order(line("fries", variant="huge")), "unknown_reference", "lines[0].variant"),
        (order(line(), table="99"), "unknown_reference", "table"),
        (order(line(), table=None), "table_required", "table"),
    ],
)
def test_a_wrong_order_is_refused_with_its_field(house: House, body: NewOrder, code: str, path: str) -> None:
    problem = house.refuse(place_order, body)
    assert problem["code"] == code
    assert problem["fields"][0]["path"] == path


def test_all_mistakes_are_told_at_once(house: House) -> None:
    problem = house.refuse(place_order, order(line("unicorn"), burger(modifiers=[]), table="99"))
    assert [field["path"] for field in problem["fields"]] == ["table", "lines[0].item", "lines[1].modifiers"]


def test_two_equal_dishes_are_two_lines(house: House) -> None:
    card = house.run(place_order, order(line(), line()))
    assert len({one["id"] for one in card["lines"]}) == 2


def test_a_name_in_thai_and_two_hundred_lines_are_an_order(house: House) -> None:
    card = house.run(place_order, order(*(line() for _ in range(200)), name="สมชาย"))
    assert (card["name"], len(card["lines"])) == ("สมชาย", 200)


def test_only_the_first_course_and_drinks_are_fired_when_so_wished(house: House) -> None:
    card = house.run(place_order, order(line(course=2), burger(course=3), line("beer"), fire="first_course"))
    assert states(card) == {"salad": "sent", "burger": "held", "beer": "served"}


def test_held_lines_are_fired_by_course_and_by_line(house: House) -> None:
    body = order(line(course=2), burger(course=3), line("fries", variant="small", course=3), fire="none")
    card = house.run(place_order, body)
    assert set(states(card).values()) == {"held"}
    card = house.run(fire, card["id"], Choice(course=2))
    assert states(card) == {"salad": "sent", "burger": "held", "fries": "held"}
    card = house.run(fire, card["id"], Choice(lines=(body.lines[1].id,)))
    assert states(card)["fries"] == "held"
    assert house.refuse(fire, card["id"], Choice(course=2))["code"] == "nothing_to_do"
    assert house.refuse(hold, card["id"], Choice(course=2))["code"] == "line_state"
    house.run(fire, card["id"], Choice(all=True))


def test_an_order_that_is_paid_first_waits_for_its_payment(house: House) -> None:
    card = house.run(place_order, order(line(), type="takeaway", table=None))
    assert states(card) == {"salad": "held"}
    assert house.refuse(fire, card["id"], Choice(all=True))["code"] == "pay_first"


def test_added_lines_join_the_order_and_a_second_tap_adds_nothing(house: House) -> None:
    card = house.run(place_order, order(line()))
    more = msgspec.convert({"lines": [burger()]}, MoreLines)
    house.run(add_lines, card["id"], more)
    assert len(house.run(add_lines, card["id"], more)["lines"]) == 2


def test_sold_out_refuses_the_whole_order_and_names_the_line(house: House) -> None:
    house.run(place_order, order(burger(quantity=79)))
    problem = house.refuse(place_order, order(line(), burger(quantity=2), table="2"))
    assert problem["code"] == "sold_out"
    assert [field["path"] for field in problem["fields"]] == ["lines[1]"]
    assert house.run(place_order, order(burger(), table="2"))["number"] == 2
