"""The restaurant made from an orders file, and the real orders where they lie beside the project."""

from collections import Counter
from pathlib import Path

from kitchenhub.restaurant.reading import read_restaurant
from kitchenhub.restaurant.writing import write_restaurant
from kitchenhub.simulate.made_menu import ChosenLine, MadeMenu, make_menu
from kitchenhub.simulate.orders_file import Order, Recipes, expected, read_orders, read_recipes

ORDERS = """\
order,item,quantity,options,unit_price
1,Chicken Bowl,2,Salsa-Verde (Hot); Rice; Rice,8.49
1,Chips,1,,2.15
2,Chicken Bowl,1,Salsa Verde (Hot),8.75
2,Chips & Salsa,1,,2.95
3,Chips - Salsa,1,,2.39
3,麻婆豆腐,1,,9.00
"""
RECIPES = """\
kind,name,ingredient,quantity,unit
item,Chicken Bowl,chicken,113,g
option,Rice,rice,113,g
item,Chips,tortilla_chips,0.113,kg
"""
REAL = Path(__file__).resolve().parents[4] / "shared" / "data"


def made(printers: tuple[str, ...] = ()) -> tuple[tuple[Order, ...], Recipes, MadeMenu]:
    orders, recipes = read_orders(ORDERS), read_recipes(RECIPES)
    return orders, recipes, make_menu(orders, recipes, "USD", printers)


def test_the_made_restaurant_is_a_right_file() -> None:
    for printers in ((), ("tcp://127.0.0.1:9100",), ("tcp://127.0.0.1:9100", "tcp://127.0.0.1:9101")):
        _, _, menu = made(printers)
        assert read_restaurant(write_restaurant(menu.file, pins=True)) == menu.file


def test_one_category_three_stations_in_turn_by_name_and_a_pass() -> None:
    _, _, menu = made()
    (category,) = menu.file.menu
    assert [(item.name, item.stations) for item in category.items] == [
        ("Chicken Bowl", ("station-1",)),
        ("Chips", ("station-2",)),
        ("Chips & Salsa", ("station-3",)),
        ("Chips - Salsa", ("station-1",)),
        ("麻婆豆腐", ("station-2",)),
    ]
    assert menu.file.stations[-1].stations == ("station-1", "station-2", "station-3")
    assert [(tax.rate_bp, menu.file.restaurant.prices_include_tax) for tax in menu.file.taxes] == [(0, True)]


def test_names_that_differ_in_spelling_only_have_ids_of_their_own() -> None:
    _, _, menu = made()
    assert menu.item_ids["Chips & Salsa"] == "chips-salsa"
    assert menu.item_ids["Chips - Salsa"] == "chips-salsa-2"
    assert menu.item_ids["麻婆豆腐"] == "item"
    assert menu.option_ids["Chicken Bowl"] == {
        "Rice": "rice",
        "Salsa Verde (Hot)": "salsa-verde-hot",
        "Salsa-Verde (Hot)": "salsa-verde-hot-2",
    }


def test_each_price_is_a_variant_and_options_are_one_free_group() -> None:
    _, _, menu = made()
    bowl = menu.file.menu[0].items[0]
    assert [(variant.id, variant.name) for variant in bowl.variants] == [("849", "8.49"), ("875", "8.75")]
    (group,) = menu.file.modifiers
    assert (group.id, group.min, group.max) == (bowl.id, 0, None)
    assert {option.price_cents for option in group.options} == {0}


def test_a_row_is_told_in_the_ids_of_the_menu() -> None:
    orders, _, menu = made()
    assert menu.line(orders[0].rows[0]) == ChosenLine(
        item="chicken-bowl",
        variant="849",
        quantity=2,
        group="chicken-bowl",
        options=(("salsa-verde-hot-2", 1), ("rice", 2)),
    )
    assert menu.line(orders[0].rows[1]) == ChosenLine(
        item="chips", variant="215", quantity=1, group=None, options=()
    )


def test_opening_stock_is_twice_the_exact_need() -> None:
    _, _, menu = made()
    assert {i.id: i.on_hand_milli for i in menu.file.ingredients} == {
        "chicken": 2 * 339_000,
        "rice": 2 * 452_000,
        "tortilla_chips": 2 * 113_000,
    }


def check_lines_come_to(orders: tuple[Order, ...], recipes: Recipes, menu: MadeMenu) -> None:
    """The menu's lines, priced and counted by the menu alone, come to what the files say."""
    items = {item.id: item for _, item in menu.file.items()}
    options = {group.id: {option.id: option for option in group.options} for group in menu.file.modifiers}
    sales_cents, use_milli = 0, Counter[str](dict.fromkeys(recipes.units, 0))
    for row in (row for order in orders for row in order.rows):
        line = menu.line(row)
        prices = {variant.id: variant.price_cents for variant in items[line.item].variants}
        sales_cents += line.quantity * prices[line.variant]
        parts = [(items[line.item].recipe, 1)]
        parts += [(options[line.group or ""][id].recipe, times) for id, times in line.options]
        for recipe, times in parts:
            for id, milli in recipe.items():
                use_milli[id] += milli * times * line.quantity
    total = expected(orders, recipes)
    assert (sales_cents, dict(use_milli)) == (total.sales_cents, total.use_milli)


def test_the_lines_come_to_what_the_files_say() -> None:
    check_lines_come_to(*made())


if REAL.is_dir():  # the real orders are no part of the project; a clone alone has none

    def test_the_real_orders_come_to_their_known_totals() -> None:
        orders = read_orders((REAL / "burrito_orders.csv").read_text(encoding="utf-8"))
        recipes = read_recipes((REAL / "burrito_recipes.csv").read_text(encoding="utf-8"))
        total = expected(orders, recipes)
        assert (total.orders, total.lines, total.units) == (1834, 4622, 4972)
        assert total.sales_cents == 3_450_016
        menu = make_menu(orders, recipes)
        check_lines_come_to(orders, recipes, menu)
        assert read_restaurant(write_restaurant(menu.file, pins=True)) == menu.file
