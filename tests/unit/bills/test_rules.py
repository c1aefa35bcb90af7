"""Money arithmetic: whatever is sold, the parts sum to the whole."""

from hypothesis import given
from hypothesis import strategies as st

from kitchenhub.bills import rules
from kitchenhub.bills.rules import Share

cents = st.integers(0, 1_000_000)
rates = st.sampled_from([0, 400, 500, 850, 1000, 1900, 2200])


@st.composite
def shares(draw: st.DrawFn) -> list[Share]:
    made = []
    for tax in draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True)):
        amount = draw(cents)
        made.append(
            Share(tax=tax, rate_bp=draw(rates), amount_cents=amount, comp_cents=draw(st.integers(0, amount)))
        )
    return made


@given(
    shares(), st.lists(st.integers(1, 10_000), max_size=2), st.lists(cents, max_size=2), cents, st.booleans()
)
def test_the_parts_of_a_bill_sum_to_its_total(
    parts: list[Share], percents: list[int], amounts: list[int], cover: int, included: bool
) -> None:
    first, *rest = parts
    charged = Share(
        tax=first.tax, rate_bp=first.rate_bp, amount_cents=first.amount_cents, comp_cents=first.comp_cents,
        extra_cents=cover,
    )  # fmt: skip
    total = rules.add_up([charged, *rest], percents, amounts, cover, 0, included=included)
    before_tax = total.subtotal_cents - total.discount_cents - total.comp_cents + total.cover_cents
    assert total.total_cents == before_tax + (0 if included else total.tax_cents)
    assert sum(line.net_cents + line.tax_cents for line in total.taxes) == total.total_cents
    assert all(line.tax_cents >= 0 and line.net_cents >= 0 for line in total.taxes)
    assert 0 <= total.discount_cents <= total.subtotal_cents - total.comp_cents


@given(st.integers(0, 10**7), st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_shares_sum_to_the_whole_and_are_fair_to_a_cent(total: int, weights: list[int]) -> None:
    found = rules.split(total, weights)
    whole = sum(weights)
    assert sum(found) == (total if whole else 0)
    for share, weight in zip(found, weights, strict=True):
        assert not whole or abs(share * whole - total * weight) < whole


def test_tax_is_inside_or_on_top() -> None:
    share = [Share(tax="food", rate_bp=1000, amount_cents=1100)]
    inside = rules.add_up(share, [], [], 0, 0, included=True)
    on_top = rules.add_up(share, [], [], 0, 0, included=False)
    assert (inside.tax_cents, inside.total_cents) == (100, 1100)
    assert (on_top.tax_cents, on_top.total_cents) == (110, 1210)


def test_half_a_cent_is_rounded_up_and_away_from_zero() -> None:
    assert [rules.half_up(number, 2) for number in (1, 3, -1, -3)] == [1, 2, -1, -2]


def test_a_class_that_names_only_some_types_never_taxes_too_little() -> None:
    by_type = {"dine_in": 1000, "takeaway": 2200}
    assert rules.rate_bp(None, by_type, "dine_in") == 1000
    assert rules.rate_bp(None, by_type, "tab") == 2200
    assert rules.rate_bp(1000, by_type, "tab") == 1000
