"""The demo restaurant is right, rich, and has the names that everything else counts on."""

from pathlib import Path

from kitchenhub import restaurant
from kitchenhub.restaurant.reading import read_restaurant

DEMO = read_restaurant((Path(restaurant.__file__).parent / "demo.yaml").read_text(encoding="utf-8"))


def test_the_demo_has_the_people_tables_and_stations_of_the_screenshots() -> None:
    assert {(m.name, m.role, m.pin) for m in DEMO.staff} == {
        ("Aurora", "owner", "9630"),
        ("Ada", "manager", "2580"),
        ("Nora", "cashier", "7410"),
        ("Luca", "waiter", "1470"),
        ("Mei", "waiter", "3690"),
        ("Sam", "kitchen", "1590"),
    }
    assert [table.id for section in DEMO.sections for table in section.tables] == [
        str(n) for n in range(1, 25)
    ]
    assert [station.id for station in DEMO.stations] == ["grill", "pasta", "cold", "bar", "pass"]
    assert DEMO.stations[-1].stations == ("grill", "pasta", "cold")
    assert [(printer.id, printer.port) for printer in DEMO.printers] == [("kitchen", 9100), ("bar", 9101)]


def test_every_ingredient_of_the_demo_is_used_and_lasts_an_evening() -> None:
    recipes = [item.recipe for _, item in DEMO.items()]
    recipes += [variant.recipe or {} for _, item in DEMO.items() for variant in item.variants]
    recipes += [option.recipe for group in DEMO.modifiers for option in group.options]
    for ingredient in DEMO.ingredients:
        portions = [recipe[ingredient.id] for recipe in recipes if ingredient.id in recipe]
        assert portions, f"nothing uses {ingredient.id}"
        assert ingredient.on_hand_milli >= 15 * max(portions), f"{ingredient.id} is short"


def test_the_demo_shows_what_the_hub_can_do() -> None:
    items = [item for _, item in DEMO.items()]
    assert len(items) >= 30
    assert len(DEMO.menu) == 6
    assert any(len(item.stations) > 1 for item in items)
    assert any(item.remaining for item in items)
    assert any(ingredient.when_out == "block" for ingredient in DEMO.ingredients)
    assert "麻婆豆腐" in {item.name for item in items}
