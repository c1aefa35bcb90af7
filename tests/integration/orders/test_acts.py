"""The four acts, moving, serving and closing."""

from typing import Any

import msgspec

from kitchenhub.kitchen.bumping import Bump, bump, start
from kitchenhub.kitchen.tables import Ticket
from kitchenhub.orders.cards import order_card
from kitchenhub.orders.changing import move_order, patch_line, patch_order
from kitchenhub.orders.giving import comp_line
from kitchenhub.orders.placing import place_order
from kitchenhub.orders.serving import hand_over
from kitchenhub.orders.voiding import remake_line, remove_line, void_line
from kitchenhub.orders.wire import Act, LinePatch, MoveTo, OrderPatch
from kitchenhub.stock.tables import Ingredient
from tests.integration.orders.test_placing import burger, line, order, states
from tests.support.house import MANAGER, House


def placed(house: House, *lines: dict[str, Any], **more: Any) -> tuple[str, list[str]]:
    card = house.run(place_order, order(*lines, **more))
    return card["id"], [one["id"] for one in card["lines"]]


def stock(house: House, id: str) -> tuple[int, int]:
    with house.reader() as reader:
        row = reader.get(Ingredient, id)
    assert row is not None
    return row.on_hand_milli // 1000, row.reserved_milli // 1000


def tickets(house: House, station: str) -> list[Ticket]:
    with house.reader() as reader:
        return [one for one in reader.find(Ticket) if one.station_id == station]


def act(quantity: int = 1, **more: Any) -> Act:
    return Act(quantity=quantity, reason="Typed wrong", **more)


def test_a_void_before_start_gives_the_stock_back(house: House) -> None:
    id, (burger_id, _) = placed(house, burger(quantity=2), line())
    assert stock(house, "bun") == (78, 0)
    card = house.run(void_line, id, burger_id, act(1))
    assert stock(house, "bun") == (79, 0)
    assert card["lines"][0]["voided_quantity"] == 1
    assert card["totals"]["subtotal_cents"] == 1200 + 550
    assert tickets(house, "grill")[0].items[0].voided_quantity == 1


def test_a_void_after_start_needs_a_manager_and_is_waste(house: House) -> None:
    id, (burger_id,) = placed(house, burger())
    house.run(start, tickets(house, "grill")[0].id)
    assert house.refuse(void_line, id, burger_id, act())["code"] == "approval_required"
    card = house.submit(lambda work: void_line(work, id, burger_id, act()), MANAGER)
    assert msgspec.json.decode(card.body)["state"] == "voided"
    assert stock(house, "bun") == (79, 0)
    assert tickets(house, "grill")[0].state == "voided"


def test_more_than_there_is_cannot_be_voided(house: House) -> None:
    id, (salad,) = placed(house, line())
    assert house.refuse(void_line, id, salad, act(2))["fields"][0]["path"] == "quantity"


def test_a_comp_stays_in_sales_and_is_not_charged(house: House) -> None:
    id, (burger_id, _) = placed(house, burger(), line())
    card = house.run(comp_line, id, burger_id, act(), actor=MANAGER)
    assert card["totals"]["subtotal_cents"] == 1750
    assert card["totals"]["comp_cents"] == 1200
    assert card["totals"]["total_cents"] == 550 + 400


def test_a_remake_costs_nothing_and_jumps_the_queue(house: House) -> None:
    id, (burger_id,) = placed(house, burger())
    card = house.run(remake_line, id, burger_id, act(), actor=MANAGER)
    assert [one["price_cents"] for one in card["lines"]] == [1200, 0]
    again = tickets(house, "grill")[-1]
    assert (again.remake, again.priority) == (True, True)
    assert stock(house, "bun") == (78, 0)


def test_an_unsent_line_leaves_without_a_trace_on_stock(house: House) -> None:
    id, (burger_id, _) = placed(house, burger(), line(), fire="none")
    assert stock(house, "bun") == (80, 1)
    card = house.run(remove_line, id, burger_id)
    assert stock(house, "bun") == (80, 0)
    assert card["totals"]["subtotal_cents"] == 550


def test_a_held_line_may_become_another_and_its_reservation_follows(house: House) -> None:
    id, (burger_id,) = placed(house, burger(), fire="none")
    card = house.run(patch_line, id, burger_id, LinePatch(quantity=3))
    assert stock(house, "bun") == (80, 3)
    assert card["totals"]["subtotal_cents"] == 3600


def test_guests_move_and_their_tickets_and_tables_follow(house: House) -> None:
    id, _ = placed(house, burger())
    house.run(move_order, id, MoveTo(table="3"))
    assert tickets(house, "grill")[0].table_id == "3"
    tables = {one["data"]["id"]: one["data"] for one in house.events() if one["type"] == "table.changed"}
    assert (tables["1"]["state"], tables["3"]["state"]) == ("free", "ordered")


def test_a_stale_picture_is_refused(house: House) -> None:
    id, _ = placed(house, line())
    house.run(patch_order, id, OrderPatch(covers=3, version=None))
    assert house.refuse(patch_order, id, OrderPatch(covers=4, version=1))["code"] == "stale_version"


def test_lines_follow_their_tickets_until_the_pass_has_served_them(house: House) -> None:
    id, _ = placed(house, burger(), line("fries", variant="small"))
    house.run(start, tickets(house, "grill")[0].id)
    house.run(bump, tickets(house, "grill")[0].id, Bump())
    assert house.refuse(bump, tickets(house, "pass")[0].id, Bump())["code"] == "ticket_state"
    card = house.read(order_card, id)
    assert states(card) == {"burger": "ready", "fries": "sent"}
    house.run(bump, tickets(house, "fryer")[0].id, Bump())
    house.run(bump, tickets(house, "pass")[0].id, Bump())
    assert house.read(order_card, id)["fulfilment"] == "served"


def test_an_order_is_handed_over_whole(house: House) -> None:
    id, _ = placed(house, line(), burger(), fire="none")
    assert house.refuse(hand_over, id)["code"] == "lines_held"
