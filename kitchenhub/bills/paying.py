"""Taking money: payments in parts, cash with change, tips, and taking one back."""

from typing import Annotated

from msgspec import Meta

from kitchenhub.bills import rules
from kitchenhub.bills.cards import bill_state
from kitchenhub.bills.choosing_drawer import session_for_cash
from kitchenhub.bills.facts import BillChanged, BillReopened, TipChanged
from kitchenhub.bills.making import bill_of, held_names, settle_if_done
from kitchenhub.bills.tables import Bill, Payment
from kitchenhub.bills.totals import restaurant_of
from kitchenhub.errors import Rejected, unknown
from kitchenhub.orders.choosing import fingerprint_of
from kitchenhub.restaurant.days import business_day
from kitchenhub.restaurant.tables import Counter
from kitchenhub.shifts.tables import DayClose, DrawerSession
from kitchenhub.staff.approving import use_approval
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from kitchenhub.wire import Body, Cents, Id, Reason, Uuid

CASH = "cash"
Method = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9_]{0,31}$", description="cash, card, or a method of the house")
]


class NewPayment(Body, frozen=True, kw_only=True):
    """Money taken. `amount_cents` is without the tip; `tendered_cents` is what the guest gave in cash."""

    id: Uuid
    method: Method
    amount_cents: Cents
    tip_cents: Cents = 0
    tendered_cents: Cents | None = None
    drawer: Id | None = None


class NewTip(Body, frozen=True, kw_only=True):
    """The tip as it is on the signed slip."""

    tip_cents: Cents


class VoidPayment(Body, frozen=True, kw_only=True):
    """Why a payment is taken back."""

    reason: Reason
    approval: Id | None = None


def pay(work: Work, bill_id: str, body: NewPayment) -> Result:
    """Take a payment; the bill settles when nothing is due. The same payment again gets the first
    answer.
    """
    bill = bill_of(work, bill_id)
    mark = fingerprint_of(body)
    known = work.get(Payment, body.id)
    if known is not None:
        if known.fingerprint == mark and known.bill_id == bill_id:
            return Result("payment_taken", (known.id,), 201)
        raise Rejected("id_taken", "This payment id belongs to another payment.")
    _check(work, bill, body)
    tendered = body.tendered_cents
    change = 0
    session: DrawerSession | None = None
    if body.method == CASH:
        session = session_for_cash(work, body.drawer)
        tendered = body.amount_cents + body.tip_cents if tendered is None else tendered
        change = rules.change_cents(bill.due_cents, body.amount_cents, body.tip_cents, tendered)
        if change < 0:
            raise Rejected("invalid", "tendered_cents: less than amount and tip together.")
    person = work.actor if work.actor.kind == "staff" else None
    work.add(
        Payment(
            restaurant_id=work.restaurant_id, id=body.id, bill_id=bill_id, order_id=bill.order_id,
            method=body.method, amount_cents=body.amount_cents, tip_cents=body.tip_cents,
            tendered_cents=tendered, change_cents=change, state="captured",
            drawer=session.drawer_id if session else None, drawer_session_id=session.id if session else None,
            server_id=person.id if person else bill.server_id,
            server_name=person.name if person else bill.server_name, captured_at=work.now,
            business_day=business_day(restaurant_of(work), work.now), fingerprint=mark,
        )
    )  # fmt: skip
    bill = bill_of(work, bill_id)
    work.change(
        bill, paid_cents=bill.paid_cents + body.amount_cents, due_cents=bill.due_cents - body.amount_cents
    )
    work.announce("payment.captured", "payment", body.id)
    work.announce("bill.changed", "bill", bill_id)
    work.happened(BillChanged(bill_id, bill.order_id))
    settle_if_done(work, bill_id)
    return Result("payment_taken", (body.id,), 201)


def change_tip(work: Work, payment_id: str, body: NewTip) -> Result:
    """The tip may change until the server's checkout. It never changes what is due."""
    payment = _payment(work, payment_id)
    if payment.state != "captured":
        raise _wrong_state(payment)
    if payment.checkout_id is not None or work.get(DayClose, payment.business_day) is not None:
        raise Rejected(
            "tip_locked",
            "The server's checkout has this tip already.",
            current={"tip_cents": payment.tip_cents},
        )
    if payment.tip_cents != body.tip_cents:
        _post_tip(work, payment, body.tip_cents)
        work.announce("payment.captured", "payment", payment_id)
        work.announce("bill.changed", "bill", payment.bill_id)
    return Result("payment", (payment_id,))


def void_payment(work: Work, payment_id: str, body: VoidPayment) -> Result:
    """Take a payment back: the bill owes it again, and a settled one is open again."""
    payment = _payment(work, payment_id)
    if payment.state == "voided":
        return Result("payment", (payment_id,))
    if work.get(DayClose, payment.business_day) is not None:
        raise Rejected("day_closed", f"The day {payment.business_day} is closed.")
    use_approval(work, body.approval, "void_payment", payment_id, payment.amount_cents)
    bill = bill_of(work, payment.bill_id)
    was_settled = bill.state == "settled"
    if was_settled:
        work.happened(BillReopened(bill.id, bill.order_id, bill.settlements))
        work.settle()  # the reversal in the books shows the payment as it was
        bill = bill_of(work, bill.id)
    work.change(_payment(work, payment_id), state="voided", voided_at=work.now)
    work.change(
        bill, state="open", settled_at=None, paid_cents=bill.paid_cents - payment.amount_cents,
        due_cents=bill.due_cents + payment.amount_cents,
    )  # fmt: skip
    work.announce("payment.voided", "payment", payment_id)
    work.announce("bill.changed", "bill", bill.id)
    work.happened(BillChanged(bill.id, bill.order_id))
    return Result("payment", (payment_id,))


def _check(work: Work, bill: Bill, body: NewPayment) -> None:
    if bill.state != "open":
        raise Rejected("bill_state", f"Bill {bill.number} is {bill.state}.", current=bill_state(bill))
    if bill.stale:
        detail = f"Order {bill.order_number} changed; make its bill again."
        raise Rejected("bill_stale", detail, current=bill_state(bill))
    before = restaurant_of(work).order_types.get(bill.type) == "before"
    held = [] if before else held_names(work, bill)
    if held:
        detail = f"Held and not sent: {', '.join(held[:5])}. Fire or remove them first."
        raise Rejected("lines_held", detail, current=bill_state(bill))
    if body.amount_cents > bill.due_cents:
        raise Rejected("overpaid", f"Only {bill.due_cents} cents are due.", current=bill_state(bill))
    if body.amount_cents == 0 and body.tip_cents == 0:
        raise Rejected("invalid", "amount_cents: a payment of nothing.")
    if body.method != CASH and (body.tendered_cents is not None or body.drawer is not None):
        raise Rejected("invalid", "tendered_cents and drawer belong to cash.")


def _post_tip(work: Work, payment: Payment, tip_cents: int) -> None:
    change = {"tip_cents": tip_cents}
    if payment.method == CASH and payment.tendered_cents is not None:
        rest = payment.tendered_cents - payment.amount_cents - tip_cents
        change |= (
            {"change_cents": rest} if rest >= 0 else {"tendered_cents": payment.amount_cents + tip_cents}
        )
    work.change(payment, **change)
    bill = bill_of(work, payment.bill_id)
    if bill.state == "settled":
        work.happened(TipChanged(payment.id, payment.tip_cents, _next_change(work, payment.id)))


def _next_change(work: Work, payment_id: str) -> int:
    name = f"tip:{payment_id}"
    counter = work.get(Counter, name)
    if counter is None:
        return work.add(Counter(restaurant_id=work.restaurant_id, name=name, value=1)).value
    return work.change(counter, value=counter.value + 1).value


def _payment(work: Work, id: str) -> Payment:
    payment = work.get(Payment, id)
    if payment is None:
        raise unknown("payment", id)
    return payment


def _wrong_state(payment: Payment) -> Rejected:
    current = {"payment": payment.id, "state": payment.state}
    return Rejected("payment_state", f"The payment is {payment.state}.", current=current)
