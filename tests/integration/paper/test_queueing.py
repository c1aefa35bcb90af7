"""Slips wait from the moment that what they say happened."""

from typing import Any

import msgspec

from kitchenhub.bills.making import MakeBills, PrintCheck, make_bills, print_check
from kitchenhub.bills.paying import NewPayment, pay
from kitchenhub.kitchen.tables import Station
from kitchenhub.orders.tables import GuestAllergy
from kitchenhub.paper.tables import Printer, PrintJob
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.shifts.drawers import CloseDrawer, OpenDrawer, close_drawer, open_drawer
from kitchenhub.store.work import Work, uuid7
from kitchenhub.store.writer import Result
from printers.layout import lay_out
from printers.slip import Slip
from tests.support.brigade import board, do, line, place, void
from tests.support.house import MANAGER, House


def jobs(house: House, printer: str | None = None) -> list[PrintJob]:
    """The queue as it was filled."""
    with house.reader() as reader:
        found = reader.find(PrintJob)
    return sorted((job for job in found if printer in (None, job.printer_id)), key=lambda job: job.id)


def text_of(job: PrintJob) -> str:
    """The slip as the printer lays it out; every field that we send is one that it knows."""
    slip = msgspec.convert(job.slip, Slip)
    known = msgspec.to_builtins(slip)
    assert set(job.slip) <= set(known)
    for mine, theirs in zip(job.slip.get("items", ()), known["items"], strict=True):
        assert set(mine) <= set(theirs)
    return "\n".join(line.text for line in lay_out(slip, 42))


def test_a_ticket_goes_on_paper_where_its_station_has_a_printer(house: House) -> None:
    order = place(
        house, line("burger", 2, seat=1, note="no onions"), line("fries", variant="small"), name="Rossi",
        note="birthday", allergies=(GuestAllergy(seat=1, allergens=("nuts",), text="severe"),),
    )  # fmt: skip
    (job,) = jobs(house)
    assert (job.printer_id, job.kind, job.state, job.reprint) == ("kitchen", "ticket", "queued", False)
    assert job.order_id == order["id"]
    text = text_of(job)
    for words in (
        "GRILL",
        "COURSE 2",
        "#1",
        "T1",
        "Rossi",
        "2 Burger",
        "Rare",
        "no onions",
        "birthday",
        "20:00",
    ):
        assert words in text
    assert "nuts (severe)" in text
    assert "Fries" not in text


def test_a_station_without_a_printer_has_no_slip(house: House) -> None:
    place(house, line("fries", variant="small"))
    assert jobs(house) == []


def test_a_printer_that_left_the_house_gets_no_slip(house: House) -> None:
    def leave(work: Work) -> Result:
        for printer in work.find(Printer, id="kitchen"):
            work.change(printer, archived=True)
        return Result("nothing")

    house.run(leave)
    place(house, line("burger"))
    assert jobs(house) == []


def test_a_void_goes_on_paper_with_its_reason(house: House) -> None:
    order = place(house, line("burger", 3), line("steak"))
    void(house, order, order["lines"][0]["id"], 2)
    (_, job) = jobs(house)
    assert job.kind == "void"
    text = text_of(job)
    assert "VOID" in text
    assert "2 Burger" in text
    assert "Steak" not in text
    assert "Typed wrong" in text


def test_a_void_reaches_the_paper_of_a_station_that_has_nothing_else(house: House) -> None:
    order = place(house, line("beer"))
    void(house, order, order["lines"][0]["id"])
    assert [job.kind for job in jobs(house, "bar")] == ["ticket", "void"]


def test_a_pass_with_a_printer_gets_its_slip(house: House) -> None:
    def with_printer(work: Work) -> Result:
        for station in work.find(Station, id="pass"):
            work.change(station, printer="bar")
        return Result("nothing")

    house.run(with_printer)
    place(house, line("burger"))
    assert [job.slip["title"] for job in jobs(house, "bar")] == ["Pass"]


def a_bill(house: House) -> Any:
    """A bill of an order of one burger and one beer."""
    order = place(house, line("burger"), line("beer"), covers=2)
    return house.run(make_bills, order["id"], MakeBills())["bills"][0]


def test_a_check_says_what_is_owed(house: House) -> None:
    bill = a_bill(house)
    house.run(print_check, bill["id"], PrintCheck())
    job = jobs(house, "bar")[-1]
    assert (job.kind, job.bill_id) == ("check", bill["id"])
    text = text_of(job)
    total = f"{bill['totals']['total_cents'] / 100:.2f}".replace(".", ",")
    for words in (
        "Trattoria Aurora",
        "Guest check",
        "1 Burger",
        "12,00",
        "Cover charge",
        "4,00",
        total,
        "10%",
    ):
        assert words in text, words
    assert "not paid" in text.lower()


def settle(house: House, bill: Any) -> Any:
    """Pay a bill in cash, with a note too large and a tip."""
    house.run(open_drawer, OpenDrawer(drawer="bar", opening_float_cents=10_000), actor=MANAGER)
    due = bill["totals"]["due_cents"]
    payment = NewPayment(id=uuid7(), method="cash", amount_cents=due, tip_cents=100, tendered_cents=due + 600)
    return house.run(pay, bill["id"], payment, actor=MANAGER)


def test_a_settled_bill_has_its_receipt_and_cash_opens_the_drawer(house: House) -> None:
    settle(house, a_bill(house))
    job = jobs(house, "bar")[-1]
    assert job.kind == "receipt"
    assert job.slip["open_drawer"] is True
    text = text_of(job)
    for words in ("Receipt", "Cash", "Change", "Tip", "1,00", "10%"):
        assert words in text, words
    assert "not paid" not in text.lower()


def test_without_a_receipt_printer_the_receipt_is_kept_and_not_queued(house: House) -> None:
    def without(work: Work) -> Result:
        for row in work.find(Restaurant):
            work.change(row, receipt_printer=None)
        return Result("nothing")

    house.run(without)
    settle(house, a_bill(house))
    assert [job.kind for job in jobs(house)].count("receipt") == 0


def test_a_counted_drawer_prints_its_count(house: House) -> None:
    session = house.run(open_drawer, OpenDrawer(drawer="bar", opening_float_cents=10_000), actor=MANAGER)
    house.run(close_drawer, session["id"], CloseDrawer(counted_cents=9_950), actor=MANAGER)
    job = jobs(house, "bar")[-1]
    assert job.kind == "report"
    text = text_of(job)
    for words in ("Drawer", "Opening float", "100,00", "Counted", "99,50", "Over short", "-0,50"):
        assert words in text, words


def test_a_slip_stays_what_it_was_when_its_ticket_changes(house: House) -> None:
    place(house, line("beer"))
    before = jobs(house, "bar")[0].slip
    assert before["items"][0]["name"] == "Beer"
    do(house, "acknowledge", board(house, "bar", "ready")[0])
    assert jobs(house, "bar")[0].slip == before
