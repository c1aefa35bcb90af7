"""Tables: seating, clearing, what the plan shows, and a floor kept from events alone."""

from typing import Any

import pytest

from kitchenhub.bills.making import MakeBills, make_bills
from kitchenhub.floor.commands import Seating, clear, seat
from kitchenhub.floor.queries import show_house
from kitchenhub.floor.tables import DiningTable
from kitchenhub.kitchen.bumping import Bump, bump
from kitchenhub.orders.changing import move_order
from kitchenhub.orders.queries import floor_topic
from kitchenhub.orders.serving import serve
from kitchenhub.orders.voiding import remove_line, void_line
from kitchenhub.orders.wire import Choice, MoveTo
from tests.integration.orders.test_acts import act, placed, tickets
from tests.integration.orders.test_paid import settle
from tests.integration.orders.test_placing import burger, line
from tests.support.brigade import read
from tests.support.house import COOK, MANAGER, House


def table(house: House, id: str = "1") -> DiningTable:
    with house.reader() as reader:
        row = reader.get(DiningTable, id)
    assert row is not None
    return row


def check_floor(house: House, before: Any, events: int) -> None:
    """The floor as it was, with the events since, is the floor as it is."""
    tables = {one["id"]: one for one in before["tables"]}
    orders = {one["id"]: one for one in before["orders"]}
    for event in house.events()[events:]:
        if event["type"].startswith("order."):
            orders[event["data"]["id"]] = event["data"]
        elif event["type"] == "table.changed":
            tables[event["data"]["id"]] = event["data"]
    now = read(house, floor_topic)
    assert {one["id"]: one for one in now["tables"]} == tables
    assert {one["id"]: one for one in now["orders"]} == {
        id: one for id, one in orders.items() if one["state"] == "open"
    }


def test_guests_sit_down_and_leave(house: House) -> None:
    card = house.run(seat, "1", Seating(covers=3))
    assert (card["state"], card["covers"]) == ("seated", 3)
    events = len(house.events())
    house.run(seat, "1", Seating(covers=3))
    house.run(seat, "1", Seating())
    assert len(house.events()) == events
    card = house.run(clear, "1")
    assert (card["state"], card["covers"], card["seated_at"]) == ("free", None, None)
    house.run(clear, "1")
    assert house.events()[-1]["data"]["state"] == "free"


def test_a_table_with_an_open_order_is_not_cleared(house: House) -> None:
    id, _ = placed(house, line())
    problem = house.refuse(clear, "1")
    assert (problem["code"], problem["current"]) == ("order_open", {"orders": [id]})


@pytest.mark.parametrize("act_on", [seat, clear])
def test_an_unknown_table_is_not_found(house: House, act_on: Any) -> None:
    arguments = (Seating(),) if act_on is seat else ()
    assert house.refuse(act_on, "99", *arguments)["code"] == "not_found"


def test_the_plan_shows_how_far_a_table_is(house: House) -> None:
    seen = [table(house).state]
    id, _ = placed(house, burger())
    seen.append(table(house).state)
    house.run(bump, tickets(house, "grill")[0].id, Bump(), actor=COOK)
    seen.append(table(house).state)
    house.run(make_bills, id, MakeBills())
    house.run(serve, id, Choice())
    seen.append(table(house).state)
    settle(house, id)
    seen.append(table(house).state)
    assert seen == ["free", "ordered", "ready", "bill", "free"]


def test_a_paid_table_that_waits_for_its_food_is_paid(house: House) -> None:
    id, _ = placed(house, burger())
    settle(house, id)
    assert (table(house).state, table(house).orders) == ("paid", (id,))


def test_food_that_is_voided_is_not_up_any_more(house: House) -> None:
    id, (burger_id, _) = placed(house, burger(), line())
    house.run(bump, tickets(house, "grill")[0].id, Bump(), actor=COOK)
    assert table(house).state == "ready"
    house.run(void_line, id, burger_id, act(), actor=MANAGER)
    assert table(house).state == "ordered"


def test_a_table_of_which_everything_is_taken_off_is_free(house: House) -> None:
    id, (salad,) = placed(house, line(), fire="none")
    assert house.run(remove_line, id, salad)["state"] == "voided"
    assert (table(house).state, table(house).orders) == ("free", ())


def test_two_orders_at_a_table_are_both_on_the_plan(house: House) -> None:
    first, _ = placed(house, line(), covers=2)
    second, _ = placed(house, line(), covers=3)
    assert (set(table(house).orders), table(house).covers) == ({first, second}, 5)
    house.run(move_order, first, MoveTo(table="2"))
    assert (table(house).orders, table(house, "2").orders) == ((second,), (first,))


def test_a_floor_kept_from_events_is_the_floor(house: House) -> None:
    before, events = read(house, floor_topic), len(house.events())
    house.run(seat, "3", Seating(covers=2))
    id, (burger_id, _) = placed(house, burger(), line("beer"))
    check_floor(house, before, events)
    house.run(bump, tickets(house, "grill")[0].id, Bump(), actor=COOK)
    house.run(move_order, id, MoveTo(table="2"))
    check_floor(house, before, events)
    house.run(void_line, id, burger_id, act(), actor=MANAGER)
    settle(house, id)
    check_floor(house, before, events)
    assert read(house, floor_topic)["orders"] == []


def test_pages_learn_of_the_house_what_they_need(house: House) -> None:
    shown = house.read(show_house)
    assert (shown["currency"], shown["timezone"], shown["cover_charge_cents"]) == ("EUR", "Europe/Rome", 200)
    assert shown["order_types"]["takeaway"] == {"pay": "before"}
    assert [one["id"] for one in shown["stations"]] == ["grill", "fryer", "bar", "pass"]
    assert shown["reasons"]["void"] == ["Guest changed mind", "Typed wrong"]
