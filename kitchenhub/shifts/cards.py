"""Drawer sessions, cash moves, checkouts and day closes as they are answered."""

from typing import Any

import msgspec

from kitchenhub.errors import unknown
from kitchenhub.shifts.closing import kept_figures
from kitchenhub.shifts.figures import Figures
from kitchenhub.shifts.tables import CashKind, CashMove, Checkout, DayClose, DrawerSession, SessionState
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.reads import Reads
from kitchenhub.wire import Time


class DrawerSessionCard(msgspec.Struct, frozen=True, kw_only=True):
    """A drawer session; figures of the count once it is closed."""

    id: str
    drawer: str
    state: SessionState
    business_day: str
    opened_at: Time
    opened_by: str | None
    opening_float_cents: int
    closed_at: Time | None
    closed_by: str | None
    expected_cents: int | None
    counted_cents: int | None
    over_short_cents: int | None
    version: int
    seq: int


class CashMoveCard(msgspec.Struct, frozen=True, kw_only=True):
    """Cash in or out."""

    id: str
    drawer_session: str
    kind: CashKind
    amount_cents: int
    reason: str | None
    by: str
    at: Time


class CheckoutCard(msgspec.Struct, frozen=True, kw_only=True):
    """A server's cash-out."""

    id: str
    number: int
    server: str
    name: str
    business_day: str
    at: Time
    figures: dict[str, Any]


class DayCard(msgspec.Struct, frozen=True, kw_only=True):
    """The Z of a day."""

    business_day: str
    number: int
    closed_at: Time
    closed_by: str | None
    head_seq: int
    head_hash: str
    figures: Figures


def drawer_session_card(row: DrawerSession) -> DrawerSessionCard:
    """The card of a drawer session."""
    return DrawerSessionCard(
        id=row.id, drawer=row.drawer_id, state=row.state, business_day=row.business_day,
        opened_at=row.opened_at, opened_by=row.opened_by, opening_float_cents=row.opening_float_cents,
        closed_at=row.closed_at, closed_by=row.closed_by, expected_cents=row.expected_cents,
        counted_cents=row.counted_cents, over_short_cents=row.over_short_cents, version=row.version,
        seq=row.seq,
    )  # fmt: skip


def _session(reads: Reads, id: str) -> Shown:
    row = reads.get(DrawerSession, id)
    if row is None:
        raise unknown("drawer session", id)
    return Shown("office", drawer_session_card(row))


def _day(reads: Reads, day: str) -> Shown:
    row = reads.get(DayClose, day)
    if row is None:
        raise unknown("day close", day)
    card = DayCard(
        business_day=day, number=row.number, closed_at=row.closed_at, closed_by=row.closed_by,
        head_seq=row.head_seq, head_hash=row.head_hash, figures=kept_figures(row),
    )  # fmt: skip
    return Shown("office", card)


def _cash_move(reads: Reads, id: str) -> CashMoveCard:
    row = reads.get(CashMove, id)
    if row is None:
        raise unknown("cash move", id)
    return CashMoveCard(
        id=row.id, drawer_session=row.drawer_session_id, kind=row.kind, amount_cents=row.amount_cents,
        reason=row.reason, by=row.actor_name, at=row.at,
    )  # fmt: skip


def _checkout(reads: Reads, id: str) -> CheckoutCard:
    row = reads.get(Checkout, id)
    if row is None:
        raise unknown("checkout", id)
    return CheckoutCard(
        id=row.id, number=row.number, server=row.server_id, name=row.server_name,
        business_day=row.business_day, at=row.at, figures=row.figures,
    )  # fmt: skip


CARDS = {"drawer_session": CardKind(_session, DrawerSession), "day": CardKind(_day)}
ANSWERS = {"cash_move": _cash_move, "checkout": _checkout}
