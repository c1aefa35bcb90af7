"""The close: drawers counted, servers checked out, and a Z that equals bills, payments and books."""

from kitchenhub.bills.paying import pay
from kitchenhub.orders.serving import hand_over
from kitchenhub.shifts.closing import CloseDay, NewCheckout, check_out, close_day
from kitchenhub.shifts.drawers import CloseDrawer, MoveCash, OpenDrawer, close_drawer, move_cash, open_drawer
from kitchenhub.shifts.queries import SessionQuery, list_sessions, read_day, read_drawer_report
from tests.integration.bills.test_bills import billed, books, payment
from tests.integration.orders.test_placing import burger, line
from tests.support.house import MANAGER, House

DAY = "2026-11-20"


def session(house: House) -> str:
    body = OpenDrawer(drawer="bar", opening_float_cents=10_000)
    return str(house.run(open_drawer, body, actor=MANAGER)["id"])


def test_a_drawer_is_opened_once_and_counted(house: House) -> None:
    id = session(house)
    again = house.refuse(open_drawer, OpenDrawer(drawer="bar", opening_float_cents=1), actor=MANAGER)
    assert (again["code"], again["current"]["drawer_session"]) == ("drawer_state", id)
    _, bill = billed(house, line())
    house.run(pay, bill["id"], payment(950, "cash", tendered_cents=2000))
    house.run(move_cash, id, MoveCash(kind="pay_out", amount_cents=300, reason="Ice"), actor=MANAGER)
    assert house.read(read_drawer_report, id)["figures"]["expected_cents"] == 10_000 + 950 - 300
    closed = house.run(close_drawer, id, CloseDrawer(counted_cents=10_600), actor=MANAGER)
    assert (closed["expected_cents"], closed["over_short_cents"]) == (10_650, -50)
    assert books(house)["income:cash-over-short"] == 50
    assert (
        house.refuse(close_drawer, id, CloseDrawer(counted_cents=1), actor=MANAGER)["code"] == "drawer_state"
    )
    assert house.read(list_sessions, SessionQuery(open=True))["drawer_sessions"] == []


def test_a_no_sale_needs_a_reason_and_more_than_there_is_cannot_be_paid_out(house: House) -> None:
    id = session(house)
    assert house.refuse(move_cash, id, MoveCash(kind="no_sale"), actor=MANAGER)["code"] == "invalid"
    too_much = MoveCash(kind="pay_out", amount_cents=10_001, reason="All of it")
    assert house.refuse(move_cash, id, too_much, actor=MANAGER)["code"] == "drawer_state"


def test_the_z_equals_bills_payments_and_books_and_is_made_once(house: House) -> None:
    id = session(house)
    order, bill = billed(house, burger(), line("beer"))
    house.run(pay, bill["id"], payment(1000, "cash", tip_cents=100))
    house.run(pay, bill["id"], payment(1100, tip_cents=200))
    still_open = house.refuse(close_day, DAY, CloseDay(), actor=MANAGER)
    assert still_open["code"] == "day_open_drawers"
    house.run(close_drawer, id, CloseDrawer(counted_cents=11_100), actor=MANAGER)
    open_orders = house.refuse(close_day, DAY, CloseDay(), actor=MANAGER)
    assert (open_orders["code"], open_orders["current"]["orders"][0]["order"]) == ("day_open_orders", order)
    house.run(hand_over, order)
    before = house.read(read_day, "today")
    z = house.run(close_day, DAY, CloseDay(), actor=MANAGER)
    assert z["number"] == 1
    assert {**before, "closed": True, "number": 1} == z["figures"]
    assert z["figures"]["sales_cents"] == 2100 == sum(one["amount_cents"] for one in z["figures"]["payments"])
    sold = -sum(
        cents for account, cents in books(house).items() if account.startswith(("income", "liabilities:tax"))
    )
    assert sold == 2100
    again = house.refuse(close_day, DAY, CloseDay(), actor=MANAGER)
    assert (again["code"], again["current"]["number"]) == ("day_closed", 1)


def test_open_orders_may_be_carried_over(house: House) -> None:
    billed(house, line())
    z = house.run(close_day, "today", CloseDay(carry_over=True), actor=MANAGER)
    assert len(z["figures"]["open_tables"]) == 1


def test_a_checkout_locks_tips_and_covers_only_what_is_new(house: House) -> None:
    order, bill = billed(house, line())
    house.run(pay, bill["id"], payment(950, tip_cents=100))
    assert house.refuse(check_out, NewCheckout(server="luca"))["code"] == "order_open"
    house.run(hand_over, order)
    first = house.run(check_out, NewCheckout(server="luca"))
    assert (first["figures"]["tips_cents"], first["figures"]["cash_owed_cents"]) == (100, -100)
    house.clock.move(minutes=1)
    second = house.run(check_out, NewCheckout(server="luca"))
    assert (second["number"], second["figures"]["tips_cents"], second["figures"]["sales_cents"]) == (2, 0, 0)
