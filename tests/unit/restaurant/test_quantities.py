"""Numbers as text become whole numbers exactly, or a sentence that says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchenhub.restaurant.mistakes import WrongValue
from kitchenhub.restaurant.quantities import (
    UNITS,
    amount_text,
    cents_of,
    micros_of,
    micros_text,
    milli_of,
    money_text,
    rate_bp_of,
)


@pytest.mark.parametrize(
    ("text", "base", "milli"),
    [
        ("1 kg", "g", 1_000_000),
        ("180 g", "g", 180_000),
        ("180g", "g", 180_000),
        ("0.5 g", "g", 500),
        ("1 mg", "g", 1),
        ("2 l", "ml", 2_000_000),
        ("33 cl", "ml", 330_000),
        ("0.001 ml", "ml", 1),
        ("3", "each", 3_000),
        ("2 dozen", "each", 24_000),
        ("0.25 dozen", "each", 3_000),
        ("12.000", "g", 12_000),
    ],
)
def test_a_unit_of_the_kitchen_becomes_thousandths_of_its_base_unit(text: str, base: str, milli: int) -> None:
    assert milli_of(text, UNITS[base][0]) == milli


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.5 mg", "0.5 mg is not a whole thousandth of 1 g"),
        ("1 ml", "ml does not convert to g"),
        ("1 each", "each does not convert to g"),
        ("1 cup", '"cup" is not a unit: kg, g, mg, l, cl, ml, dozen, each'),
        ("-1 g", "-1 is negative"),
        ("1,5 g", '"1,5" is not a decimal number like 12.50'),
        ("1e3 g", '"1e3" is not a decimal number like 12.50'),
        ("٣ g", '"٣ g" is not a quantity like 180 g'),
        ("9999999999 kg", "9999999999 kg is too much"),
        ("", '"" is not a quantity like 180 g'),
    ],
)
def test_a_quantity_that_does_not_fit_is_refused(text: str, said: str) -> None:
    with pytest.raises(WrongValue) as wrong:
        milli_of(text, "g")
    assert str(wrong.value) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-0.01",
        "1.",
        ".5",
        "+1",
        "007",
        "1_000",
        "1e2",
        "NaN",
        "١",
        "1 ",
        "9" * 5000,
        "1.005",
        "1000000.01",
    ],
)
def test_a_price_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(WrongValue):
        cents_of(text, 2)


@pytest.mark.parametrize(
    ("text", "rate_bp"), [("10", 1000), ("7.5", 750), ("0", 0), ("100", 10_000), ("5.25", 525)]
)
def test_a_rate_becomes_basis_points(text: str, rate_bp: int) -> None:
    assert rate_bp_of(text) == rate_bp


@given(st.integers(0, 100_000_000), st.sampled_from([0, 2, 3]))
def test_money_reads_back_as_written(cents: int, digits: int) -> None:
    assert cents_of(money_text(cents, digits), digits) == cents


@given(st.integers(0, 10**12))
def test_a_cost_reads_back_as_written(micros: int) -> None:
    assert micros_of(micros_text(micros)) == micros


@given(st.integers(0, 10**12), st.sampled_from(["g", "ml", "each"]))
def test_a_quantity_reads_back_as_written(milli: int, unit: str) -> None:
    base = UNITS[unit][0]
    assert milli_of(amount_text(milli, base), base) == milli
