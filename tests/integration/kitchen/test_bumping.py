"""What cooks press."""

from typing import cast

import pytest

from kitchenhub.kitchen.bumping import bump_item, start
from kitchenhub.kitchen.following import follow_served
from kitchenhub.kitchen.tables import Station
from kitchenhub.orders.facts import LinesServed
from kitchenhub.orders.queries import read_order
from kitchenhub.orders.serving import hand_over
from kitchenhub.orders.tables import GuestAllergy
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from tests.support.brigade import (
    Card,
    board,
    bump_line,
    check_boards,
    do,
    line,
    place,
    read,
    refused,
    ticket,
    void,
)
from tests.support.house import COOK, House

NUTS = GuestAllergy(seat=1, allergens=("nuts",), text="severe")


def leave_the_pass(work: Work, order_id: str) -> Result:
    """What follows in the kitchen from lines that were served."""
    follow_served(work, LinesServed(order_id))
    return Result("nothing")


def states(house: House, order: Card) -> list[str]:
    """The states of the order's lines."""
    return [one["state"] for one in read(house, read_order, order["id"])["lines"]]


def test_a_started_ticket_starts_its_lines(house: House) -> None:
    order = place(house, line("burger"), line("fries", variant="small"))
    house.clock.move(seconds=30)
    card = do(house, "start", ticket(house, "grill"))
    assert (card["state"], card["started_at"]) == ("started", house.clock())
    assert states(house, order) == ["started", "sent"]
    check_boards(house)


@pytest.mark.parametrize("first", [None, "start"])
def test_a_bump_makes_the_ticket_and_its_lines_ready(house: House, first: str | None) -> None:
    order = place(house, line("burger"))
    card = ticket(house, "grill")
    if first:
        do(house, first, card)
    house.clock.move(minutes=5)
    card = do(house, "bump", card)
    assert (card["state"], card["ready_at"]) == ("ready", house.clock())
    assert [item["state"] for item in card["items"]] == ["ready"]
    assert states(house, order) == ["ready"]
    assert board(house, "grill") == []
    assert [one["id"] for one in board(house, "grill", "ready")] == [card["id"]]
    check_boards(house)


@pytest.mark.parametrize("act", ["start", "bump", "recall", "acknowledge"])
def test_pressing_twice_changes_nothing(house: House, act: str) -> None:
    place(house, line("burger"), allergies=(NUTS,))
    card = ticket(house, "grill")
    for before in {"start": [], "bump": ["acknowledge"], "recall": ["acknowledge", "bump"]}.get(act, []):
        do(house, before, card)
    once = do(house, act, card)
    events = len(house.events())
    assert do(house, act, card) == once
    assert len(house.events()) == events


def test_a_recalled_ticket_is_back_on_the_board_with_its_timer(house: House) -> None:
    order = place(house, line("burger"))
    fired_at = ticket(house, "grill")["fired_at"]
    do(house, "bump", ticket(house, "grill"))
    house.clock.move(minutes=1)
    card = do(house, "recall", board(house, "grill", "ready")[0])
    assert (card["state"], card["fired_at"], card["ready_at"]) == ("recalled", fired_at, None)
    assert states(house, order) == ["started"]
    assert [item["state"] for item in ticket(house, "pass")["items"]] == ["open"]
    assert do(house, "bump", card)["state"] == "ready"
    check_boards(house)


def test_what_was_not_bumped_cannot_be_recalled(house: House) -> None:
    place(house, line("burger"))
    problem = refused(house, "recall", ticket(house, "grill"))
    assert (problem["code"], problem["status"], problem["current"]["state"]) == ("ticket_state", 409, "open")


def test_items_are_bumped_one_by_one_and_the_last_one_bumps_the_ticket(house: House) -> None:
    order = place(house, line("burger"), line("steak"))
    card = ticket(house, "grill")
    burger, steak = (item["line"] for item in card["items"])
    card = bump_line(house, card, burger)
    assert (card["state"], [item["state"] for item in card["items"]]) == ("started", ["ready", "open"])
    assert states(house, order) == ["ready", "started"]
    events = len(house.events())
    assert bump_line(house, card, burger) == card
    assert len(house.events()) == events
    card = bump_line(house, card, steak)
    assert card["state"] == "ready"
    assert house.events()[-1]["type"] in ("ticket.changed", "order.changed", "table.changed", "ticket.bumped")
    assert "ticket.bumped" in [event["type"] for event in house.events()[events:]]
    check_boards(house)


def test_a_line_that_is_not_on_the_ticket_is_unknown(house: House) -> None:
    place(house, line("burger"))
    problem = house.refuse(bump_item, ticket(house, "grill")["id"], "no-such-line", actor=COOK)
    assert (problem["code"], problem["status"]) == ("not_found", 404)


def test_an_unknown_ticket_is_not_found(house: House) -> None:
    assert house.refuse(start, "nothing", actor=COOK)["status"] == 404


def test_a_guests_allergy_is_acknowledged_once_before_the_bump(house: House) -> None:
    place(house, line("burger", seat=1), allergies=(NUTS,))
    card = ticket(house, "grill")
    assert not card["acknowledged"]
    problem = refused(house, "bump", card)
    assert (problem["code"], problem["status"]) == ("allergy_unacknowledged", 409)
    problem = house.refuse(bump_item, card["id"], card["items"][0]["line"], actor=COOK)
    assert problem["code"] == "allergy_unacknowledged"
    assert do(house, "start", card)["state"] == "started"
    assert do(house, "acknowledge", card)["acknowledged"]
    assert do(house, "bump", card)["state"] == "ready"
    check_boards(house)


def test_a_station_that_only_bumps_has_no_start(house: House) -> None:
    def only_bumps(work: Work) -> Result:
        work.change(cast(Station, work.get(Station, "grill")), progress="bump_only")
        return Result("nothing")

    house.run(only_bumps)
    place(house, line("burger"))
    card = ticket(house, "grill")
    assert do(house, "start", card) == card
    assert do(house, "bump", card)["state"] == "ready"


def test_nothing_comes_back_to_a_station_that_cannot_bump_it(house: House) -> None:
    place(house, line("beer"))
    assert refused(house, "recall", board(house, "bar", "ready")[0])["code"] == "ticket_state"


def test_the_pass_sees_which_parts_are_ready(house: House) -> None:
    place(house, line("burger"), line("surf_and_turf"))
    do(house, "bump", ticket(house, "grill"))
    assert [item["state"] for item in ticket(house, "pass")["items"]] == ["ready", "open"]
    do(house, "bump", ticket(house, "fryer"))
    assert [item["state"] for item in ticket(house, "pass")["items"]] == ["ready", "ready"]
    check_boards(house)


def test_the_pass_serves_what_it_bumps(house: House) -> None:
    order = place(house, line("burger"), line("fries", variant="small"))
    do(house, "bump", ticket(house, "grill"))
    do(house, "bump", ticket(house, "fryer"))
    assert states(house, order) == ["ready", "ready"]
    do(house, "bump", ticket(house, "pass"))
    assert states(house, order) == ["served", "served"]
    assert board(house, "pass") == []
    check_boards(house)


def test_the_pass_waits_for_its_parts(house: House) -> None:
    place(house, line("burger"), line("fries", variant="small"))
    do(house, "bump", ticket(house, "grill"))
    problem = refused(house, "bump", ticket(house, "pass"))
    assert problem["code"] == "ticket_state"
    assert "fryer" in problem["detail"]
    whole = house.refuse(bump_item, ticket(house, "pass")["id"], ticket(house, "pass")["items"][1]["line"])
    assert whole["code"] == "ticket_state"


def test_forced_at_the_pass_the_open_parts_are_closed_with_it(house: House) -> None:
    order = place(house, line("burger"), line("fries", variant="small"))
    do(house, "bump", ticket(house, "pass"), force=True)
    assert states(house, order) == ["served", "served"]
    assert board(house, "grill") == board(house, "fryer") == board(house, "pass") == []
    check_boards(house)


def test_what_a_waiter_hands_over_leaves_the_pass(house: House) -> None:
    order = place(house, line("burger"))
    do(house, "bump", ticket(house, "grill"))
    house.run(hand_over, order["id"])
    house.run(leave_the_pass, order["id"])
    assert states(house, order) == ["served"]
    assert board(house, "pass") == []
    check_boards(house)


def test_a_voided_ticket_takes_no_start_and_no_bump(house: House) -> None:
    order = place(house, line("burger"))
    card = ticket(house, "grill")
    void(house, order, order["lines"][0]["id"])
    for act in ("start", "bump", "recall"):
        problem = refused(house, act, card)
        assert (problem["code"], problem["status"]) == ("ticket_state", 409)
