"""The contract's own example is a restaurant, though its cheddar is named by a recipe only."""

from pathlib import Path

from kitchenhub.restaurant.reading import read_restaurant

EXAMPLE = Path(__file__).with_name("contract_example.yaml")


def test_the_contracts_example_is_read_whole() -> None:
    file = read_restaurant(EXAMPLE.read_text())
    assert [station.id for station in file.stations] == ["grill", "bar", "pass"]
    assert file.stations[1].progress == "none"
    assert [item.id for _, item in file.items()] == ["burger"]


def test_an_ingredient_that_only_recipes_name_is_taken_in_empty_and_warns() -> None:
    cheddar = next(one for one in read_restaurant(EXAMPLE.read_text()).ingredients if one.id == "cheddar")
    assert (cheddar.unit, cheddar.on_hand_milli, cheddar.when_out) == ("g", 0, "warn")
