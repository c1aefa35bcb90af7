"""What an order and its bills come to. The only place that writes money on an order's row."""

from typing import Any

from kitchenhub.bills import rules
from kitchenhub.bills.tables import Bill, BillLine, BillTax, Discount
from kitchenhub.menu.tables import TaxClass
from kitchenhub.orders.facts import OfOrder
from kitchenhub.orders.tables import Order, OrderLine, PaymentState
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.work import Work
from kitchenhub.wire import percent_text

FOOD = "food"


def total_order(work: Work, fact: OfOrder) -> None:
    """An order's lines changed: its totals, and its unpaid single bill, follow."""
    order = _order(work, fact.order_id)
    bills = open_bills(work, order)
    alone = len(bills) == 1 and bills[0].paid_cents == 0
    for bill in bills:
        outdated = is_outdated(work, bill)
        if alone and outdated:
            remake_bill(work, bill)
        elif not alone and bill.stale != outdated:
            work.change(bill, stale=outdated)
            work.announce("bill.changed", "bill", bill.id)
    _total(work, order.id)


def follow_bill(work: Work, fact: OfOrder) -> None:
    """A bill was made, paid, settled or reopened: the order's payment follows."""
    _total(work, fact.order_id)
    work.announce("order.changed", "order", fact.order_id)


def sum_of(
    work: Work, order: Order, lines: list[BillLine], discounts: tuple[Discount, ...], *, with_cover: bool
) -> rules.Sum:
    """What these lines of an order come to, cover and service charge included."""
    restaurant = restaurant_of(work)
    shares: dict[str, rules.Share] = {}
    for line in lines:
        known = shares.get(line.tax)
        shares[line.tax] = rules.Share(
            tax=line.tax, rate_bp=rate_of(work, line.tax, order.type),
            amount_cents=line.amount_cents + (known.amount_cents if known else 0),
            comp_cents=line.comp_cents + (known.comp_cents if known else 0),
        )  # fmt: skip
    cover = 0
    if with_cover and order.type == "dine_in" and lines:
        cover = restaurant.cover_charge_cents * (order.covers or 0)
    net = sum(share.amount_cents - share.comp_cents for share in shares.values())
    percents = [one.percent_bp for one in discounts if one.percent_bp is not None]
    amounts = [one.amount_cents for one in discounts if one.amount_cents is not None]
    service = _service_cents(restaurant, order, net - rules.discount_cents(net, percents, amounts))
    if cover or service:
        tax = FOOD if work.get(TaxClass, FOOD) is not None else next(iter(shares))
        known = shares.get(tax) or rules.Share(
            tax=tax, rate_bp=rate_of(work, tax, order.type), amount_cents=0
        )
        shares[tax] = rules.Share(
            tax=tax, rate_bp=known.rate_bp, amount_cents=known.amount_cents, comp_cents=known.comp_cents,
            extra_cents=cover + service,
        )  # fmt: skip
    return rules.add_up(
        list(shares.values()), percents, amounts, cover, service, included=restaurant.prices_include_tax
    )


def bill_lines(lines: list[OrderLine]) -> list[BillLine]:
    """The living lines of an order as a bill shows them."""
    made: list[BillLine] = []
    for line in sorted(lines, key=lambda line: line.position):
        units = line.quantity - line.voided_quantity
        if line.state == "voided" or units == 0 or line.remake_of is not None:
            continue
        comp = line.price_cents * line.comped_quantity // units
        made.append(
            BillLine(
                line=line.id, quantity=units, amount_cents=line.price_cents, comp_cents=comp, tax=line.tax,
                category=line.category_id, name=line.name,
            )
        )  # fmt: skip
    return made


def remake_bill(work: Work, bill: Bill) -> Bill:
    """Let an open bill show its order's living lines as they are now, less what settled bills show.

    A bill with nothing left on it and nothing paid is voided.
    """
    now = _as_of_now(work, bill)
    empty = not now["lines"] and not bill.paid_cents
    changed = work.change(bill, **now, stale=False, state="voided" if empty else bill.state)
    work.announce("bill.changed", "bill", bill.id)
    return changed


def is_outdated(work: Work, bill: Bill) -> bool:
    """Whether an open bill would come out otherwise if it were made again."""
    return any(getattr(bill, name) != value for name, value in _as_of_now(work, bill).items())


def _as_of_now(work: Work, bill: Bill) -> dict[str, Any]:
    order = _order(work, bill.order_id)
    billed = settled_lines(work, order)
    lines = tuple(line for line in bill_lines(lines_of(work, order.id)) if line.line not in billed)
    total = sum_of(work, order, list(lines), bill.discounts, with_cover=not billed)
    return {
        "lines": lines, "type": order.type, "covers": order.covers, "server_id": order.server_id,
        "server_name": order.server_name, "due_cents": total.total_cents - bill.paid_cents,
        **sum_fields(total),
    }  # fmt: skip


def sum_fields(total: rules.Sum) -> dict[str, Any]:
    """A sum as the columns of a bill."""
    return {
        "taxes": tuple(
            BillTax(
                tax=one.tax, rate=percent_text(one.rate_bp), net_cents=one.net_cents, tax_cents=one.tax_cents
            )
            for one in total.taxes
        ),
        "subtotal_cents": total.subtotal_cents,
        "discount_cents": total.discount_cents,
        "comp_cents": total.comp_cents,
        "cover_cents": total.cover_cents,
        "service_cents": total.service_cents,
        "tax_cents": total.tax_cents,
        "total_cents": total.total_cents,
        "extra_tax": total.extra_tax,
    }


def settled_lines(work: Work, order: Order) -> set[str]:
    """The lines that settled bills of the order show."""
    return {line.line for bill in _settled(work, order) for line in bill.lines}


def open_bills(work: Work, order: Order) -> list[Bill]:
    """The order's open bills."""
    return [bill for bill in _bills(work, order) if bill.state == "open"]


def rate_of(work: Work, tax: str, order_type: str) -> int:
    """The rate of a tax class for an order type, in basis points."""
    row = work.get(TaxClass, tax)
    return rules.rate_bp(row.rate_bp, row.by_type, order_type) if row is not None else 0


def restaurant_of(work: Work) -> Restaurant:
    """The restaurant's settings."""
    row = work.get(Restaurant)
    if row is None:
        raise RuntimeError("a restaurant without settings")
    return row


def lines_of(work: Work, order_id: str) -> list[OrderLine]:
    """All lines of an order."""
    return work.find(OrderLine, order_id=order_id)


def _total(work: Work, order_id: str) -> None:
    """Write the order's money: from its bills where lines are billed, the rest as if it were billed now."""
    order = _order(work, order_id)
    bills = [bill for bill in _bills(work, order) if bill.state != "voided"]
    shown = {line.line for bill in bills for line in bill.lines}
    rest = [line for line in bill_lines(lines_of(work, order_id)) if line.line not in shown]
    sums = [sum_of(work, order, rest, (), with_cover=not bills)] if rest or not bills else []
    figures = {
        name: sum(getattr(bill, name) for bill in bills) + sum(getattr(one, name) for one in sums)
        for name in ("subtotal_cents", "discount_cents", "comp_cents", "tax_cents", "total_cents")
    }
    service = sum(bill.service_cents + bill.cover_cents for bill in bills)
    service += sum(one.service_cents + one.cover_cents for one in sums)
    paid = sum(bill.paid_cents for bill in bills)
    due = figures["total_cents"] - paid
    settled = any(bill.state == "settled" for bill in bills)
    everything_billed = settled and not rest and all(bill.state == "settled" for bill in bills)
    payment: PaymentState = "paid" if everything_billed else "part_paid" if paid or settled else "unpaid"
    changes: dict[str, Any] = {
        **figures, "service_cents": service, "paid_cents": paid, "due_cents": due, "payment": payment,
        "bills": tuple(bill.id for bill in bills),
    }  # fmt: skip
    if any(getattr(order, name) != value for name, value in changes.items()):
        work.change(order, **changes)


def _service_cents(restaurant: Restaurant, order: Order, net_cents: int) -> int:
    charge = restaurant.service_charge
    if not charge or order.type != "dine_in" or (order.covers or 0) < charge.get("from_covers", 1):
        return 0
    return rules.half_up(net_cents * charge.get("percent_bp", 0), rules.FULL_RATE)


def _bills(work: Work, order: Order) -> list[Bill]:
    return sorted(work.find(Bill, order_id=order.id), key=lambda bill: bill.number) if order.bills else []


def _settled(work: Work, order: Order) -> list[Bill]:
    return [bill for bill in _bills(work, order) if bill.state == "settled"]


def _order(work: Work, id: str) -> Order:
    order = work.get(Order, id)
    if order is None:
        raise RuntimeError(f"order {id} vanished")
    return order
