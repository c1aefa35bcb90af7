"""Fired lines become tickets."""

from kitchenhub.alerts.queries import AlertQuery, list_alerts
from kitchenhub.kitchen.tables import Station
from kitchenhub.orders.firing import fire
from kitchenhub.orders.tables import GuestAllergy
from kitchenhub.orders.voiding import remake_line
from kitchenhub.orders.wire import Act, Choice
from kitchenhub.store.writer import Result
from tests.support.brigade import board, check_boards, line, place, ticket
from tests.support.house import MANAGER, House


def archive(house: House, *stations: str) -> None:
    """Take stations out of the house, as an import does."""

    def run(work: object) -> Result:
        for id in stations:
            work.change(work.get(Station, id), archived=True)  # type: ignore[attr-defined]
        return Result("nothing")

    house.run(run)


def test_a_fire_opens_one_ticket_at_each_station_and_one_at_the_pass(house: House) -> None:
    place(house, line("burger"), line("steak"), line("fries", variant="large"))
    assert [item["name"] for item in ticket(house, "grill")["items"]] == ["Burger", "Steak"]
    assert [item["name"] for item in ticket(house, "fryer")["items"]] == ["Fries Large"]
    assert [item["name"] for item in ticket(house, "pass")["items"]] == ["Burger", "Steak", "Fries Large"]
    opened = [event for event in house.events() if event["type"] == "ticket.opened"]
    assert {event["topic"] for event in opened} == {"station:grill", "station:fryer", "station:pass"}
    assert len(opened) == 3
    check_boards(house)


def test_a_line_for_two_stations_is_on_both_tickets(house: House) -> None:
    order = place(house, line("surf_and_turf"))
    dish = order["lines"][0]["id"]
    assert [item["line"] for item in ticket(house, "grill")["items"]] == [dish]
    assert [item["line"] for item in ticket(house, "fryer")["items"]] == [dish]
    assert [item["line"] for item in ticket(house, "pass")["items"]] == [dish]


def test_a_ticket_says_what_a_cook_must_know(house: House) -> None:
    order = place(house, line("burger", 2, seat=1, note="no onions"), note="birthday", name="Rossi")
    card = ticket(house, "grill")
    assert card["order"] == order["id"]
    assert (card["order_number"], card["table"], card["name"]) == (order["number"], "1", "Rossi")
    assert (card["server"], card["note"], card["type"]) == ("Luca", "birthday", "dine_in")
    assert (card["course"], card["fire"], card["state"]) == (2, 1, "open")
    (item,) = card["items"]
    assert (item["quantity"], item["seat"], item["note"]) == (2, 1, "no onions")
    assert item["modifiers"] == [{"name": "Rare", "prefix": None, "quantity": 1}]
    assert item["allergens"] == ["gluten"]
    assert card["proof"]["screens"] == []
    assert [(slip["printer"], slip["state"]) for slip in card["proof"]["slips"]] == [("kitchen", "queued")]


def test_a_fire_of_its_own_opens_a_ticket_of_its_own(house: House) -> None:
    order = place(house, line("burger", course=1), line("steak", course=2), fire="first_course")
    house.run(fire, order["id"], Choice(course=2))
    assert [card["fire"] for card in board(house, "grill")] == [1, 2]
    assert [card["course"] for card in board(house, "grill")] == [1, 2]
    check_boards(house)


def test_only_allergies_of_guests_at_these_seats_or_of_the_table_are_on_a_ticket(house: House) -> None:
    nuts, milk, fish = (
        GuestAllergy(seat=1, allergens=("nuts",)),
        GuestAllergy(seat=2, allergens=("milk",)),
        GuestAllergy(allergens=("fish",)),
    )
    place(house, line("burger", seat=1), line("fries", variant="small", seat=2), allergies=(nuts, milk, fish))
    assert [one["allergens"] for one in ticket(house, "grill")["allergies"]] == [["nuts"], ["fish"]]
    assert [one["allergens"] for one in ticket(house, "fryer")["allergies"]] == [["milk"], ["fish"]]


def test_a_dish_without_a_seat_may_be_for_any_guest(house: House) -> None:
    place(house, line("burger"), allergies=(GuestAllergy(seat=1, allergens=("nuts",)),))
    assert [one["allergens"] for one in ticket(house, "grill")["allergies"]] == [["nuts"]]


def test_a_station_on_paper_only_waits_for_no_press(house: House) -> None:
    order = place(house, line("beer"))
    (card,) = board(house, "bar", "ready")
    assert (card["state"], card["ready_at"]) == ("ready", card["fired_at"])
    assert order["lines"][0]["state"] == "served"
    assert board(house, "bar") == []
    check_boards(house)


def test_drinks_do_not_show_at_the_pass(house: House) -> None:
    place(house, line("beer"))
    assert board(house, "pass") == []


def test_a_line_whose_station_is_gone_goes_to_the_pass_with_an_alert(house: House) -> None:
    archive(house, "grill")
    place(house, line("burger"))
    assert [item["name"] for item in ticket(house, "pass")["items"]] == ["Burger"]
    (alert,) = house.read(list_alerts, AlertQuery(open=True))["alerts"]
    assert (alert["code"], alert["subject"]) == ("line_without_station", "burger")
    check_boards(house)


def test_without_any_pass_such_a_line_goes_to_the_first_station(house: House) -> None:
    archive(house, "grill", "pass")
    place(house, line("burger"))
    assert [item["name"] for item in ticket(house, "fryer")["items"]] == ["Burger"]


def test_a_line_keeps_the_stations_that_are_left(house: House) -> None:
    archive(house, "grill")
    place(house, line("surf_and_turf"))
    assert [item["name"] for item in ticket(house, "fryer")["items"]] == ["Surf and turf"]
    assert house.read(list_alerts, AlertQuery(open=True))["alerts"] == []


def test_a_remake_is_a_ticket_with_priority(house: House) -> None:
    order = place(house, line("burger"))
    house.run(
        remake_line, order["id"], order["lines"][0]["id"], Act(quantity=1, reason="Dropped"), actor=MANAGER
    )
    first, again = sorted(board(house, "grill"), key=lambda card: card["fire"])
    assert (first["remake"], first["priority"]) == (False, False)
    assert (again["remake"], again["priority"]) == (True, True)
