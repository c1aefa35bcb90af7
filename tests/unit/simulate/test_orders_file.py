"""Orders and recipes from CSV: right ones to whole numbers, wrong ones with their lines."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchenhub.restaurant.mistakes import FileRejected
from kitchenhub.simulate.orders_file import (
    ChosenOption,
    Expected,
    Order,
    expected,
    read_orders,
    read_recipes,
    without_recipe,
)

HEADER = "order,item,quantity,options,unit_price\n"
TIMED = "order,item,quantity,options,unit_price,at\n"
RECIPES = "kind,name,ingredient,quantity,unit\n"


def rows_of(*rows: str) -> list[tuple[str, int, int]]:
    (order,) = read_orders(HEADER + "\n".join(rows))
    return [(row.item, row.quantity, row.unit_price_cents) for row in order.rows]


def said_about(text: str) -> list[str]:
    with pytest.raises(FileRejected) as rejected:
        read_recipes(text) if text.startswith("kind") else read_orders(text)
    return str(rejected.value).split("\n")


def test_rows_of_one_order_belong_together_wherever_they_stand() -> None:
    orders = read_orders(HEADER + "7,Soup,1,,4.50\n8,Tea,2,,2\n7,Bread,1,,1.5\n")
    assert [(order.id, [row.item for row in order.rows]) for order in orders] == [
        ("7", ["Soup", "Bread"]),
        ("8", ["Tea"]),
    ]


def test_an_option_named_twice_is_one_option_taken_twice() -> None:
    (order,) = read_orders(HEADER + "1,Bowl,1,Rice; Cheese; Rice,7.40\n")
    assert order.rows[0].options == (ChosenOption("Rice", 2), ChosenOption("Cheese", 1))


def test_at_orders_the_play_and_equal_times_stay_as_they_stand() -> None:
    orders = read_orders(
        TIMED
        + "1,Soup,1,,4,2026-11-23T20:00:00Z\n"
        + "2,Tea,1,,2,2026-11-23T20:30:00+01:00\n"
        + "3,Tea,1,,2,2026-11-23T20:00:00\n"
        + "1,Tea,1,,2,\n"
    )
    assert [order.id for order in orders] == ["2", "1", "3"]
    assert orders[1].at == datetime(2026, 11, 23, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ("1,Tea,3,,3.333333", [("Tea", 2, 333), ("Tea", 1, 334)]),
        ("1,Tea,3,,3.33", [("Tea", 3, 333)]),
        ("1,Tea,2,,1.665", [("Tea", 1, 166), ("Tea", 1, 167)]),
        ("1,Tea,4,,2.500", [("Tea", 4, 250)]),
        ("1,Tea,1,,2.3900000000000001", [("Tea", 1, 239)]),
        ("1,Tea,1,,2.3899999999999997", [("Tea", 1, 239)]),
        ("1,Tea,7,,0", [("Tea", 7, 0)]),
    ],
)
def test_a_price_divided_by_the_quantity_comes_back_to_the_rows_amount(
    row: str, lines: list[tuple[str, int, int]]
) -> None:
    assert rows_of(row) == lines


@given(st.integers(0, 1_000_000), st.integers(1, 99), st.integers(4, 17))
def test_no_amount_loses_a_cent_by_being_divided(amount_cents: int, quantity: int, decimals: int) -> None:
    scaled, rest = divmod(amount_cents * 10 ** (decimals - 2), quantity)
    rounded = scaled + (2 * rest >= quantity)
    price = f"{rounded // 10**decimals}.{rounded % 10**decimals:0{decimals}d}"
    lines = rows_of(f"1,Tea,{quantity},,{price}")
    assert sum(count for _, count, _ in lines) == quantity
    assert sum(count * cents for _, count, cents in lines) == amount_cents


WRONG = [
    ("", ["line 1: the file is empty"]),
    (HEADER, ["line 1: the file has no orders"]),
    ("order,item,quantity,options\n1,Tea,1,\n", ["line 1: the column unit_price is missing"]),
    (HEADER + "1,Tea,1\n", ["line 2: has 3 cells instead of 5"]),
    (HEADER + "1,,1,,2\n", ["line 2: item: is empty"]),
    (HEADER + ",Tea,1,,2\n", ["line 2: order: is empty"]),
    (HEADER + "1,Tea,1,,\n", ["line 2: unit_price: is empty"]),
    (HEADER + "1,Tea,0,,2\n", ["line 2: quantity: must be a whole number from 1 to 999"]),
    (HEADER + "1,Tea,1.5,,2\n", ["line 2: quantity: must be a whole number from 1 to 999"]),
    (HEADER + "1,Tea,1,,-2\n", ["line 2: unit_price: -2 is negative"]),
    (HEADER + "1,Tea,1,,-2.001\n", ["line 2: unit_price: -2.001 is negative or too much"]),
    (HEADER + "1,Tea,1,,2.395\n", ["line 2: unit_price: 1 × 2.395 does not come to a whole amount"]),
    (HEADER + "1,Tea,1,,$2\n", ['line 2: unit_price: "$2" is not a decimal number like 12.50']),
    (HEADER + "1,Tea,1,Milk;; Sugar,2\n",
     ["line 2: options: an option is empty: separate them by one semicolon"]),
    (TIMED + "1,Tea,1,,2,noon\n", ['line 2: at: "noon" is not a time like 2026-11-23T19:42:00Z']),
    (TIMED + "1,Tea,1,,2,2026-11-23T19:42:00Z\n2,Tea,1,,2,\n",
     ["line 3: at: is empty, but other orders have a time"]),
    (HEADER + "1,Tea,1,,2\n" * 201, ["line 2: order: has more than 200 lines"]),
    (HEADER + "1,Tea,x,,2\n2,Tea,1,,y\n", [
        'line 2: quantity: "x" is not a decimal number like 12.50',
        'line 3: unit_price: "y" is not a decimal number like 12.50',
    ]),
    (RECIPES + "dish,Tea,leaves,2,g\n", ['line 2: kind: "dish" is not item or option']),
    (RECIPES + "item,Tea,leaves,2,spoon\n",
     ['line 2: unit: "spoon" is not a unit: kg, g, mg, l, cl, ml, dozen, each']),
    (RECIPES + "item,Tea,leaves,0,g\n", ["line 2: quantity: a recipe uses more than nothing"]),
    (RECIPES + "item,Tea,leaves,,g\n", ["line 2: quantity: is empty"]),
    (RECIPES + "item,Tea,leaves,2,g\nitem,Mate,leaves,1,each\n",
     ["line 3: quantity: each does not convert to g"]),
    (RECIPES + "item,Tea,leaves,2,g\nitem,Tea,leaves,2,g\n",
     ['line 3: ingredient: item "Tea" already has a row for "leaves"']),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said[0][:60] for _, said in WRONG])
def test_a_wrong_file_is_refused_with_its_line(text: str, said: list[str]) -> None:
    assert said_about(text) == said


def test_recipes_come_in_base_units_by_ingredient() -> None:
    recipes = read_recipes(
        RECIPES + "item,Tea,tea leaves,0.002,kg\noption,Milk,milk,3,cl\nitem,Mate,tea leaves,5,g\n"
    )
    assert recipes.items == {"Tea": {"tea-leaves": 2_000}, "Mate": {"tea-leaves": 5_000}}
    assert recipes.options == {"Milk": {"milk": 30_000}}
    assert recipes.units == {"tea-leaves": "g", "milk": "ml"}
    assert recipes.names == {"tea-leaves": "tea leaves", "milk": "milk"}


def test_what_must_come_out_is_counted_from_the_files_alone() -> None:
    orders: tuple[Order, ...] = read_orders(
        HEADER + "1,Tea,2,Milk; Milk,2.50\n1,Cake,1,,4.00\n2,Tea,1,Lemon,2.50\n"
    )
    recipes = read_recipes(RECIPES + "item,Tea,leaves,2,g\noption,Milk,milk,30,ml\nitem,Soup,stock,1,l\n")
    assert expected(orders, recipes) == Expected(
        orders=2,
        lines=3,
        units=4,
        sales_cents=1150,
        use_milli={"leaves": 6_000, "milk": 120_000, "stock": 0},
    )
    assert without_recipe(orders, recipes) == (("Cake",), ("Lemon",))
