"""Pure money: whole cents, one rounding rule.

Rounding: half up (away from zero) on the last step only, per tax rate and bill. Shares of a discount
are cut by the largest remainder, so that they always sum to the whole. Included tax of a gross amount g
at rate r (basis points) is g·r/(10000+r); added tax of a net amount n is n·r/10000.
"""

from collections.abc import Mapping, Sequence

import msgspec

FULL_RATE = 10_000


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What one tax class brings to a bill, before discounts: prices, what of it is comped, extra
    charges.
    """

    tax: str
    rate_bp: int
    amount_cents: int
    comp_cents: int = 0
    extra_cents: int = 0


class TaxLine(msgspec.Struct, frozen=True, kw_only=True):
    """One class and rate of the tax table."""

    tax: str
    rate_bp: int
    net_cents: int
    tax_cents: int


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """What a bill comes to."""

    subtotal_cents: int
    discount_cents: int
    comp_cents: int
    cover_cents: int
    service_cents: int
    tax_cents: int
    total_cents: int
    taxes: tuple[TaxLine, ...]
    extra_tax: str | None = None


def half_up(numerator: int, denominator: int) -> int:
    """The quotient rounded half away from zero."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return sign * ((2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator)))


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Shares of a total by weight that sum to it exactly; the largest remainders get the odd cents."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in by_remainder[: total - sum(shares)]:
        shares[at] += 1
    return shares


def discount_cents(subtotal_cents: int, percents_bp: Sequence[int], amounts_cents: Sequence[int]) -> int:
    """All discounts on what is left of the subtotal, percentages first; never more than there is."""
    left = subtotal_cents
    for percent in percents_bp:
        left -= half_up(left * percent, FULL_RATE)
    left -= sum(amounts_cents)
    return subtotal_cents - max(left, 0)


def add_up(
    shares: Sequence[Share],
    percents_bp: Sequence[int],
    amounts_cents: Sequence[int],
    cover_cents: int,
    service_cents: int,
    *,
    included: bool,
) -> Sum:
    """A bill's sum and tax table. `extra_cents` of the shares must hold cover and service."""
    subtotal = sum(share.amount_cents for share in shares)
    comp = sum(share.comp_cents for share in shares)
    left = [share.amount_cents - share.comp_cents for share in shares]
    discount = discount_cents(sum(left), percents_bp, amounts_cents)
    gross: dict[tuple[str, int], int] = {}
    for share, rest, cut in zip(shares, left, split(discount, left), strict=True):
        key = (share.tax, share.rate_bp)
        gross[key] = gross.get(key, 0) + rest - cut + share.extra_cents
    taxes = tuple(_tax_line(tax, rate, amount, included) for (tax, rate), amount in gross.items() if amount)
    tax = sum(line.tax_cents for line in taxes)
    before_tax = subtotal - discount - comp + cover_cents + service_cents
    return Sum(
        subtotal_cents=subtotal, discount_cents=discount, comp_cents=comp, cover_cents=cover_cents,
        service_cents=service_cents, tax_cents=tax, total_cents=before_tax + (0 if included else tax),
        taxes=taxes, extra_tax=next((share.tax for share in shares if share.extra_cents), None),
    )  # fmt: skip


def _tax_line(tax: str, rate_bp: int, amount_cents: int, included: bool) -> TaxLine:
    if included:
        tax_cents = half_up(amount_cents * rate_bp, FULL_RATE + rate_bp)
        return TaxLine(tax=tax, rate_bp=rate_bp, net_cents=amount_cents - tax_cents, tax_cents=tax_cents)
    tax_cents = half_up(amount_cents * rate_bp, FULL_RATE)
    return TaxLine(tax=tax, rate_bp=rate_bp, net_cents=amount_cents, tax_cents=tax_cents)


def rate_bp(rate: int | None, by_type: Mapping[str, int], order_type: str) -> int:
    """The rate of a class for an order type: its own, else the class's, else the highest that is named.

    A class that names only some types leaves open what the others pay; the highest never taxes too little.
    """
    if order_type in by_type:
        return by_type[order_type]
    if rate is not None:
        return rate
    return max(by_type.values(), default=0)


def change_cents(due_cents: int, amount_cents: int, tip_cents: int, tendered_cents: int) -> int:
    """What goes back for cash: tendered less amount and tip."""
    return tendered_cents - amount_cents - tip_cents
