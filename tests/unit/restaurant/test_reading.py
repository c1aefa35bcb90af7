"""What a right file becomes: defaults, resolved stations and taxes, whole numbers."""

import pytest

from kitchenhub.restaurant.file import ORDER_TYPES, RestaurantFile, ServiceCharge, TaxClass, slug
from kitchenhub.restaurant.mistakes import FileRejected
from kitchenhub.restaurant.reading import read_restaurant
from tests.unit.restaurant.small_file import SMALL, changed


def station_of(file: RestaurantFile, id: str) -> tuple[str, ...]:
    return next(item.stations for _, item in file.items() if item.id == id)


def test_numbers_come_out_whole() -> None:
    file = read_restaurant(SMALL)
    burger = file.menu[0].items[0]
    mince, bun = file.ingredients
    assert burger.price_cents == 1200
    assert burger.recipe == {"mince": 180_000, "bun": 1_000}
    assert (mince.on_hand_milli, mince.cost_micros, mince.par_milli) == (10_000_000, 11_000, None)
    assert (bun.when_out, bun.allergens) == ("block", ("gluten",))
    assert file.taxes == (
        TaxClass(id="food", rate_bp=1000),
        TaxClass(id="alcohol", rate_bp=None, by_type={"dine_in": 1000, "takeaway": 2200}),
    )


@pytest.mark.parametrize(("written", "cents"), [("12", 1200), ("12.5", 1250), ('"12.50"', 1250), ("0", 0)])
def test_a_price_may_be_a_number_or_text(written: str, cents: int) -> None:
    file = read_restaurant(changed('price: "12.00"', f"price: {written}"))
    assert file.menu[0].items[0].price_cents == cents


def test_prices_follow_the_decimals_of_the_currency() -> None:
    text = changed("currency: EUR", "currency: JPY").replace("12.00", "1200").replace("4.50", "450")
    assert read_restaurant(text).menu[0].items[0].price_cents == 1200
    text = changed("currency: EUR", "currency: KWD").replace("12.00", "1.255")
    assert read_restaurant(text).menu[0].items[0].price_cents == 1255


def test_what_an_item_does_not_say_comes_from_its_category_or_the_default() -> None:
    mains, drinks = read_restaurant(SMALL).menu
    burger, beer = mains.items[0], drinks.items[0]
    assert (burger.stations, burger.tax, burger.course) == (("grill",), "food", 2)
    assert (beer.stations, beer.tax, beer.course) == (("bar",), "alcohol", 0)


def test_the_only_tax_class_is_everybodys() -> None:
    text = SMALL.replace('  alcohol: {rate: {dine_in: "10", takeaway: "22"}}\n', "").replace(
        "tax: alcohol, ", ""
    )
    assert {item.tax for _, item in read_restaurant(text.replace("food:", "vat:")).items()} == {"vat"}


def test_a_file_without_taxes_has_one_of_zero() -> None:
    text = SMALL.replace("tax: alcohol, ", "")
    start, end = text.index("taxes:"), text.index("printers:")
    file = read_restaurant(text[:start] + text[end:])
    assert file.taxes == (TaxClass(id="none", rate_bp=0),)


def test_a_missing_pass_is_added_and_watches_all_but_the_bar() -> None:
    stations = read_restaurant(SMALL).stations
    assert [(s.id, s.kind, s.stations) for s in stations] == [
        ("grill", "station", ()),
        ("bar", "station", ()),
        ("pass", "pass", ("grill",)),
    ]


def test_a_pass_without_a_list_watches_all_but_the_bar() -> None:
    text = changed("  grill: {name", "  expo: {name: Expo, kind: pass}\n  grill: {name")
    stations = read_restaurant(text).stations
    assert [(s.id, s.stations) for s in stations] == [("expo", ("grill",)), ("grill", ()), ("bar", ())]


def test_a_station_without_a_screen_waits_for_no_press() -> None:
    progress = {s.id: s.progress for s in read_restaurant(SMALL).stations}
    assert progress == {"grill": "start_and_bump", "bar": "none", "pass": "bump_only"}


def test_order_types_have_the_defaults_of_the_contract() -> None:
    assert read_restaurant(SMALL).order_types == ORDER_TYPES
    text = SMALL + "order_types: {counter: {pay: after}}\n"
    assert read_restaurant(text).order_types == {**ORDER_TYPES, "counter": "after"}


def test_a_service_charge_has_a_rate_and_the_covers_it_begins_at() -> None:
    text = changed("locale: it-IT", 'service_charge: {percent: "12.5", from_covers: 6}')
    assert read_restaurant(text).restaurant.service_charge == ServiceCharge(percent_bp=1250, from_covers=6)


def test_an_item_may_be_sold_in_variants_only() -> None:
    variants = "variants: {large: {name: Large, price: 15, recipe: {}}, small: {name: Small, price: 9}}"
    item = read_restaurant(changed('price: "12.00"', variants)).menu[0].items[0]
    assert item.price_cents is None
    assert [(v.id, v.price_cents, v.recipe) for v in item.variants] == [
        ("large", 1500, {}),
        ("small", 900, None),
    ]


def test_a_quantity_may_be_in_any_unit_that_converts() -> None:
    file = read_restaurant(changed("mince: 180 g, bun: 1 each", "mince: 0.18kg, bun: 0.5 dozen"))
    assert file.menu[0].items[0].recipe == {"mince": 180_000, "bun": 6_000}


def test_a_word_that_yaml_takes_for_a_number_may_be_an_id() -> None:
    text = changed("  grill: {name", "  2: {name: Two}\n  no: {name: Three}\n  grill: {name")
    text = text.replace("station: bar, tax", "stations: [2, no], tax")
    assert station_of(read_restaurant(text), "beer") == ("2", "no")


def test_names_stay_as_written() -> None:
    file = read_restaurant(changed("name: Burger", "name: 麻婆豆腐 & Crème «brûlée»"))
    assert file.menu[0].items[0].name == "麻婆豆腐 & Crème «brûlée»"


def test_an_exported_file_without_pins_is_read_only_when_told_so() -> None:
    text = SMALL.replace(', pin: "2580"', "").replace(', pin: "1470"', "")
    with pytest.raises(FileRejected):
        read_restaurant(text)
    assert [member.pin for member in read_restaurant(text, pins_required=False).staff] == [None, None]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    assert read_restaurant("\ufeff" + SMALL.replace("\n", "\r\n")) == read_restaurant(SMALL)


@pytest.mark.parametrize(
    ("name", "id"), [("Café Olé", "cafe-ole"), ("Ada", "ada"), ("李", ""), ("a" * 99, "a" * 64), ("--x", "x")]
)
def test_an_id_is_made_from_a_name(name: str, id: str) -> None:
    assert slug(name) == id
