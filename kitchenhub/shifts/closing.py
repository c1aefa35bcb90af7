"""A server's checkout and the day close: numbered, kept, and never made twice."""

from datetime import date
from typing import Any

import msgspec

from kitchenhub.bills.tables import Bill
from kitchenhub.errors import FieldError, Rejected, unknown_in_body
from kitchenhub.orders.tables import LineAct, Order
from kitchenhub.restaurant.days import business_day
from kitchenhub.restaurant.tables import Counter
from kitchenhub.shifts.days import days_back, is_closed, posting_day
from kitchenhub.shifts.drawers import restaurant_of
from kitchenhub.shifts.facts import CheckoutMade, DayClosed
from kitchenhub.shifts.figures import Figures, captured, figures_of, methods_of, plain, server_figure
from kitchenhub.shifts.tables import Checkout, DayClose, DrawerSession
from kitchenhub.staff.tables import StaffMember
from kitchenhub.store.log import LogHead
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from kitchenhub.wire import Body, Id

# How many business days a checkout looks back for days without a Z.
CHECKOUT_DAYS = 7


class NewCheckout(Body, frozen=True, kw_only=True):
    """Cash a server out. With `carry_over` open orders stay open in the server's name."""

    server: Id
    carry_over: bool = False


class CloseDay(Body, frozen=True, kw_only=True):
    """Close a day. With `carry_over` open orders go on into the next day."""

    carry_over: bool = False


def check_out(work: Work, body: NewCheckout) -> Result:
    """Freeze a server's figures since the last checkout and lock the tips in them.

    They reach back over the days that have no Z yet: a shift may end after the cut-off.
    """
    person = work.get(StaffMember, body.server)
    if person is None:
        raise unknown_in_body("server", "person", body.server)
    still_open = [order for order in work.find(Order, state="open") if order.server_id == person.id]
    if still_open and not body.carry_over:
        raise Rejected("order_open", f"{person.name} has open orders.", current=_open_orders(still_open))
    day = posting_day(work, work.now)
    id = work.new_id()
    since = max((one.at for one in work.find(Checkout, server_id=person.id)), default="")
    days = [one for one in days_back(day, CHECKOUT_DAYS) if not is_closed(work, one)]
    settled = [one for each in days for one in work.find(Bill, business_day=each) if one.state == "settled"]
    bills = [bill for bill in settled if bill.server_id == person.id and (bill.settled_at or "") > since]
    payments = [
        payment
        for bill in settled
        for payment in captured(work, bill)
        if payment.server_id == person.id and payment.checkout_id is None
    ]
    acts = [
        act
        for each in days
        for act in work.find(LineAct, business_day=each)
        if act.staff_id == person.id and act.at > since
    ]
    for payment in payments:
        work.change(payment, checkout_id=id)
        work.announce("payment.captured", "payment", payment.id)
        work.announce("bill.changed", "bill", payment.bill_id)
    figures: dict[str, Any] = plain(server_figure(person.id, person.name, bills, payments, acts))
    figures["payments"] = [msgspec.to_builtins(one) for one in methods_of(payments)]
    work.add(
        Checkout(
            restaurant_id=work.restaurant_id, id=id, number=_next(work, "checkout"), server_id=person.id,
            server_name=person.name, business_day=day, at=work.now, figures=figures,
        )
    )  # fmt: skip
    work.happened(CheckoutMade(id))
    return Result("checkout", (id,), 201)


def close_day(work: Work, day: str, body: CloseDay) -> Result:
    """Make the day's Z: its figures over all drawers and servers, with the head of the log.

    Raises Rejected `day_open_orders` and `day_open_drawers` with what is open, `day_closed` for a
    second one.
    """
    today = business_day(restaurant_of(work), work.now)
    wanted = today if day == "today" else checked_day(day)
    known = work.get(DayClose, wanted)
    if known is not None:
        current = {"number": known.number, "closed_at": known.closed_at, "closed_by": known.closed_by}
        raise Rejected("day_closed", f"The day {wanted} is closed already.", current=current)
    if wanted > today:
        raise Rejected("invalid", f"The day {wanted} has not begun.")
    drawers = [one for one in work.find(DrawerSession, state="open") if one.business_day <= wanted]
    if drawers:
        names = ", ".join(sorted(one.drawer_id for one in drawers))
        current = {"drawers": [{"drawer_session": one.id, "drawer": one.drawer_id} for one in drawers]}
        raise Rejected("day_open_drawers", f"Count these drawers first: {names}.", current=current)
    still_open = [order for order in work.find(Order, state="open") if order.business_day <= wanted]
    if still_open and not body.carry_over:
        numbers = ", ".join(str(order.number) for order in still_open[:20])
        detail = f"Open orders: {numbers}. Settle them, or carry them over."
        raise Rejected("day_open_orders", detail, current=_open_orders(still_open))
    number = _next(work, "z")
    figures = msgspec.structs.replace(figures_of(work, wanted), closed=True, number=number)
    head = work.get(LogHead)
    if head is None:
        raise RuntimeError("a restaurant without a log")
    work.add(
        DayClose(
            restaurant_id=work.restaurant_id, business_day=wanted, number=number, closed_at=work.now,
            closed_by=work.actor.name, figures=plain(figures), head_seq=head.last_seq,
            head_hash=head.last_hash.hex(),
        )
    )  # fmt: skip
    work.happened(DayClosed(wanted))
    work.announce("day.closed", "day", wanted)
    return Result("day", (wanted,))


def checked_day(day: str) -> str:
    """A business day of a path; 422 for what is no date."""
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        detail = "A day is written YYYY-MM-DD, or today."
        raise Rejected("invalid", detail, fields=[FieldError("day", "invalid", detail)]) from None


def kept_figures(close: DayClose) -> Figures:
    """The figures that a Z was made with."""
    return msgspec.convert(close.figures, Figures)


def _open_orders(orders: list[Order]) -> dict[str, Any]:
    return {
        "orders": [
            {"order": one.id, "number": one.number, "table": one.table_id, "due_cents": one.due_cents}
            for one in orders
        ]
    }


def _next(work: Work, name: str) -> int:
    counter = work.get(Counter, name)
    if counter is None:
        return work.add(Counter(restaurant_id=work.restaurant_id, name=name, value=1)).value
    return work.change(counter, value=counter.value + 1).value
