"""Voids and changes of an order reach the cooks."""

from kitchenhub.orders.changing import move_order, patch_line, patch_order
from kitchenhub.orders.tables import GuestAllergy
from kitchenhub.orders.wire import LinePatch, MoveTo, OrderPatch
from tests.support.brigade import board, bump_line, check_boards, do, line, place, ticket, void
from tests.support.house import House

NUTS = GuestAllergy(allergens=("nuts",))
MILK = GuestAllergy(allergens=("milk",))


def test_a_void_in_part_is_struck_on_the_ticket(house: House) -> None:
    order = place(house, line("burger", 3), line("steak"))
    void(house, order, order["lines"][0]["id"], 2)
    (burger, steak) = ticket(house, "grill")["items"]
    assert (burger["quantity"], burger["voided_quantity"], burger["state"]) == (3, 2, "open")
    assert (steak["voided_quantity"], steak["state"]) == (0, "open")
    assert not ticket(house, "grill")["void_acknowledged"]
    check_boards(house)


def test_a_void_of_everything_voids_the_ticket_until_a_cook_has_seen_it(house: House) -> None:
    order = place(house, line("burger"))
    void(house, order, order["lines"][0]["id"])
    card = ticket(house, "grill")
    assert (card["state"], card["items"][0]["state"]) == ("voided", "voided")
    assert house.events()
    assert "ticket.voided" in [event["type"] for event in house.events()]
    do(house, "acknowledge", card)
    assert board(house, "grill") == []
    check_boards(house)


def test_a_second_void_is_news_again(house: House) -> None:
    order = place(house, line("burger", 3))
    void(house, order, order["lines"][0]["id"])
    assert do(house, "acknowledge", ticket(house, "grill"))["void_acknowledged"]
    void(house, order, order["lines"][0]["id"])
    assert not ticket(house, "grill")["void_acknowledged"]
    assert ticket(house, "grill")["items"][0]["voided_quantity"] == 2


def test_a_void_reaches_every_station_of_the_line(house: House) -> None:
    order = place(house, line("surf_and_turf", 2))
    void(house, order, order["lines"][0]["id"])
    for station in ("grill", "fryer", "pass"):
        assert ticket(house, station)["items"][0]["voided_quantity"] == 1


def test_when_only_made_items_are_left_the_acknowledged_ticket_is_ready(house: House) -> None:
    order = place(house, line("burger"), line("steak"))
    burger, steak = (one["id"] for one in order["lines"])
    bump_line(house, ticket(house, "grill"), burger)
    void(house, order, steak)
    assert ticket(house, "grill")["state"] == "started"
    assert do(house, "acknowledge", ticket(house, "grill"))["state"] == "ready"
    assert ticket(house, "pass")["state"] == "open"
    check_boards(house)


def test_a_void_never_serves_the_rest_at_the_pass(house: House) -> None:
    order = place(house, line("burger"), line("fries", variant="small"))
    do(house, "bump", ticket(house, "grill"))
    void(house, order, order["lines"][1]["id"])
    assert ticket(house, "pass")["state"] == "open"
    do(house, "acknowledge", ticket(house, "pass"))
    assert ticket(house, "pass")["state"] == "open"
    check_boards(house)


def test_a_void_at_a_station_without_a_screen_waits_for_nobody(house: House) -> None:
    order = place(house, line("beer"))
    void(house, order, order["lines"][0]["id"])
    assert board(house, "bar") == []
    check_boards(house)


def test_a_new_table_shows_on_unfinished_tickets_only(house: House) -> None:
    order = place(house, line("burger"), line("fries", variant="small"))
    do(house, "bump", ticket(house, "fryer"))
    house.run(move_order, order["id"], MoveTo(table="3"))
    assert ticket(house, "grill")["table"] == "3"
    assert board(house, "fryer", "ready")[0]["table"] == "1"
    check_boards(house)


def test_a_changed_note_and_name_show_on_the_ticket(house: House) -> None:
    order = place(house, line("burger"))
    house.run(patch_order, order["id"], OrderPatch(note="no rush", name="Verdi"))
    assert (ticket(house, "grill")["note"], ticket(house, "grill")["name"]) == ("no rush", "Verdi")


def test_a_change_that_tickets_do_not_show_makes_no_ticket_event(house: House) -> None:
    order = place(house, line("burger"))
    events = len(house.events())
    house.run(patch_order, order["id"], OrderPatch(covers=4))
    assert [event["type"] for event in house.events()[events:] if event["type"].startswith("ticket")] == []


def test_a_new_allergy_must_be_acknowledged_again(house: House) -> None:
    order = place(house, line("burger"), allergies=(NUTS,))
    do(house, "acknowledge", ticket(house, "grill"))
    house.run(patch_order, order["id"], OrderPatch(allergies=(NUTS, MILK)))
    card = ticket(house, "grill")
    assert [one["allergens"] for one in card["allergies"]] == [["nuts"], ["milk"]]
    assert not card["acknowledged"]
    do(house, "acknowledge", card)
    house.run(patch_order, order["id"], OrderPatch(allergies=(MILK,)))
    assert ticket(house, "grill")["acknowledged"]
    check_boards(house)


def test_a_changed_seat_shows_on_the_ticket(house: House) -> None:
    order = place(house, line("burger", seat=1))
    house.run(patch_line, order["id"], order["lines"][0]["id"], LinePatch(seat=2))
    assert ticket(house, "grill")["items"][0]["seat"] == 2
