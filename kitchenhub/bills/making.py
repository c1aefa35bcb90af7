"""Making bills: a bill of an order, its discounts and comps, its check on paper."""

from typing import Annotated, Any, Literal

from msgspec import Meta

from kitchenhub.bills import rules
from kitchenhub.bills.cards import bill_state
from kitchenhub.bills.facts import BillChanged, BillGiven, BillReopened, BillSettled, CheckAsked
from kitchenhub.bills.tables import Bill, Discount
from kitchenhub.bills.totals import (
    bill_lines,
    is_outdated,
    lines_of,
    open_bills,
    remake_bill,
    restaurant_of,
    settled_lines,
    sum_fields,
    sum_of,
)
from kitchenhub.errors import Rejected, unknown, unknown_in_body
from kitchenhub.orders.facts import OfOrder
from kitchenhub.orders.tables import Order
from kitchenhub.paper.tables import Printer
from kitchenhub.restaurant.tables import Counter
from kitchenhub.shifts.days import is_closed, posting_day
from kitchenhub.staff.approving import use_approval
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from kitchenhub.wire import Body, CentsAboveZero, Id, Percent, Reason, basis_points


class Split(Body, frozen=True, kw_only=True):
    """How an order is billed. Only `none` (one bill) is built; the others answer 501 until they are."""

    by: Literal["none", "seat", "evenly", "lines", "amount"] = "none"
    ways: Annotated[int, Meta(ge=2, le=99)] | None = None
    groups: list[list[dict[str, Any]]] | None = None
    amounts_cents: list[int] | None = None


class MakeBills(Body, frozen=True, kw_only=True):
    """Make the bills of an order."""

    split: Split = Split()


class NewDiscount(Body, frozen=True, kw_only=True):
    """A discount on a bill: a percentage or an amount."""

    reason: Reason
    percent: Percent | None = None
    amount_cents: CentsAboveZero | None = None
    approval: Id | None = None


class BillAct(Body, frozen=True, kw_only=True):
    """A comp of the whole bill, or its reopening."""

    reason: Reason
    approval: Id | None = None


class PrintCheck(Body, frozen=True, kw_only=True):
    """Where to print the check; the receipt printer by default."""

    printer: Id | None = None


def make_bills(work: Work, order_id: str, body: MakeBills) -> Result:
    """The order's bill, made or made again. The same order unchanged gets the same bill."""
    if body.split.by != "none":
        raise Rejected("not_yet", "Splitting a bill is not built yet.")
    order = work.get(Order, order_id)
    if order is None:
        raise unknown("order", order_id)
    standing = open_bills(work, order)
    if standing:
        bill = standing[0]
        if is_outdated(work, bill):
            bill = remake_bill(work, bill)
            _after_change(work, bill.id)
        else:
            settle_if_done(work, bill.id)
        return Result("bills", (bill.id,), 201)
    billed = settled_lines(work, order)
    lines = [line for line in bill_lines(lines_of(work, order_id)) if line.line not in billed]
    if not lines:
        if billed:
            raise Rejected("order_paid", f"Order {order.number} is paid.", current={"order": order_id})
        raise Rejected("nothing_to_do", f"Order {order.number} has nothing to bill.")
    total = sum_of(work, order, lines, (), with_cover=not billed)
    bill = work.add(
        Bill(
            restaurant_id=work.restaurant_id, id=work.new_id(), number=_next_number(work), order_id=order_id,
            order_number=order.number, state="open", type=order.type, lines=tuple(lines), discounts=(),
            paid_cents=0, due_cents=total.total_cents, server_id=order.server_id,
            server_name=order.server_name, covers=order.covers, made_at=work.now, settled_at=None,
            business_day=None, **sum_fields(total),
        )
    )  # fmt: skip
    work.change(order, bills=(*order.bills, bill.id))
    _after_change(work, bill.id)
    return Result("bills", (bill.id,), 201)


def discount_bill(work: Work, bill_id: str, body: NewDiscount) -> Result:
    """Take something off the whole bill. A manager, or with approval of the amount."""
    if (body.percent is None) == (body.amount_cents is None):
        raise Rejected("invalid", "Give either percent or amount_cents.")
    bill = changeable(work, bill_id)
    percent_bp = basis_points(body.percent) if body.percent is not None else None
    if percent_bp is not None and not 0 < percent_bp <= rules.FULL_RATE:
        raise Rejected("invalid", "percent: more than 0 and at most 100.")
    before = bill.discount_cents
    discount = Discount(
        id=work.new_id(), percent_bp=percent_bp, amount_cents=body.amount_cents, reason=body.reason,
        staff_name=work.actor.name if work.actor.kind == "staff" else None,
    )  # fmt: skip
    bill = work.change(bill, discounts=(*bill.discounts, discount))
    bill = remake_bill(work, bill)
    use_approval(work, body.approval, "discount", bill_id, bill.discount_cents - before)
    _after_change(work, bill_id)
    return Result("bill", (bill_id,), 201)


def comp_bill(work: Work, bill_id: str, body: BillAct) -> Result:
    """Give the whole bill: everything on it is comped, line by line."""
    bill = changeable(work, bill_id)
    refuse_held(work, bill)
    use_approval(work, body.approval, "comp", bill_id, bill.total_cents)
    work.happened(BillGiven(bill.id, bill.order_id, tuple(line.line for line in bill.lines), body.reason))
    return Result("bill", (bill_id,), 201)


def print_check(work: Work, bill_id: str, body: PrintCheck) -> Result:
    """The guest check, on paper."""
    bill = bill_of(work, bill_id)
    wanted = body.printer or restaurant_of(work).receipt_printer
    if wanted is None:
        raise Rejected("nothing_to_do", "This restaurant has no receipt printer; name a printer.")
    printer = work.get(Printer, wanted)
    if printer is None or printer.archived:
        raise unknown_in_body("printer", "printer", wanted)
    work.happened(CheckAsked(bill.id, printer.id))
    return Result("bill", (bill_id,))


def reopen_bill(work: Work, bill_id: str, body: BillAct) -> Result:
    """Open a settled bill again. Payments stay until they are voided; the books get a reversal."""
    bill = bill_of(work, bill_id)
    if bill.state != "settled":
        raise Rejected("bill_state", f"Bill {bill.number} is {bill.state}.", current=bill_state(bill))
    use_approval(work, body.approval, "reopen", bill_id, bill.total_cents)
    open_again(work, bill)
    work.announce("bill.changed", "bill", bill_id)
    return Result("bill", (bill_id,))


def open_again(work: Work, bill: Bill) -> Bill:
    """Open a settled bill and take back what was posted for it, in the day it was posted in.

    Raises Rejected `day_closed` when that day has its Z.
    """
    if is_closed(work, bill.business_day):
        raise Rejected("day_closed", f"The day {bill.business_day} is closed.", current=bill_state(bill))
    work.happened(BillReopened(bill.id, bill.order_id, bill.settlements))
    work.settle()  # the reversal in the books shows day and payments as they were
    return work.change(bill_of(work, bill.id), state="open", settled_at=None, business_day=None)


def bill_of(work: Work, id: str) -> Bill:
    """The bill of a path; 404 when there is none."""
    bill = work.get(Bill, id)
    if bill is None:
        raise unknown("bill", id)
    return bill


def changeable(work: Work, id: str) -> Bill:
    """An open bill nobody has paid on; 409 otherwise."""
    bill = bill_of(work, id)
    if bill.state != "open" or bill.paid_cents:
        why = bill.state if bill.state != "open" else "paid in part"
        raise Rejected("bill_state", f"Bill {bill.number} is {why}.", current=bill_state(bill))
    return bill


def settle_if_done(work: Work, bill_id: str) -> None:
    """Settle the bill when nothing is due and nothing of it is held; say so in the books' day."""
    bill = bill_of(work, bill_id)
    if bill.state != "open" or bill.due_cents != 0:
        return
    if held_names(work, bill):
        return
    work.change(
        bill, state="settled", settled_at=work.now, business_day=posting_day(work, work.now),
        settlements=bill.settlements + 1,
    )  # fmt: skip
    work.happened(BillSettled(bill_id, bill.order_id))
    work.announce("bill.settled", "bill", bill_id)


def settle_free(work: Work, fact: OfOrder) -> None:
    """Settle the order's open bills with nothing to pay, as when all that was on them is given."""
    order = work.get(Order, fact.order_id)
    for bill in open_bills(work, order) if order is not None else ():
        if not bill.stale and not bill.paid_cents:
            settle_if_done(work, bill.id)


def refuse_held(work: Work, bill: Bill) -> None:
    """409 `lines_held` while something on the bill has not been sent."""
    if held := held_names(work, bill):
        detail = f"Held and not sent: {', '.join(held[:5])}. Fire or remove them first."
        raise Rejected("lines_held", detail, current=bill_state(bill))


def held_names(work: Work, bill: Bill) -> list[str]:
    """The names of the bill's lines that keep it from being paid: held ones, unless paying sends them."""
    if restaurant_of(work).order_types.get(bill.type) == "before":
        return []
    shown = {line.line for line in bill.lines}
    return [line.name for line in lines_of(work, bill.order_id) if line.id in shown and line.state == "held"]


def _after_change(work: Work, bill_id: str) -> None:
    bill = bill_of(work, bill_id)
    work.announce("bill.changed", "bill", bill_id)
    work.happened(BillChanged(bill_id, bill.order_id))
    settle_if_done(work, bill_id)


def _next_number(work: Work) -> int:
    counter = work.get(Counter, "bill")
    if counter is None:
        return work.add(Counter(restaurant_id=work.restaurant_id, name="bill", value=1)).value
    return work.change(counter, value=counter.value + 1).value
