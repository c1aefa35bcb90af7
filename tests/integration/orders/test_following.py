"""Lines, orders and tables follow what cooks press, and nothing that was served comes back by itself."""

from typing import Any

from kitchenhub.kitchen.bumping import Bump, bump, bump_item, recall
from kitchenhub.orders.cards import order_card
from kitchenhub.orders.giving import comp_line
from kitchenhub.orders.serving import serve
from kitchenhub.orders.voiding import remake_line, void_line
from kitchenhub.orders.wire import Choice
from tests.integration.orders.test_acts import act, placed, tickets
from tests.integration.orders.test_paid import settle
from tests.integration.orders.test_placing import burger, line
from tests.support.house import COOK, MANAGER, House


def press_bump(house: House, station: str) -> None:
    for ticket in tickets(house, station):
        if ticket.state != "voided":
            house.run(bump, ticket.id, Bump(), actor=COOK)


def state_of(house: House, order_id: str, line_id: str) -> Any:
    return next(one["state"] for one in house.read(order_card, order_id)["lines"] if one["id"] == line_id)


def test_what_a_waiter_served_stays_served_while_the_rest_of_its_ticket_is_made(house: House) -> None:
    id, (first, second) = placed(house, burger(), burger())
    grill = tickets(house, "grill")[0].id
    house.run(bump_item, grill, first, actor=COOK)
    house.run(serve, id, Choice(lines=(first,)))
    house.run(bump_item, grill, second, actor=COOK)
    assert (state_of(house, id, first), state_of(house, id, second)) == ("served", "ready")


def test_a_recall_at_the_pass_takes_served_lines_back(house: House) -> None:
    id, (burger_id,) = placed(house, burger())
    press_bump(house, "grill")
    press_bump(house, "pass")
    assert state_of(house, id, burger_id) == "served"
    house.run(recall, tickets(house, "pass")[0].id, actor=COOK)
    assert state_of(house, id, burger_id) == "ready"


def test_a_recall_opens_a_closed_order_until_it_is_served_again(house: House) -> None:
    id, _ = placed(house, burger())
    settle(house, id)
    press_bump(house, "grill")
    press_bump(house, "pass")
    assert house.read(order_card, id)["state"] == "closed"
    house.run(recall, tickets(house, "pass")[0].id, actor=COOK)
    card = house.read(order_card, id)
    assert (card["state"], card["fulfilment"], card["closed_at"]) == ("open", "ready", None)
    press_bump(house, "pass")
    assert house.read(order_card, id)["state"] == "closed"


def test_an_order_of_which_only_a_remake_is_left_closes_when_that_is_served(house: House) -> None:
    id, (burger_id,) = placed(house, burger())
    house.run(remake_line, id, burger_id, act(), actor=MANAGER)
    house.run(void_line, id, burger_id, act(), actor=MANAGER)
    assert house.read(order_card, id)["state"] == "open"
    press_bump(house, "grill")
    press_bump(house, "pass")
    card = house.read(order_card, id)
    assert (card["state"], card["totals"]["due_cents"]) == ("closed", 0)


def test_a_comped_order_waits_for_the_bill_that_books_the_comp(house: House) -> None:
    id, (salad,) = placed(house, line(), type="tab", table=None)
    house.run(comp_line, id, salad, act(), actor=MANAGER)
    house.run(serve, id, Choice())
    assert house.read(order_card, id)["state"] == "open"
    settle(house, id)
    assert house.read(order_card, id)["state"] == "closed"
