"""Somebody is known to have each ticket, or people are told."""

from typing import cast

from kitchenhub.alerts.queries import AlertQuery, list_alerts
from kitchenhub.kitchen.proving import SeenReport, record_seen
from kitchenhub.kitchen.reconciling import has_lost_lines, needs_watching, reconcile
from kitchenhub.kitchen.tables import Ticket, TicketSeen
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.paper.spooling import Claim, Report, claim_job, report_job
from kitchenhub.stock.tables import StockMove
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from tests.support.brigade import Card, board, check_boards, do, line, place, read, ticket
from tests.support.house import House


def seen(house: House, station: str, *, device: str = "screen-1", seq: int | None = None) -> None:
    """A screen says what it has shown."""
    last = house.events()[-1]["seq"] if seq is None else seq
    report = SeenReport(device, frozenset({station}), last, house.clock())
    house.run(record_seen, [report])


def alerts(house: House) -> Card:
    """What lasts."""
    return read(house, list_alerts, AlertQuery(open=True))["alerts"]


def look_after(house: House) -> bool:
    """One round of the house: reconcile if there is anything to do."""
    with house.reader() as reader:
        needed = needs_watching(reader) or has_lost_lines(reader)
    if needed:
        house.run(reconcile)
    return needed


def print_next(house: House, printer: str) -> None:
    """Let the printer print its next slip."""
    job = house.run(claim_job, Claim(printer=printer, holder="hub-1"))
    house.run(report_job, job["id"], Report(outcome="printed"))


def test_the_first_screen_is_the_proof_and_makes_one_event(house: House) -> None:
    place(house, line("fries", variant="small"))
    events = len(house.events())
    seen(house, "fryer")
    card = ticket(house, "fryer")
    assert card["proof"]["screens"] == [{"device": "screen-1", "seen_at": house.clock()}]
    assert [event["type"] for event in house.events()[events:]] == ["ticket.changed"]
    check_boards(house)


def test_a_second_screen_is_kept_without_an_event(house: House) -> None:
    place(house, line("fries", variant="small"))
    seen(house, "fryer")
    events = len(house.events())
    seen(house, "fryer", device="screen-2")
    assert len(house.events()) == events
    id = ticket(house, "fryer")["id"]
    with house.reader() as reader:
        rows = reader.find(TicketSeen, ticket_id=id)
    assert [row.device for row in rows] == ["screen-1", "screen-2"]


def test_the_same_report_again_records_nothing(house: House) -> None:
    place(house, line("fries", variant="small"))
    seen(house, "fryer")
    events = len(house.events())
    seen(house, "fryer")
    assert len(house.events()) == events


def test_a_report_proves_nothing_that_came_later_or_elsewhere(house: House) -> None:
    place(house, line("fries", variant="small"))
    seen(house, "fryer", seq=1)
    seen(house, "grill")
    assert ticket(house, "fryer")["proof"]["screens"] == []


def test_a_printed_slip_is_a_proof(house: House) -> None:
    place(house, line("beer"))
    print_next(house, "bar")
    (card,) = board(house, "bar", "ready")
    assert [(slip["printer"], slip["state"]) for slip in card["proof"]["slips"]] == [("bar", "printed")]
    with house.reader() as reader:
        row = reader.get(Ticket, card["id"])
    assert row is not None
    assert row.proven_at == house.clock()


def test_a_press_is_a_proof(house: House) -> None:
    place(house, line("fries", variant="small"))
    do(house, "start", ticket(house, "fryer"))
    house.clock.move(seconds=30)
    assert not look_after(house)
    assert alerts(house) == []


def test_nothing_is_looked_after_while_nothing_is_wrong(house: House) -> None:
    place(house, line("fries", variant="small"))
    house.clock.move(seconds=9)
    assert not look_after(house)


def test_a_dark_screen_is_told_after_ten_seconds_and_over_when_it_shows(house: House) -> None:
    place(house, line("fries", variant="small"))
    place(house, line("fries", variant="small"))
    house.clock.move(seconds=10)
    assert look_after(house)
    (alert,) = alerts(house)
    assert (alert["code"], alert["subject"], alert["severity"]) == ("tickets_unconfirmed", "fryer", "danger")
    assert alert["text"] == "Fryer screen dark, 2 tickets unconfirmed."
    look_after(house)
    assert [event["type"] for event in house.events()].count("alert.raised") == 1
    seen(house, "fryer")
    look_after(house)
    assert alerts(house) == []
    assert not look_after(house)
    check_boards(house)


def test_a_slip_that_nobody_confirms_is_told_though_nobody_has_to_press(house: House) -> None:
    place(house, line("beer"))
    house.clock.move(seconds=10)
    look_after(house)
    (alert,) = alerts(house)
    assert alert["text"] == "Bar slips not confirmed, 1 ticket unconfirmed."
    print_next(house, "bar")
    look_after(house)
    assert alerts(house) == []


def test_a_sent_line_without_a_ticket_gets_one_and_no_stock_is_booked(house: House) -> None:
    order = place(house, line("burger"), line("steak"), fire="none")
    house.run(send_nowhere, order["id"])
    with house.reader() as reader:
        moves = len(reader.find(StockMove))
    assert look_after(house)
    assert [item["name"] for item in ticket(house, "grill")["items"]] == ["Burger", "Steak"]
    assert [item["name"] for item in ticket(house, "pass")["items"]] == ["Burger", "Steak"]
    assert ticket(house, "grill")["fire"] == 1
    with house.reader() as reader:
        assert len(reader.find(StockMove)) == moves
    assert not look_after(house)
    check_boards(house)


def send_nowhere(work: Work, order_id: str) -> Result:
    """Mark held lines as sent without telling the kitchen, as only a bug could."""
    for row in work.find(OrderLine, order_id=order_id):
        work.change(row, state="sent", fired_at=work.now, fire=1)
    work.change(cast(Order, work.get(Order, order_id)), fires=1)
    return Result("nothing")


def test_a_report_of_many_screens_is_one_command(house: House) -> None:
    place(house, line("fries", variant="small"), line("burger"))
    last = house.events()[-1]["seq"]
    reports = [
        SeenReport(f"screen-{n}", frozenset({"fryer", "grill"}), last, house.clock()) for n in range(30)
    ]

    def run(work: Work) -> Result:
        return record_seen(work, reports)

    house.run(run)
    with house.reader() as reader:
        assert len(reader.find(TicketSeen)) == 60
    check_boards(house)
