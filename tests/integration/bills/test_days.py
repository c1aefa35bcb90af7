"""Money and the business day: what is posted when a day is over, and what a count or a Z keeps as it is."""

from collections import defaultdict

from kitchenhub.bills.making import BillAct, MakeBills, make_bills, reopen_bill
from kitchenhub.bills.paying import NewTip, VoidPayment, change_tip, pay, void_payment
from kitchenhub.ledger.tables import JournalEntry
from kitchenhub.orders.placing import place_order
from kitchenhub.orders.serving import hand_over
from kitchenhub.shifts.closing import CloseDay, NewCheckout, check_out, close_day
from kitchenhub.shifts.drawers import CloseDrawer, OpenDrawer, close_drawer, open_drawer
from kitchenhub.shifts.queries import read_day
from kitchenhub.shifts.tables import DrawerSession
from tests.integration.bills.test_bills import billed, books, open_bar, payment
from tests.integration.orders.test_placing import burger, order
from tests.support.house import MANAGER, House

FRIDAY, SATURDAY = "2026-11-20", "2026-11-21"
WHY = "Guest came back"


def settled(house: House, method: str = "card", tip: int = 0) -> tuple[str, str, str]:
    """An order that was paid and handed over: its id, its bill's and its payment's."""
    order_id, bill = billed(house, burger())
    due = bill["totals"]["due_cents"]
    taken = house.run(pay, bill["id"], payment(due, method, tip_cents=tip))
    house.run(hand_over, order_id)
    return order_id, bill["id"], taken["payment"]["id"]


def posted_by_day(house: House) -> dict[str, int]:
    """What lies in card clearing, by the business day of its entries."""
    days: dict[str, int] = defaultdict(int)
    with house.reader() as reader:
        for entry in reader.find(JournalEntry):
            for one in entry.lines:
                if one.account == "assets:card-clearing":
                    days[entry.business_day] += one.debit_cents - one.credit_cents
    return dict(days)


def close(house: House, day: str) -> None:
    house.run(close_day, day, CloseDay(), actor=MANAGER)


def sales(house: House, day: str) -> int:
    return int(house.read(read_day, day)["sales_cents"])


def test_what_is_settled_after_the_z_counts_for_the_next_day(house: House) -> None:
    settled(house)
    close(house, FRIDAY)
    settled(house)
    assert (sales(house, FRIDAY), sales(house, SATURDAY)) == (1600, 1600)
    assert posted_by_day(house) == {FRIDAY: 1600, SATURDAY: 1600}


def test_a_drawer_may_be_opened_after_the_z_and_belongs_to_the_next_day(house: House) -> None:
    close(house, FRIDAY)
    session = house.run(open_drawer, OpenDrawer(drawer="bar", opening_float_cents=0), actor=MANAGER)
    assert session["business_day"] == SATURDAY


def test_a_reopened_bill_of_an_open_day_is_reversed_in_its_own_day(house: House) -> None:
    _, bill, _ = settled(house)
    house.clock.move(days=1)
    house.run(reopen_bill, bill, BillAct(reason=WHY), actor=MANAGER)
    assert posted_by_day(house) == {FRIDAY: 0}
    assert (sales(house, FRIDAY), sales(house, SATURDAY)) == (0, 0)


def test_a_tip_is_posted_in_its_bills_day_and_stays_after_the_z(house: House) -> None:
    _, _, taken = settled(house)
    house.clock.move(days=1)
    house.run(change_tip, taken, NewTip(tip_cents=300))
    assert posted_by_day(house) == {FRIDAY: 1900}
    close(house, FRIDAY)
    assert house.refuse(change_tip, taken, NewTip(tip_cents=0))["code"] == "tip_locked"


def test_a_payment_of_a_closed_day_cannot_be_taken_back(house: House) -> None:
    _, bill, taken = settled(house)
    house.clock.move(days=1)
    close(house, FRIDAY)
    assert house.refuse(void_payment, taken, VoidPayment(reason=WHY), actor=MANAGER)["code"] == "day_closed"
    assert house.refuse(reopen_bill, bill, BillAct(reason=WHY), actor=MANAGER)["code"] == "day_closed"


def test_a_part_payment_of_a_closed_day_may_still_be_taken_back(house: House) -> None:
    order_id = house.run(place_order, order(burger()))["id"]
    bill = house.run(make_bills, order_id, MakeBills())["bills"][0]
    taken = house.run(pay, bill["id"], payment(500))["payment"]["id"]
    house.run(close_day, FRIDAY, CloseDay(carry_over=True), actor=MANAGER)
    house.clock.move(days=1)
    house.run(void_payment, taken, VoidPayment(reason=WHY), actor=MANAGER)
    assert books(house) == {}


def test_cash_that_was_counted_stays_where_it_was_counted(house: House) -> None:
    open_bar(house)
    _, _, taken = settled(house, "cash", tip=100)
    with house.reader() as reader:
        session = reader.find(DrawerSession)[0].id
    house.run(close_drawer, session, CloseDrawer(counted_cents=11_700), actor=MANAGER)
    problem = house.refuse(void_payment, taken, VoidPayment(reason=WHY), actor=MANAGER)
    assert (problem["code"], problem["current"]) == ("drawer_state", {"drawer_session": session})
    assert house.refuse(change_tip, taken, NewTip(tip_cents=0))["code"] == "tip_locked"


def test_a_checkout_reaches_back_over_the_cut_off(house: House) -> None:
    settled(house, tip=100)
    house.clock.move(days=1)
    settled(house, tip=50)
    figures = house.run(check_out, NewCheckout(server="luca"))["figures"]
    assert (figures["sales_cents"], figures["tips_cents"], figures["orders"]) == (3200, 150, 2)
    assert house.run(check_out, NewCheckout(server="luca"))["figures"]["sales_cents"] == 0
