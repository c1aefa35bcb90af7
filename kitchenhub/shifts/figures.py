"""The figures of a business day or of a server's shift: one computation for the live page, X, checkout
and Z.

Everything follows from bills settled on the day: their payments are the day's payments whenever they
were taken, so that bills, payments and books always come to the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from kitchenhub.bills.tables import Bill, Payment
from kitchenhub.menu.tables import Category
from kitchenhub.orders.tables import LineAct, Order
from kitchenhub.shifts.tables import CashMove, DrawerSession
from kitchenhub.store.reads import Reads

CASH = "cash"


class MethodFigure(msgspec.Struct, frozen=True, kw_only=True):
    """What came in by one method; tips apart."""

    method: str
    amount_cents: int
    tips_cents: int
    count: int


class TaxFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One class and rate."""

    tax: str
    rate: str
    net_cents: int
    tax_cents: int


class CategoryFigure(msgspec.Struct, frozen=True, kw_only=True):
    """Sales of a category, before discounts and comps."""

    category: str
    name: str
    amount_cents: int
    quantity: int


class ServerFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A server's part. `cash_owed_cents` is what the server hands in (below 0: receives).

    Cash goes straight into drawers, so that what is left is the tips the house still owes.
    """

    server: str
    name: str
    sales_cents: int
    covers: int
    orders: int
    tips_cents: int
    voids_cents: int
    comps_cents: int
    cash_owed_cents: int


class DrawerFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A drawer session of the day."""

    id: str
    drawer: str
    state: str
    opening_float_cents: int
    cash_cents: int
    moved_cents: int
    expected_cents: int
    counted_cents: int | None
    over_short_cents: int | None


class OpenTable(msgspec.Struct, frozen=True, kw_only=True):
    """An order that is still open."""

    order: str
    number: int
    table: str | None
    name: str | None
    due_cents: int


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """A business day in figures. Sales include tax and exclude tips."""

    business_day: str
    sales_cents: int
    orders: int
    covers: int
    open_orders: int
    open_cents: int
    average_cents: int
    tips_cents: int
    tax_cents: int
    discounts_cents: int
    comps_cents: int
    voids_cents: int
    payments: list[MethodFigure]
    taxes: list[TaxFigure]
    categories: list[CategoryFigure]
    servers: list[ServerFigure]
    drawers: list[DrawerFigure]
    open_tables: list[OpenTable]
    closed: bool = False
    number: int | None = None


def figures_of(reads: Reads, day: str) -> Figures:
    """The figures of a business day as of now."""
    bills = [bill for bill in reads.find(Bill, business_day=day) if bill.state == "settled"]
    payments = [one for bill in bills for one in captured(reads, bill)]
    acts = reads.find(LineAct, business_day=day)
    still_open = sorted(reads.find(Order, state="open"), key=lambda order: order.opened_at)
    sales = sum(bill.total_cents for bill in bills)
    orders = {bill.order_id for bill in bills}
    return Figures(
        business_day=day, sales_cents=sales, orders=len(orders), covers=covers_of(bills),
        open_orders=len(still_open), open_cents=sum(order.due_cents for order in still_open),
        average_cents=sales // len(orders) if orders else 0,
        tips_cents=sum(one.tip_cents for one in payments), tax_cents=sum(bill.tax_cents for bill in bills),
        discounts_cents=sum(bill.discount_cents for bill in bills),
        comps_cents=sum(bill.comp_cents for bill in bills),
        voids_cents=sum(act.amount_cents for act in acts if act.kind == "void"),
        payments=methods_of(payments), taxes=_taxes(bills), categories=_categories(reads, bills),
        servers=_servers(bills, payments, acts),
        drawers=[drawer_figure(reads, one) for one in reads.find(DrawerSession, business_day=day)],
        open_tables=[_open_table(order) for order in still_open],
    )  # fmt: skip


def captured(reads: Reads, bill: Bill) -> list[Payment]:
    """The payments that count for a bill."""
    return [payment for payment in reads.find(Payment, bill_id=bill.id) if payment.state == "captured"]


def covers_of(bills: Iterable[Bill]) -> int:
    """Guests, each order's once."""
    return sum({bill.order_id: bill.covers or 0 for bill in bills}.values())


def methods_of(payments: Iterable[Payment]) -> list[MethodFigure]:
    """Payments by method."""
    by_method: dict[str, list[Payment]] = defaultdict(list)
    for payment in payments:
        by_method[payment.method].append(payment)
    return [
        MethodFigure(
            method=method, amount_cents=sum(one.amount_cents for one in theirs),
            tips_cents=sum(one.tip_cents for one in theirs), count=len(theirs),
        )
        for method, theirs in sorted(by_method.items())
    ]  # fmt: skip


def drawer_figure(reads: Reads, session: DrawerSession) -> DrawerFigure:
    """What a drawer session should hold: float, cash taken with its tips, and what was moved."""
    taken = reads.find(Payment, drawer_session_id=session.id)
    cash = sum(one.amount_cents + one.tip_cents for one in taken if one.state == "captured")
    moved = sum(
        move.amount_cents if move.kind == "pay_in" else -move.amount_cents
        for move in reads.find(CashMove, drawer_session_id=session.id)
        if move.kind != "no_sale"
    )
    return DrawerFigure(
        id=session.id, drawer=session.drawer_id, state=session.state,
        opening_float_cents=session.opening_float_cents, cash_cents=cash, moved_cents=moved,
        expected_cents=session.opening_float_cents + cash + moved, counted_cents=session.counted_cents,
        over_short_cents=session.over_short_cents,
    )  # fmt: skip


def _taxes(bills: Iterable[Bill]) -> list[TaxFigure]:
    net: dict[tuple[str, str], int] = defaultdict(int)
    tax: dict[tuple[str, str], int] = defaultdict(int)
    for bill in bills:
        for line in bill.taxes:
            net[line.tax, line.rate] += line.net_cents
            tax[line.tax, line.rate] += line.tax_cents
    return [TaxFigure(tax=key[0], rate=key[1], net_cents=net[key], tax_cents=tax[key]) for key in sorted(net)]


def _categories(reads: Reads, bills: Iterable[Bill]) -> list[CategoryFigure]:
    amount: dict[str, int] = defaultdict(int)
    quantity: dict[str, int] = defaultdict(int)
    for bill in bills:
        for line in bill.lines:
            amount[line.category] += line.amount_cents
            quantity[line.category] += line.quantity
    names = {row.id: row.name for row in reads.find(Category)}
    return [
        CategoryFigure(category=id, name=names.get(id, id), amount_cents=amount[id], quantity=quantity[id])
        for id in sorted(amount, key=lambda id: -amount[id])
    ]


def _servers(bills: list[Bill], payments: list[Payment], acts: list[LineAct]) -> list[ServerFigure]:
    names = {bill.server_id: bill.server_name for bill in bills if bill.server_id}
    names |= {one.server_id: one.server_name for one in payments if one.server_id}
    names |= {act.staff_id: act.staff_name for act in acts if act.staff_id}
    return [
        server_figure(
            str(id), name or str(id), [bill for bill in bills if bill.server_id == id],
            [one for one in payments if one.server_id == id], [act for act in acts if act.staff_id == id],
        )
        for id, name in sorted(names.items(), key=lambda one: str(one[1]))
    ]  # fmt: skip


def server_figure(
    id: str, name: str, bills: list[Bill], payments: list[Payment], acts: list[LineAct]
) -> ServerFigure:
    """One server's figures."""
    tips = sum(one.tip_cents for one in payments)
    return ServerFigure(
        server=id, name=name, sales_cents=sum(bill.total_cents for bill in bills), covers=covers_of(bills),
        orders=len({bill.order_id for bill in bills}), tips_cents=tips,
        voids_cents=sum(act.amount_cents for act in acts if act.kind == "void"),
        comps_cents=sum(act.amount_cents for act in acts if act.kind == "comp"), cash_owed_cents=-tips,
    )  # fmt: skip


def _open_table(order: Order) -> OpenTable:
    return OpenTable(
        order=order.id, number=order.number, table=order.table_id, name=order.name, due_cents=order.due_cents
    )


def plain(figures: msgspec.Struct) -> dict[str, Any]:
    """Figures as they are kept with a close."""
    kept: dict[str, Any] = msgspec.to_builtins(figures)
    return kept
