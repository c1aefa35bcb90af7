"""Taking money: payments in parts, cash with change, tips, and taking one back."""

from typing import Annotated

from msgspec import Meta

from kitchenhub.bills import rules
from kitchenhub.bills.cards import bill_state
from kitchenhub.bills.choosing_drawer import session_for_cash
from kitchenhub.bills.facts import BillChanged, TipChanged
from kitchenhub.bills.making import bill_of, open_again, refuse_held, settle_if_done
from kitchenhub.bills.tables import Bill, Payment
from kitchenhub.errors import Rejected, unknown
from kitchenhub.orders.choosing import fingerprint_of
from kitchenhub.restaurant.tables import Counter
from kitchenhub.shifts.days import is_closed, posting_day
from kitchenhub.shifts.tables import DrawerSession
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
            business_day=posting_day(work, work.now), fingerprint=mark,
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
    if payment.tip_cents != body.tip_cents:
        if locked := _locked_by(work, payment):
            detail = f"{locked} has this tip already."
            raise Rejected("tip_locked", detail, current={"tip_cents": payment.tip_cents})
        _post_tip(work, payment, body.tip_cents)
        work.announce("payment.captured", "payment", payment_id)
        work.announce("bill.changed", "bill", payment.bill_id)
    return Result("payment", (payment_id,))


def void_payment(work: Work, payment_id: str, body: VoidPayment) -> Result:
    """Take a payment back: the bill owes it again, and a settled one is open again."""
    payment = _payment(work, payment_id)
    if payment.state == "voided":
        return Result("payment", (payment_id,))
    if _counted(work, payment):
        detail = f"The drawer {payment.drawer} was counted with this cash in it; pay it back as a pay-out."
        raise Rejected("drawer_state", detail, current={"drawer_session": payment.drawer_session_id})
    use_approval(work, body.approval, "void_payment", payment_id, payment.amount_cents)
    bill = bill_of(work, payment.bill_id)
    if bill.state == "settled":
        bill = open_again(work, bill)
    work.change(_payment(work, payment_id), state="voided", voided_at=work.now)
    work.change(
        bill, paid_cents=bill.paid_cents - payment.amount_cents,
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
    refuse_held(work, bill)
    if body.amount_cents > bill.due_cents:
        raise Rejected("overpaid", f"Only {bill.due_cents} cents are due.", current=bill_state(bill))
    if body.amount_cents == 0 and body.tip_cents == 0:
        raise Rejected("invalid", "amount_cents: a payment of nothing.")
    if body.method != CASH and (body.tendered_cents is not None or body.drawer is not None):
        raise Rejected("invalid", "tendered_cents and drawer belong to cash.")


def _locked_by(work: Work, payment: Payment) -> str | None:
    """What keeps a tip from changing: the checkout, the Z or the count that it stands in."""
    if payment.checkout_id is not None:
        return "The server's checkout"
    if is_closed(work, bill_of(work, payment.bill_id).business_day):
        return "The day's Z"
    return "The count of its drawer" if _counted(work, payment) else None


def _counted(work: Work, payment: Payment) -> bool:
    """Whether it is cash in a drawer that has been counted since."""
    session = work.get(DrawerSession, payment.drawer_session_id) if payment.drawer_session_id else None
    return session is not None and session.state == "closed"


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
