"""Changing orders and lines: null takes away, what is left out stays, wrong values are named."""

from typing import Any

import msgspec
import pytest

from kitchenhub.orders.changing import move_order, patch_line, patch_order, transfer_order
from kitchenhub.orders.firing import fire
from kitchenhub.orders.placing import place_order
from kitchenhub.orders.wire import Choice, LinePatch, MoveTo, OrderPatch, TransferTo
from tests.integration.orders.test_acts import placed, stock
from tests.integration.orders.test_placing import burger, line, order, states
from tests.support.house import House


def change(**fields: Any) -> OrderPatch:
    return msgspec.convert(fields, OrderPatch)


def change_line(**fields: Any) -> LinePatch:
    return msgspec.convert(fields, LinePatch)


def test_null_takes_away_and_what_is_left_out_stays(house: House) -> None:
    promised = "2026-11-20T21:00:00.000Z"
    id, (salad,) = placed(house, line(seat=2), name="สมชาย", note="birthday", promised_at=promised)
    card = house.run(patch_order, id, change(name=None, promised_at=None))
    assert (card["name"], card["promised_at"], card["note"], card["covers"]) == (None, None, "birthday", 2)
    assert house.run(patch_line, id, salad, change_line(seat=None))["lines"][0]["seat"] is None


def test_a_change_of_nothing_makes_no_event(house: House) -> None:
    id, (salad,) = placed(house, line(seat=1))
    events = len(house.events())
    house.run(patch_order, id, change(covers=2))
    house.run(patch_line, id, salad, change_line())
    house.run(patch_line, id, salad, change_line(seat=1))
    house.run(move_order, id, MoveTo(table="1"))
    assert len(house.events()) == events


@pytest.mark.parametrize(
    "at", ["2026-02-30T10:00:00Z", "0001-01-01T00:00:00+23:59", "2026-11-20T25:61:00Z", "9999-12-31T23:59Z"]
)
def test_a_time_that_no_calendar_has_is_refused(house: House, at: str) -> None:
    problem = house.refuse(place_order, order(burger(), promised_at=at))
    assert (problem["code"], problem["fields"][0]["path"]) == ("invalid", "promised_at")
    id, _ = placed(house, burger())
    assert house.refuse(patch_order, id, change(promised_at=at))["fields"][0]["path"] == "promised_at"


def test_a_promised_time_is_kept_in_utc(house: House) -> None:
    card = house.run(place_order, order(burger(), promised_at="2026-11-20T21:00+01:00"))
    assert card["promised_at"] == "2026-11-20T20:00:00.000Z"


@pytest.mark.parametrize(
    ("allergy", "path"),
    [
        ({}, "allergies[0]"),
        ({"seat": 1, "text": "  "}, "allergies[0]"),
        ({"seat": 0, "text": "nuts"}, "allergies[0].seat"),
        ({"text": "x" * 501}, "allergies[0].text"),
        ({"allergens": ["nuts", ""]}, "allergies[0].allergens[1]"),
        ({"allergens": ["nuts"] * 31}, "allergies[0].allergens"),
    ],
)
def test_an_allergy_says_something_within_limits(house: House, allergy: dict[str, Any], path: str) -> None:
    problem = house.refuse(place_order, order(line(), allergies=[allergy]))
    assert problem["fields"][0]["path"] == path
    id, _ = placed(house, line())
    problem = house.refuse(patch_order, id, change(allergies=[allergy]))
    assert problem["fields"][0]["path"] == path


def test_a_sent_line_changes_seat_and_course_and_nothing_else(house: House) -> None:
    id, (salad,) = placed(house, line())
    card = house.run(patch_line, id, salad, change_line(seat=2, course=3))
    assert (card["lines"][0]["seat"], card["lines"][0]["course"]) == (2, 3)
    assert house.refuse(patch_line, id, salad, change_line(note="cold"))["code"] == "line_state"


def test_a_held_line_gets_other_choices_and_its_reservation_follows(house: House) -> None:
    id, (burger_id,) = placed(house, burger(), fire="none")
    cheese = [{"group": "doneness", "option": "well"}, {"group": "extras", "option": "cheese"}]
    card = house.run(patch_line, id, burger_id, change_line(modifiers=cheese, quantity=2))
    assert card["totals"]["subtotal_cents"] == 2 * 1350
    assert (stock(house, "bun"), stock(house, "cheddar")) == ((80, 2), (2000, 56))
    card = house.run(patch_line, id, burger_id, change_line(quantity=1))
    assert card["totals"]["subtotal_cents"] == 1350
    assert (stock(house, "bun"), stock(house, "cheddar")) == ((80, 1), (2000, 28))


def test_wrong_choices_for_a_held_line_are_named_as_its_body_names_them(house: House) -> None:
    id, (burger_id,) = placed(house, burger(), fire="none")
    blue = change_line(modifiers=[{"group": "doneness", "option": "blue"}])
    assert house.refuse(patch_line, id, burger_id, blue)["fields"][0]["path"] == "modifiers[0].option"
    assert stock(house, "bun") == (80, 1)


def test_a_tab_keeps_its_table_and_stays_a_tab(house: House) -> None:
    card = house.run(place_order, order(line(), type="tab", table="2"))
    assert card["table"] == "2"
    card = house.run(move_order, card["id"], MoveTo(table="3"))
    assert (card["type"], card["table"]) == ("tab", "3")


def test_a_guest_of_the_counter_who_sits_down_dines_in_and_may_leave_again(house: House) -> None:
    id, _ = placed(house, line(), type="counter", table=None)
    assert house.refuse(patch_order, id, change(type="dine_in"))["code"] == "table_required"
    card = house.run(move_order, id, MoveTo(table="3"))
    assert (card["type"], card["table"]) == ("dine_in", "3")
    card = house.run(patch_order, id, change(type="takeaway"))
    assert (card["type"], card["table"]) == ("takeaway", None)


def test_unknown_tables_and_people_are_refused(house: House) -> None:
    id, _ = placed(house, line())
    assert house.refuse(move_order, id, MoveTo(table="99"))["fields"][0]["path"] == "table"
    assert house.refuse(transfer_order, id, TransferTo(server="nobody"))["fields"][0]["path"] == "server"


def test_an_action_without_a_choice_means_all_lines(house: House) -> None:
    id, _ = placed(house, line(), burger(), fire="none")
    assert states(house.run(fire, id, Choice())) == {"salad": "sent", "burger": "sent"}


@pytest.mark.parametrize(
    "choice", [Choice(all=False), Choice(all=True, course=1), Choice(course=1, lines=())]
)
def test_a_choice_of_two_things_or_of_nothing_is_refused(house: House, choice: Choice) -> None:
    id, _ = placed(house, line(), fire="none")
    assert house.refuse(fire, id, choice)["code"] == "invalid"
    assert house.refuse(fire, id, Choice(lines=()))["code"] == "nothing_to_do"
