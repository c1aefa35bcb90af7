"""What an import says it would change."""

import msgspec

from kitchenhub.restaurant.difference import difference, difference_text
from kitchenhub.restaurant.file import RestaurantFile
from kitchenhub.restaurant.reading import read_restaurant
from tests.unit.restaurant.small_file import SMALL


def lines_for(*replacements: tuple[str, str]) -> list[str]:
    text = SMALL
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return [str(change) for change in difference(read_restaurant(SMALL), read_restaurant(text))]


def test_a_price_is_shown_as_it_was_and_will_be() -> None:
    assert lines_for(('"12.00"', "13")) == ["item burger: price 12.00 → 13.00"]


def test_things_that_come_and_go_are_named() -> None:
    lines = lines_for(
        ("  grill: {name: Grill, printer: kitchen}", "  fryer: {name: Fryer}"),
        ("station: grill", "station: fryer"),
        ("      beer:", "      fries: {name: Fries, price: 4, station: fryer}\n      beer:"),
    )
    assert lines == [
        "station grill removed",
        "station fryer added",
        "station pass: stations grill → fryer",
        "category mains: stations grill → fryer",
        "item burger: stations grill → fryer",
        "item fries added",
    ]


def test_recipes_variants_and_stock_are_compared_part_by_part() -> None:
    lines = lines_for(
        ("mince: 180 g, ", "mince: 0.2 kg, "),
        ('on_hand: "80"', "on_hand: 7 dozen"),
        ('price: "4.50"', "variants: {large: {name: Large, price: 6}}"),
    )
    assert lines == [
        "ingredient bun: on hand 80 → 84",
        "item burger: recipe mince 180 g → 200 g",
        "item beer: variant large name none → Large",
        "item beer: variant large price none → 6.00",
        "item beer: price 4.50 → none",
    ]


def test_a_changed_pin_is_told_but_never_shown() -> None:
    lines = lines_for(('"2580"', '"85208520"'))
    assert lines == ["PIN of ada changed"]
    assert "85208520" not in difference_text(difference(read_restaurant(SMALL), without_pins(SMALL)))


def test_a_file_without_pins_changes_no_pin() -> None:
    assert difference(read_restaurant(SMALL), without_pins(SMALL)) == []


def test_another_order_is_a_change() -> None:
    old = read_restaurant(SMALL)
    new = msgspec.structs.replace(old, menu=old.menu[::-1])
    assert difference_text(difference(old, new)) == "order of categories changed"
    assert difference_text(difference(old, old)) == "nothing changes"


def without_pins(text: str) -> RestaurantFile:
    file = read_restaurant(text)
    staff = tuple(msgspec.structs.replace(member, pin=None) for member in file.staff)
    return msgspec.structs.replace(file, staff=staff)
