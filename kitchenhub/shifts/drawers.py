"""Drawer sessions: a drawer from its float to its count."""

from typing import Literal

from kitchenhub.errors import Rejected, unknown
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.shifts.days import posting_day
from kitchenhub.shifts.facts import CashMoved, DrawerClosed
from kitchenhub.shifts.figures import drawer_figure
from kitchenhub.shifts.tables import CashMove, Drawer, DrawerSession
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from kitchenhub.wire import Body, Cents, Id, Note, Uuid


class OpenDrawer(Body, frozen=True, kw_only=True):
    """Open a drawer with its float."""

    drawer: Id
    opening_float_cents: Cents
    id: Uuid | None = None


class MoveCash(Body, frozen=True, kw_only=True):
    """Cash in or out without a sale. A `no_sale` only opens the drawer and needs a reason."""

    kind: Literal["pay_in", "pay_out", "drop", "no_sale"]
    amount_cents: Cents = 0
    reason: Note | None = None


class CloseDrawer(Body, frozen=True, kw_only=True):
    """What was counted in the drawer, float included."""

    counted_cents: Cents


def open_drawer(work: Work, body: OpenDrawer) -> Result:
    """Begin a session. A drawer nobody listed is made by opening it."""
    if body.id is not None and (known := work.get(DrawerSession, body.id)) is not None:
        if (known.drawer_id, known.opening_float_cents) == (body.drawer, body.opening_float_cents):
            return Result("drawer_session", (known.id,), 201)
        raise Rejected("id_taken", "This session id belongs to another session.")
    if work.get(Drawer, body.drawer) is None:
        work.add(Drawer(restaurant_id=work.restaurant_id, id=body.drawer, printer=None))
    for standing in work.find(DrawerSession, drawer_id=body.drawer, state="open"):
        current = {"drawer_session": standing.id, "opened_at": standing.opened_at}
        raise Rejected("drawer_state", f"The drawer {body.drawer} is open already.", current=current)
    session = work.add(
        DrawerSession(
            restaurant_id=work.restaurant_id, id=body.id or work.new_id(), drawer_id=body.drawer,
            state="open", business_day=posting_day(work, work.now), opened_at=work.now,
            opened_by=work.actor.name,
            opening_float_cents=body.opening_float_cents,
        )
    )  # fmt: skip
    work.announce("drawer.opened", "drawer_session", session.id)
    return Result("drawer_session", (session.id,), 201)


def move_cash(work: Work, session_id: str, body: MoveCash) -> Result:
    """Pay in, pay out, drop to the safe, or open the drawer without a sale."""
    session = _open_session(work, session_id)
    if body.kind == "no_sale" and (body.amount_cents or not body.reason):
        raise Rejected("invalid", "A no-sale moves nothing and needs a reason.")
    if body.kind != "no_sale" and not body.amount_cents:
        raise Rejected("invalid", "amount_cents: more than 0.")
    holds = drawer_figure(work, session).expected_cents
    if body.kind in ("pay_out", "drop") and body.amount_cents > holds:
        raise Rejected("drawer_state", f"The drawer holds {holds} cents.", current={"expected_cents": holds})
    move = work.add(
        CashMove(
            restaurant_id=work.restaurant_id, id=work.new_id(), drawer_session_id=session_id, kind=body.kind,
            amount_cents=body.amount_cents, reason=body.reason, actor=work.actor.label,
            actor_name=work.actor.name, at=work.now,
        )
    )  # fmt: skip
    work.happened(CashMoved(move.id))
    return Result("cash_move", (move.id,), 201)


def close_drawer(work: Work, session_id: str, body: CloseDrawer) -> Result:
    """End a session with its count; what is over or short is booked. Counting again changes nothing."""
    session = work.get(DrawerSession, session_id)
    if session is not None and session.state == "closed" and session.counted_cents == body.counted_cents:
        return Result("drawer_session", (session_id,))
    session = _open_session(work, session_id)
    expected = drawer_figure(work, session).expected_cents
    work.change(
        session, state="closed", closed_at=work.now, closed_by=work.actor.name, expected_cents=expected,
        counted_cents=body.counted_cents, over_short_cents=body.counted_cents - expected,
    )  # fmt: skip
    work.happened(DrawerClosed(session_id))
    work.announce("drawer.closed", "drawer_session", session_id)
    return Result("drawer_session", (session_id,))


def restaurant_of(work: Work) -> Restaurant:
    """The restaurant's settings."""
    row = work.get(Restaurant)
    if row is None:
        raise RuntimeError("a restaurant without settings")
    return row


def _open_session(work: Work, id: str) -> DrawerSession:
    session = work.get(DrawerSession, id)
    if session is None:
        raise unknown("drawer session", id)
    if session.state != "open":
        current = {"drawer_session": id, "closed_at": session.closed_at, "closed_by": session.closed_by}
        raise Rejected("drawer_state", f"The drawer {session.drawer_id} is closed.", current=current)
    return session
