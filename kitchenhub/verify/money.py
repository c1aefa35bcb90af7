"""I4: every bill adds up, payments make it settled, and the order says the same."""

from collections import defaultdict

from kitchenhub.bills.tables import Bill, Payment
from kitchenhub.orders.tables import Order
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.reads import Reader
from kitchenhub.verify.findings import Findings


def check_money(reader: Reader, orders: list[Order], findings: Findings) -> None:
    """Check every bill and every order's totals."""
    restaurant = reader.get(Restaurant)
    included = restaurant is None or restaurant.prices_include_tax
    payments: dict[str, int] = defaultdict(int)
    for payment in reader.find(Payment):
        if payment.state == "captured":
            payments[payment.bill_id] += payment.amount_cents
    bills = reader.find(Bill)
    by_order: dict[str, list[Bill]] = defaultdict(list)
    for bill in bills:
        by_order[bill.order_id].append(bill)
        _check_bill(bill, payments[bill.id], included, findings)
    for order in orders:
        _check_order(order, [bill for bill in by_order[order.id] if bill.state != "voided"], findings)
    findings.count("bills", len(bills))


def _check_bill(bill: Bill, captured_cents: int, included: bool, findings: Findings) -> None:
    name = f"bill {bill.number}"
    lines = sum(line.amount_cents for line in bill.lines)
    if lines != bill.subtotal_cents:
        findings.fail("I4", f"{name}: its lines come to {lines}, the subtotal says {bill.subtotal_cents}")
    total = (
        bill.subtotal_cents - bill.discount_cents - bill.comp_cents + bill.cover_cents + bill.service_cents
    )
    total += 0 if included else bill.tax_cents
    if total != bill.total_cents:
        findings.fail("I4", f"{name}: its parts come to {total}, the total says {bill.total_cents}")
    taxes = sum(tax.tax_cents for tax in bill.taxes)
    net = sum(tax.net_cents for tax in bill.taxes)
    if taxes != bill.tax_cents or net + taxes != bill.total_cents:
        findings.fail("I4", f"{name}: the tax table does not add up to tax and total")
    if bill.state == "voided":
        return
    if captured_cents != bill.paid_cents or bill.due_cents != bill.total_cents - bill.paid_cents:
        findings.fail(
            "I4", f"{name}: payments {captured_cents}, paid {bill.paid_cents}, due {bill.due_cents}"
        )
    if (bill.state == "settled") != (bill.due_cents == 0 and bill.settled_at is not None):
        findings.fail("I4", f"{name}: {bill.state} with {bill.due_cents} due")


def _check_order(order: Order, bills: list[Bill], findings: Findings) -> None:
    if order.due_cents != order.total_cents - order.paid_cents:
        findings.fail("I4", f"order {order.number}: due is not total less paid")
    if sum(bill.paid_cents for bill in bills) != order.paid_cents:
        findings.fail("I4", f"order {order.number}: paid differs from its bills")
    if order.state == "closed" and any(bill.state == "open" for bill in bills):
        findings.fail("I4", f"order {order.number}: closed with an open bill")
