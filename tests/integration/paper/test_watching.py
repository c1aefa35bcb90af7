"""Printers in trouble: people are told, the backup takes over, and everything goes on by itself."""

from typing import Any

import pytest

from kitchenhub.alerts.queries import AlertQuery, list_alerts
from kitchenhub.paper.queries import JobQuery, list_jobs, list_printers, printer_cards
from kitchenhub.paper.spooling import Claim, Report, claim_job, report_job
from kitchenhub.paper.tables import PrinterState
from kitchenhub.paper.watching import SaidState, needs_watching, printer_is, watch_printers
from tests.support.brigade import check_boards, line, place, read, ticket
from tests.support.house import House


def says(house: House, state: PrinterState, printer: str = "kitchen", detail: str = "") -> Any:
    """A printer says how it is."""
    return house.run(printer_is, printer, SaidState(state=state, detail=detail))


def watch(house: House) -> bool:
    """One round of the house."""
    with house.reader() as reader:
        needed = needs_watching(reader)
    if needed:
        house.run(watch_printers)
    return needed


def alerts(house: House) -> Any:
    """What lasts, as (code, text)."""
    return [(one["code"], one["text"]) for one in read(house, list_alerts, AlertQuery(open=True))["alerts"]]


def jobs(house: House) -> Any:
    """The jobs, oldest first."""
    return read(house, list_jobs, JobQuery())["print_jobs"][::-1]


def claim(house: House, printer: str) -> Any:
    """The printer's next job."""
    return house.run(claim_job, Claim(printer=printer, holder="hub-1"))


def test_a_state_is_shown_and_announced_once(house: House) -> None:
    card = says(house, "ready")
    assert (card["state"], card["since"]) == ("ready", house.clock())
    events = len(house.events())
    house.clock.move(seconds=5)
    assert says(house, "ready")["since"] == card["since"]
    assert len(house.events()) == events
    assert house.events()[-1]["type"] == "print.changed"
    assert house.events()[-1]["topic"] == "office"


def test_the_office_page_kept_from_events_shows_what_a_fresh_one_shows(house: House) -> None:
    printers = {card["id"]: card for card in read(house, printer_cards)}
    place(house, line("burger"))
    for state in ("ready", "offline", "paper_out", "ready"):
        house.clock.move(seconds=20)
        says(house, state)
        watch(house)
    for event in house.events():
        if event["type"] == "print.changed":
            printers[event["data"]["id"]] = event["data"]
    assert list(printers.values()) == read(house, printer_cards)


def test_trouble_is_told_after_fifteen_seconds_and_over_when_the_printer_is_ready(house: House) -> None:
    place(house, line("burger"))
    place(house, line("burger"))
    says(house, "paper_out")
    house.clock.move(seconds=14)
    watch(house)
    assert alerts(house) == []
    house.clock.move(seconds=1)
    assert watch(house)
    assert alerts(house) == [("printer_paper_out", "Printer kitchen has no paper. 2 slips wait.")]
    says(house, "ready")
    assert alerts(house) == []
    assert not watch(house)


def test_another_trouble_takes_the_place_of_the_first_at_once(house: House) -> None:
    says(house, "offline")
    house.clock.move(seconds=15)
    watch(house)
    assert [code for code, _ in alerts(house)] == ["printer_offline"]
    says(house, "cover_open")
    assert [code for code, _ in alerts(house)] == ["printer_cover_open"]


def test_a_spooler_that_keeps_saying_it_needs_no_rounds(house: House) -> None:
    says(house, "offline", detail="connection refused")
    house.clock.move(seconds=15)
    says(house, "offline", detail="connection refused")
    assert [code for code, _ in alerts(house)] == ["printer_offline"]


def test_little_paper_is_said_quietly(house: House) -> None:
    says(house, "paper_near_end")
    (alert,) = read(house, list_alerts, AlertQuery(open=True))["alerts"]
    assert (alert["code"], alert["severity"]) == ("printer_paper_low", "info")
    says(house, "ready")
    assert alerts(house) == []


def test_a_printer_that_nobody_serves_is_told_when_slips_wait(house: House) -> None:
    assert not watch(house)
    place(house, line("burger"))
    house.clock.move(seconds=15)
    assert watch(house)
    assert [code for code, _ in alerts(house)] == ["printer_unattended"]


def test_a_printer_whose_spooler_died_is_told_and_what_it_was_sending_is_unknown(house: House) -> None:
    place(house, line("burger"))
    says(house, "ready")
    claim(house, "kitchen")
    house.clock.move(seconds=6)
    assert not watch(house)
    house.clock.move(seconds=1)
    assert watch(house)
    assert [(one["state"], one["reprint"]) for one in jobs(house)] == [("unknown", False), ("queued", True)]
    house.clock.move(seconds=15)
    assert watch(house)
    assert [code for code, _ in alerts(house)] == ["printer_unattended"]
    says(house, "ready")
    assert alerts(house) == []


def test_a_spooler_that_has_lost_the_printer_is_not_heard(house: House) -> None:
    claim(house, "kitchen")
    says(house, "ready")
    house.run(printer_is, "kitchen", SaidState(state="offline", holder="spool-7"))
    assert {one["id"]: one["state"] for one in read(house, list_printers)["printers"]}["kitchen"] == "ready"


def test_after_thirty_seconds_the_backup_prints_what_waits(house: House) -> None:
    says(house, "ready", "bar")
    place(house, line("burger"))
    says(house, "offline")
    house.clock.move(seconds=29)
    watch(house)
    assert claim(house, "bar") == {}
    house.clock.move(seconds=1)
    watch(house)
    assert alerts(house) == [("printer_offline", "Printer kitchen does not answer. bar prints what waits.")]
    moved = claim(house, "bar")
    assert moved["slip"]["flags"] == ["FOR GRILL · BACKUP"]
    assert moved["reprint"] is False
    house.run(report_job, moved["id"], Report(outcome="printed"))
    first, copy = jobs(house)
    assert (first["state"], first["moved_to"], copy["copy_of"]) == ("moved", "bar", first["id"])
    slips = ticket(house, "grill")["proof"]["slips"]
    assert [(slip["printer"], slip["state"]) for slip in slips] == [("kitchen", "moved"), ("bar", "printed")]
    says(house, "ready")
    assert claim(house, "kitchen") == {}
    assert alerts(house) == []
    check_boards(house)


def test_what_may_be_on_paper_already_moves_as_reprint(house: House) -> None:
    says(house, "ready", "bar")
    place(house, line("burger"))
    house.run(report_job, claim(house, "kitchen")["id"], Report(outcome="unknown"))
    says(house, "offline")
    house.clock.move(seconds=30)
    watch(house)
    assert claim(house, "bar")["reprint"] is True


def test_slips_that_come_while_the_printer_is_away_move_too(house: House) -> None:
    says(house, "ready", "bar")
    says(house, "offline")
    house.clock.move(seconds=40)
    place(house, line("burger"))
    watch(house)
    assert claim(house, "bar")["slip"]["flags"] == ["FOR GRILL · BACKUP"]


@pytest.mark.parametrize("state", ["offline", "paper_out", "unknown"])
def test_a_backup_that_takes_no_slips_gets_none(house: House, state: PrinterState) -> None:
    if state != "unknown":
        says(house, state, "bar")
    place(house, line("burger"))
    says(house, "offline")
    house.clock.move(seconds=30)
    watch(house)
    assert [one["state"] for one in jobs(house)] == ["queued"]


def test_a_printer_without_a_backup_keeps_its_slips(house: House) -> None:
    says(house, "ready", "kitchen")
    place(house, line("beer"))
    says(house, "offline", "bar")
    house.clock.move(minutes=10)
    watch(house)
    assert [(one["printer"], one["state"]) for one in jobs(house)] == [("bar", "queued")]
    says(house, "ready", "bar")
    assert claim(house, "bar")["reprint"] is False


def test_a_printer_that_breaks_off_three_times_is_helped_by_its_backup(house: House) -> None:
    says(house, "ready")
    says(house, "ready", "bar")
    place(house, line("burger"))
    for _ in range(3):
        house.run(report_job, claim(house, "kitchen")["id"], Report(outcome="unknown"))
    assert watch(house)
    moved = claim(house, "bar")
    assert (moved["reprint"], moved["attempt"]) == (True, 1)


def test_what_waits_is_counted_by_printer(house: House) -> None:
    place(house, line("burger"), line("beer"))
    place(house, line("beer"))
    waiting = {one["id"]: one["waiting"] for one in read(house, list_printers)["printers"]}
    assert waiting == {"kitchen": 1, "bar": 2}


def test_an_unknown_printer_is_not_found(house: House) -> None:
    assert house.refuse(printer_is, "attic", SaidState(state="ready"))["status"] == 404
