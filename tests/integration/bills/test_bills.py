"""Bills and the books: made, remade, paid in parts, settled once, reopened, and posted each time."""

from typing import Any

import msgspec

from kitchenhub.bills.cards import bill_card
from kitchenhub.bills.making import (
    BillAct,
    MakeBills,
    NewDiscount,
    comp_bill,
    discount_bill,
    make_bills,
    reopen_bill,
)
from kitchenhub.bills.paying import NewPayment, NewTip, VoidPayment, change_tip, pay, void_payment
from kitchenhub.ledger.tables import JournalEntry
from kitchenhub.orders.cards import order_card
from kitchenhub.orders.changing import patch_order
from kitchenhub.orders.giving import comp_line
from kitchenhub.orders.placing import add_lines, place_order
from kitchenhub.orders.tables import LineAct
from kitchenhub.orders.voiding import void_line
from kitchenhub.orders.wire import Act, MoreLines, OrderPatch
from kitchenhub.shifts.drawers import OpenDrawer, open_drawer
from kitchenhub.store.work import uuid7
from tests.integration.orders.test_placing import burger, line, order, states
from tests.support.house import MANAGER, House


def open_bar(house: House) -> None:
    house.run(open_drawer, OpenDrawer(drawer="bar", opening_float_cents=10_000), actor=MANAGER)


def billed(house: House, *lines: dict[str, Any], **more: Any) -> tuple[str, dict[str, Any]]:
    card = house.run(place_order, order(*lines, **more))
    return card["id"], house.run(make_bills, card["id"], MakeBills())["bills"][0]


def payment(amount: int, method: str = "card", **more: Any) -> NewPayment:
    return NewPayment(id=uuid7(), method=method, amount_cents=amount, **more)


def books(house: House) -> dict[str, int]:
    """The balance of each account, debits positive."""
    balances: dict[str, int] = {}
    with house.reader() as reader:
        for entry in reader.find(JournalEntry):
            for one in entry.lines:
                cents = one.debit_cents - one.credit_cents
                balances[one.account] = balances.get(one.account, 0) + cents
    return {account: cents for account, cents in balances.items() if cents}


def test_a_bill_shows_lines_cover_and_taxes_by_rate(house: House) -> None:
    _, bill = billed(house, burger(), line("beer"))
    assert bill["totals"]["total_cents"] == 1200 + 500 + 400
    assert [(tax["tax"], tax["rate"]) for tax in bill["taxes"]] == [("food", "10"), ("alcohol", "10")]
    assert sum(tax["net_cents"] + tax["tax_cents"] for tax in bill["taxes"]) == 2100


def test_the_same_order_has_one_bill_and_new_lines_change_it(house: House) -> None:
    id, bill = billed(house, burger())
    assert house.run(make_bills, id, MakeBills())["bills"][0]["id"] == bill["id"]
    house.run(add_lines, id, msgspec.convert({"lines": [line()]}, MoreLines))
    again = house.run(make_bills, id, MakeBills())["bills"][0]
    assert (again["id"], again["totals"]["subtotal_cents"]) == (bill["id"], 1750)


def test_a_bill_paid_in_parts_settles_once_and_is_in_the_books(house: House) -> None:
    open_bar(house)
    id, bill = billed(house, burger())
    first = house.run(pay, bill["id"], payment(600, "cash", tendered_cents=1000))
    assert (first["payment"]["change_cents"], first["bill"]["state"]) == (400, "open")
    assert house.read(order_card, id)["payment"] == "part_paid"
    last = house.run(pay, bill["id"], payment(1000, tip_cents=150))
    assert last["bill"]["state"] == "settled"
    assert house.refuse(pay, bill["id"], payment(1))["code"] == "bill_state"
    assert books(house) == {
        "assets:cash": 600, "assets:card-clearing": 1150, "liabilities:tips": -150,
        "income:sales:mains": -1091, "income:cover": -364, "liabilities:tax:food:10": -145,
    }  # fmt: skip


def test_more_than_is_due_is_refused_and_says_what_is_due(house: House) -> None:
    _, bill = billed(house, line())
    problem = house.refuse(pay, bill["id"], payment(10_000))
    assert (problem["code"], problem["current"]["due_cents"]) == ("overpaid", 950)


def test_cash_needs_an_open_drawer(house: House) -> None:
    _, bill = billed(house, line())
    assert house.refuse(pay, bill["id"], payment(950, "cash"))["code"] == "no_open_drawer"


def test_held_lines_are_not_paid(house: House) -> None:
    _, bill = billed(house, line(), fire="none")
    assert house.refuse(pay, bill["id"], payment(950))["code"] == "lines_held"


def test_what_is_paid_first_is_sent_by_its_payment(house: House) -> None:
    id, bill = billed(house, line(), type="takeaway", table=None)
    house.run(pay, bill["id"], payment(550))
    assert states(house.read(order_card, id)) == {"salad": "sent"}


def test_the_same_payment_twice_is_one_payment(house: House) -> None:
    _, bill = billed(house, line())
    body = payment(500)
    house.run(pay, bill["id"], body)
    assert house.run(pay, bill["id"], body)["bill"]["totals"]["paid_cents"] == 500
    other = msgspec.structs.replace(body, amount_cents=400)
    assert house.refuse(pay, bill["id"], other)["code"] == "id_taken"


def test_a_discount_is_spread_and_posted_as_contra_income(house: House) -> None:
    _, bill = billed(house, burger(), line("beer"))
    bill = house.run(discount_bill, bill["id"], NewDiscount(percent="10", reason="Regular"), actor=MANAGER)
    assert bill["totals"]["discount_cents"] == 170
    house.run(pay, bill["id"], payment(bill["totals"]["due_cents"]))
    assert books(house)["income:discounts"] > 0


def test_a_discount_by_a_waiter_needs_an_approval(house: House) -> None:
    _, bill = billed(house, burger())
    problem = house.refuse(discount_bill, bill["id"], NewDiscount(amount_cents=100, reason="Regular"))
    assert problem["code"] == "approval_required"


def test_a_whole_bill_may_be_given(house: House) -> None:
    _, bill = billed(house, burger(), covers=None)
    bill = house.run(comp_bill, bill["id"], BillAct(reason="Long wait"), actor=MANAGER)
    assert (bill["totals"]["comp_cents"], bill["state"]) == (1200, "settled")


def test_a_tip_may_change_until_the_checkout(house: House) -> None:
    _, bill = billed(house, line())
    paid = house.run(pay, bill["id"], payment(950, tip_cents=100))["payment"]
    house.run(change_tip, paid["id"], NewTip(tip_cents=250))
    assert books(house)["liabilities:tips"] == -250


def test_a_payment_taken_back_opens_the_bill_and_reverses_the_books(house: House) -> None:
    id, bill = billed(house, line())
    paid = house.run(pay, bill["id"], payment(950, tip_cents=100))["payment"]
    house.run(change_tip, paid["id"], NewTip(tip_cents=200))
    house.run(void_payment, paid["id"], VoidPayment(reason="Wrong card"), actor=MANAGER)
    assert books(house) == {}
    assert house.read(order_card, id)["payment"] == "unpaid"
    house.run(pay, bill["id"], payment(950))
    assert books(house)["assets:card-clearing"] == 950


def test_a_reopened_bill_settles_again_with_an_entry_of_its_own(house: House) -> None:
    _, bill = billed(house, line())
    house.run(pay, bill["id"], payment(950))
    house.run(reopen_bill, bill["id"], BillAct(reason="Forgot the discount"), actor=MANAGER)
    assert books(house) == {}


def test_a_paid_order_with_new_lines_gets_a_new_bill(house: House) -> None:
    id, bill = billed(house, line())
    house.run(pay, bill["id"], payment(950))
    card = house.run(add_lines, id, msgspec.convert({"lines": [line()]}, MoreLines))
    assert (card["payment"], card["totals"]["due_cents"]) == ("part_paid", 550)
    second = house.run(make_bills, id, MakeBills())["bills"][0]
    assert (second["id"] != bill["id"], second["totals"]["total_cents"]) == (True, 550)
    house.run(pay, second["id"], payment(550))
    assert house.read(order_card, id)["payment"] == "paid"


def test_a_bill_whose_lines_are_all_voided_is_voided(house: House) -> None:
    id, bill = billed(house, burger())
    act = Act(quantity=1, reason="Wrong table")
    house.run(void_line, id, bill["lines"][0]["line"], act, actor=MANAGER)
    assert house.read(bill_card, bill["id"])["state"] == "voided"
    assert house.read(order_card, id)["state"] == "voided"


def test_a_bill_on_which_everything_is_given_settles_without_a_payment(house: House) -> None:
    act = Act(quantity=1, reason="Long wait")
    id, bill = billed(house, line(), covers=None)
    house.run(comp_line, id, bill["lines"][0]["line"], act, actor=MANAGER)
    assert house.read(bill_card, bill["id"])["state"] == "settled"


def test_a_given_bill_keeps_who_and_why_for_each_line(house: House) -> None:
    _, bill = billed(house, burger(), line("beer"))
    house.run(comp_bill, bill["id"], BillAct(reason="Birthday"), actor=MANAGER)
    with house.reader() as reader:
        acts = reader.find(LineAct)
    assert sorted((act.kind, act.reason, act.amount_cents, act.staff_name) for act in acts) == [
        ("comp", "Birthday", 500, "Ada"), ("comp", "Birthday", 1200, "Ada"),
    ]  # fmt: skip


def test_a_bill_with_something_held_cannot_be_given(house: House) -> None:
    _, bill = billed(house, burger(), fire="none")
    problem = house.refuse(comp_bill, bill["id"], BillAct(reason="Birthday"), actor=MANAGER)
    assert problem["code"] == "lines_held"


def test_a_note_leaves_a_part_paid_bill_as_it_is_and_a_new_line_does_not(house: House) -> None:
    id, bill = billed(house, burger())
    house.run(pay, bill["id"], payment(500))
    house.run(patch_order, id, OrderPatch(note="window seat"))
    assert house.read(bill_card, bill["id"])["stale"] is False
    house.run(add_lines, id, msgspec.convert({"lines": [line()]}, MoreLines))
    assert house.read(bill_card, bill["id"])["stale"] is True
    assert house.refuse(pay, bill["id"], payment(1))["code"] == "bill_stale"
    assert house.run(make_bills, id, MakeBills())["bills"][0]["stale"] is False
