"""A restaurant file becomes rows, changes them later, and comes back as the same file."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kitchenhub.menu.tables import Item
from kitchenhub.restaurant.applying import apply_file
from kitchenhub.restaurant.file import RestaurantFile
from kitchenhub.restaurant.reading import read_restaurant
from kitchenhub.restaurant.stored import after_import, stored_file
from kitchenhub.staff.tables import StaffMember
from kitchenhub.stock.tables import Ingredient, StockMove
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from tests.support.larder import SMALL, Larder, place

DEMO = Path(__file__).parents[3] / "kitchenhub" / "restaurant" / "demo.yaml"


@pytest.fixture
def larder(tmp_path: Path) -> Iterator[Larder]:
    larder = Larder(tmp_path)
    yield larder
    larder.close()


def small(*replaced: tuple[str, str]) -> RestaurantFile:
    """The small restaurant's file with some words replaced."""
    text = SMALL.read_text()
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return read_restaurant(text)


def applied(work: Work, file: RestaurantFile) -> Result:
    apply_file(work, file, {})
    return Result("nothing")


def stored(larder: Larder) -> RestaurantFile:
    with larder.reader() as reader:
        return stored_file(reader)


def without_pins(file: RestaurantFile) -> RestaurantFile:
    return msgspec.structs.replace(
        file, staff=tuple(msgspec.structs.replace(member, pin=None) for member in file.staff)
    )


@pytest.mark.parametrize("path", [SMALL, DEMO], ids=["small", "demo"])
def test_a_file_comes_back_from_its_rows_unchanged(tmp_path: Path, path: Path) -> None:
    larder = Larder(tmp_path, path.read_text())
    assert stored(larder) == without_pins(read_restaurant(path.read_text()))
    larder.close()


def test_a_new_restaurant_opens_its_stock_with_moves(larder: Larder) -> None:
    larder.check_stock()
    with larder.reader() as reader:
        (opening,) = reader.find(StockMove, ingredient_id="bun")
    assert (opening.kind, opening.quantity_milli) == ("opening", 80_000)


def test_applying_the_same_file_again_changes_and_announces_nothing(larder: Larder) -> None:
    before = len(larder.events())
    assert larder.apply(small()) == []
    assert len(larder.events()) == before
    assert larder.menu()["version"] == 1


def test_an_import_announces_the_whole_menu_with_its_next_version(larder: Larder) -> None:
    assert larder.apply(small(('name: Burger, price: "12.00"', 'name: Burger, price: "13.00"'))) == [
        "items burger"
    ]
    (event,) = larder.events()[1:]
    assert (event["type"], event["topic"]) == ("menu.changed", "menu")
    assert event["data"] == larder.menu()
    assert (larder.menu()["version"], larder.item("burger")["price_cents"]) == (2, 1300)


def test_an_import_never_moves_the_stock_of_what_is_there(larder: Larder) -> None:
    larder.run(lambda work: place(work, ("burger", 3), fire=True))
    file = small(('on_hand: "80"', 'on_hand: "500"'), ("name: Bun,", "name: Brioche,"))
    assert larder.apply(file) == ["ingredients bun"]
    assert larder.stock()["bun"]["on_hand"] == "77"
    assert larder.stock()["bun"]["name"] == "Brioche"
    larder.check_stock()
    larder_file = stored(larder)
    assert after_import(larder_file, file).ingredients == larder_file.ingredients


def test_stock_changes_of_an_import_reach_the_stock_page(larder: Larder) -> None:
    larder.apply(small(("name: Bun,", "name: Brioche,")))
    (moved,) = [event for event in larder.events() if event["type"] == "stock.moved"]
    assert [item["name"] for item in moved["data"]["items"]] == ["Brioche"]


def test_what_vanished_from_the_file_is_archived_and_comes_back_with_its_stock(larder: Larder) -> None:
    line = 'cheddar: {name: Cheddar, unit: g, on_hand: "2000", allergens: [milk]}'
    recipe = 'cheese: {name: Cheese, price: "1.50", recipe: {cheddar: 28 g}}'
    gone = small((line, ""), (recipe, 'cheese: {name: Cheese, price: "1.50"}'))
    assert {"ingredients cheddar", "modifier_groups extras"} <= set(larder.apply(gone))
    assert "cheddar" not in larder.stock()
    with larder.reader() as reader:
        row = reader.get(Ingredient, "cheddar")
    assert row is not None
    assert row.archived
    larder.apply(small())
    assert larder.stock()["cheddar"]["on_hand"] == "2000"
    larder.check_stock()


def test_an_item_that_vanished_leaves_the_menu_and_keeps_its_row(larder: Larder) -> None:
    larder.apply(small(('      salad: {name: Salad, price: "5.50"}\n', "")))
    assert all(i["id"] != "salad" for category in larder.menu()["categories"] for i in category["items"])
    with larder.reader() as reader:
        row = reader.get(Item, "salad")
    assert row is not None
    assert row.archived


def test_a_count_in_the_file_starts_once_and_an_import_does_not_fill_it_up(larder: Larder) -> None:
    counted = small(('name: Salad, price: "5.50"', 'name: Salad, price: "5.50", remaining: 4'))
    assert larder.apply(counted) == ["count salad"]
    larder.run(lambda work: place(work, ("salad", 3)))
    assert larder.item("salad")["remaining"] == 1
    assert larder.apply(counted) == []
    assert larder.item("salad")["remaining"] == 1
    file = stored(larder)
    assert after_import(file, counted).menu == file.menu


def test_the_unit_of_an_ingredient_with_stock_does_not_change(larder: Larder) -> None:
    file = small(
        ('unit: g, on_hand: "20000"', 'unit: each, on_hand: "20000"'),
        ("potato: 200 g", "potato: 2"),
        ("potato: 300 g", "potato: 3"),
    )
    problem = larder.refuse(applied, file)
    assert (problem["code"], problem["fields"][0]["path"]) == ("unit_mismatch", "ingredients.potato.unit")
    assert larder.stock()["potato"]["unit"] == "g"


def test_pins_that_an_import_does_not_bring_stay(larder: Larder) -> None:
    larder.apply(small(), {"ada": "hash of 2580"})
    assert larder.apply(small(("name: Luca, role: waiter", "name: Luca, role: cashier")), {}) == [
        "staff luca"
    ]
    with larder.reader() as reader:
        ada = reader.get(StaffMember, "ada")
    assert ada is not None
    assert ada.pin_hash == "hash of 2580"
