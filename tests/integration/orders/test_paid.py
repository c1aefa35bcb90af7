"""What a settled bill has charged is neither voided nor given away any more."""

import msgspec

from kitchenhub.bills.making import MakeBills, make_bills
from kitchenhub.bills.paying import NewPayment, pay
from kitchenhub.orders.cards import order_card
from kitchenhub.orders.changing import move_order, patch_order
from kitchenhub.orders.giving import comp_line
from kitchenhub.orders.placing import add_lines
from kitchenhub.orders.voiding import remake_line, void_line
from kitchenhub.orders.wire import MoreLines, MoveTo, OrderPatch
from kitchenhub.store.work import uuid7
from tests.integration.orders.test_acts import act, placed
from tests.integration.orders.test_placing import burger, line, states
from tests.support.house import MANAGER, House


def settle(house: House, order_id: str) -> None:
    """Make the order's bill and pay what is due on it."""
    (bill,) = house.run(make_bills, order_id, MakeBills())["bills"]
    due_cents = bill["totals"]["due_cents"]
    if due_cents:
        house.run(pay, bill["id"], NewPayment(id=uuid7(), method="card", amount_cents=due_cents))


def test_a_paid_line_stays_paid_when_the_order_gets_more_lines(house: House) -> None:
    id, (salad,) = placed(house, line())
    settle(house, id)
    card = house.run(add_lines, id, msgspec.convert({"lines": [burger()]}, MoreLines))
    assert card["payment"] == "part_paid"
    assert house.refuse(void_line, id, salad, act(), actor=MANAGER)["code"] == "order_paid"
    assert house.refuse(comp_line, id, salad, act(), actor=MANAGER)["code"] == "order_paid"
    new = card["lines"][1]["id"]
    assert house.run(void_line, id, new, act(), actor=MANAGER)["payment"] == "paid"


def test_a_paid_takeaway_goes_to_the_kitchen_at_once(house: House) -> None:
    id, _ = placed(house, line(), type="takeaway", table=None)
    settle(house, id)
    assert states(house.read(order_card, id)) == {"salad": "sent"}


def test_what_was_paid_as_takeaway_stays_takeaway_at_a_table(house: House) -> None:
    id, _ = placed(house, line(), type="takeaway", table=None)
    settle(house, id)
    card = house.run(move_order, id, MoveTo(table="3"))
    assert (card["type"], card["table"]) == ("takeaway", "3")
    assert house.refuse(patch_order, id, OrderPatch(type="dine_in"))["code"] == "order_paid"


def test_a_remake_tapped_twice_is_one_remake(house: House) -> None:
    id, (burger_id,) = placed(house, burger(quantity=2))
    again = uuid7()
    house.run(remake_line, id, burger_id, act(id=again), actor=MANAGER)
    assert len(house.run(remake_line, id, burger_id, act(id=again), actor=MANAGER)["lines"]) == 2
    assert house.refuse(remake_line, id, burger_id, act(2, id=again), actor=MANAGER)["code"] == "id_taken"
