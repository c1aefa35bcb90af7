"""Pure bookkeeping: what a settled bill says in double entry. Debits are positive, credits negative.

Sales are posted net of tax by category; discounts and comps are contra-income, net of the same tax; tax
by class and rate and tips are owed; what was paid lies in cash or waits in clearing.
"""

from collections.abc import Mapping, Sequence

import msgspec

from kitchenhub.bills.rules import half_up, split
from kitchenhub.bills.tables import Bill, Payment
from kitchenhub.ledger.tables import JournalLine

CASH = "assets:cash"
SAFE = "assets:safe"
TIPS = "liabilities:tips"
DISCOUNTS = "income:discounts"
COMPS = "income:comps"
COVER = "income:cover"
SERVICE = "income:service"
OVER_SHORT = "income:cash-over-short"
PAY_OUT = "expenses:pay-out"
PAY_IN = "equity:pay-in"

Postings = dict[str, int]


class Part(msgspec.Struct):
    """One component of a tax class on a bill: an account and its gross amount, contra amounts negative."""

    account: str
    cents: int


def money_account(method: str) -> str:
    """Where money of a payment method lies: cash, or a clearing account until the provider pays out."""
    return CASH if method == "cash" else f"assets:{method.replace('_', '-')}-clearing"


def sale(bill: Bill, payments: Sequence[Payment], *, included: bool) -> Postings:
    """The postings of a settled bill and its captured payments."""
    postings: Postings = {}
    for payment in payments:
        account = money_account(payment.method)
        _add(postings, account, payment.amount_cents + payment.tip_cents)
        _add(postings, TIPS, -payment.tip_cents)
    for tax, parts in _parts(bill).items():
        owed = sum(one.tax_cents for one in bill.taxes if one.tax == tax)
        rate = next((one.rate for one in bill.taxes if one.tax == tax), "0")
        _add(postings, f"liabilities:tax:{tax}:{rate.replace('.', '-')}", -owed)
        inside = _tax_inside(owed, [part.cents for part in parts]) if included else [0] * len(parts)
        for part, tax_cents in zip(parts, inside, strict=True):
            _add(postings, part.account, -(part.cents - tax_cents))
    return {account: cents for account, cents in postings.items() if cents}


def _parts(bill: Bill) -> dict[str, list[Part]]:
    """The components of each tax class, in the order in which the bill's sum was made."""
    by_tax: dict[str, list[Part]] = {}
    left: dict[str, int] = {}
    for line in bill.lines:
        parts = by_tax.setdefault(line.tax, [])
        parts.append(Part(f"income:sales:{line.category}", line.amount_cents))
        if line.comp_cents:
            parts.append(Part(COMPS, -line.comp_cents))
        left[line.tax] = left.get(line.tax, 0) + line.amount_cents - line.comp_cents
    for tax, cut in zip(left, split(bill.discount_cents, list(left.values())), strict=True):
        if cut:
            by_tax[tax].append(Part(DISCOUNTS, -cut))
    if bill.cover_cents or bill.service_cents:
        tax = bill.extra_tax or next(iter(by_tax))
        extras = by_tax.setdefault(tax, [])
        extras += [Part(COVER, bill.cover_cents), Part(SERVICE, bill.service_cents)]
    return by_tax


def _tax_inside(tax_cents: int, amounts: Sequence[int]) -> list[int]:
    """How much of a class's tax lies in each of its amounts; the largest takes what rounding leaves."""
    whole = sum(amounts)
    if not whole or not tax_cents:
        return [0] * len(amounts)
    shares = [half_up(tax_cents * amount, whole) for amount in amounts]
    largest = max(range(len(amounts)), key=lambda at: abs(amounts[at]))
    shares[largest] += tax_cents - sum(shares)
    return shares


def lines(postings: Mapping[str, int]) -> tuple[JournalLine, ...]:
    """Postings as debit and credit lines, debits first."""
    ordered = sorted(postings.items(), key=lambda one: (one[1] < 0, one[0]))
    return tuple(
        JournalLine(account=account, debit_cents=max(cents, 0), credit_cents=max(-cents, 0))
        for account, cents in ordered
        if cents
    )


def reversed_lines(entries: Sequence[Sequence[JournalLine]]) -> Postings:
    """Postings that take back everything these entries have posted."""
    postings: Postings = {}
    for entry in entries:
        for line in entry:
            _add(postings, line.account, line.credit_cents - line.debit_cents)
    return {account: cents for account, cents in postings.items() if cents}


def _add(postings: Postings, account: str, cents: int) -> None:
    postings[account] = postings.get(account, 0) + cents


def balanced(postings: Mapping[str, int]) -> bool:
    """Whether debits equal credits."""
    return sum(postings.values()) == 0
