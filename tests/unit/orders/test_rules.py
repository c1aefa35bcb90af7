"""What a choice does to recipe, allergens and price, and what states add up to."""

import pytest

from kitchenhub.orders import rules


@pytest.mark.parametrize(
    ("prefix", "quantity", "milli"),
    [
        (None, 1, 1000),
        (None, 2, 2000),
        ("extra", 1, 2000),
        ("light", 1, 500),
        ("no", 1, 0),
        ("side", 1, 1000),
    ],
)
def test_a_prefix_says_how_much_of_an_option_is_used(prefix: str | None, quantity: int, milli: int) -> None:
    assert rules.portions_milli(prefix, quantity) == milli  # type: ignore[arg-type]


def test_no_never_costs() -> None:
    assert rules.modifier_price_cents(150, "no", 1) == 0
    assert rules.modifier_price_cents(150, None, 2) == 300


def test_an_allergen_goes_only_with_the_last_ingredient_that_has_it() -> None:
    of = {"bun": ["gluten"], "cheese": ["milk"], "sauce": ["milk", "egg"]}
    recipe = {"bun": 1, "cheese": 1, "sauce": 1}
    kept, allergens = rules.without_ingredients(recipe, ["cheese"], ("gluten", "milk", "egg"), of)
    assert kept == {"bun": 1, "sauce": 1}
    assert allergens == ("gluten", "milk", "egg")
    _, allergens = rules.without_ingredients(
        recipe, ["cheese", "sauce"], ("gluten", "milk", "egg", "nuts"), of
    )
    assert allergens == ("gluten", "nuts")


@pytest.mark.parametrize(
    ("states", "fulfilment"),
    [
        (["held", "served"], "open"),
        (["sent", "ready"], "open"),
        (["ready", "served"], "ready"),
        (["served", "voided"], "served"),
        (["voided"], "open"),
    ],
)
def test_an_order_is_as_far_as_its_slowest_line(states: list[str], fulfilment: str) -> None:
    assert rules.fulfilment_of(states) == fulfilment  # type: ignore[arg-type]


def test_the_first_course_is_the_lowest_above_drinks() -> None:
    assert rules.first_course([0, 3, 2]) == 2
    assert rules.first_course([0]) is None
