"""Wrong restaurant files and what is said about each, with the line."""

import pytest

from kitchenhub.restaurant.mistakes import FileRejected
from kitchenhub.restaurant.reading import read_restaurant
from tests.unit.restaurant.small_file import SMALL, changed

BURGER = 'price: "12.00"'
ITEM = "menu.mains.items.burger"


def said_about(text: str) -> list[str]:
    with pytest.raises(FileRejected) as rejected:
        read_restaurant(text)
    assert str(rejected.value).split("\n") == [str(mistake) for mistake in rejected.value.mistakes]
    return str(rejected.value).split("\n")


WRONG = [
    ("currency: EUR", "currency: EUX", 'line 1: restaurant.currency: "EUX" is not a currency code like EUR'),
    ("currency: EUR, ", "", "line 1: restaurant.currency: is missing"),
    (
        "Europe/Rome",
        "Europe/Roma",
        'line 1: restaurant.timezone: "Europe/Roma" is not a time zone like Europe/Rome',
    ),
    ("it-IT", "xx-YY", 'line 1: restaurant.locale: "xx-YY" is not a locale like it-IT'),
    (
        "locale: it-IT",
        "day_starts: 24:00",
        'line 1: restaurant.day_starts: "24:00" is not a time of day like 04:00',
    ),
    (
        "receipt_printer: bar",
        "receipt_printer: baa",
        'line 1: restaurant.receipt_printer: no printer is called "baa" (did you mean "bar"?)',
    ),
    ("name: Aurora", "name: 1910", 'line 1: restaurant.name: must be text: write "1910" in quotes'),
    ("name: Aurora", "name: No", 'line 1: restaurant.name: must be text: write "No" in quotes'),
    ("name: Aurora", 'name: " "', "line 1: restaurant.name: must not be empty"),
    (
        "name: Aurora",
        r'name: "a\x1bb"',
        "line 1: restaurant.name: contains the character U+001B, which cannot be shown or printed",
    ),
    (
        "name: Aurora",
        r'name: "a\u202eb"',
        "line 1: restaurant.name: contains the character U+202E, which cannot be shown or printed",
    ),
    (
        "name: Aurora",
        r'name: "a\ud800b"',
        "line 1: restaurant.name: contains the character U+D800, which cannot be shown or printed",
    ),
    (
        "locale: it-IT",
        "prices_include_tax: maybe",
        "line 1: restaurant.prices_include_tax: must be true or false",
    ),
    ("locale: it-IT", "cover_charge: -2", "line 1: restaurant.cover_charge: -2 is negative"),
    (
        "locale: it-IT",
        "service_charge: {from_covers: 6}",
        "line 1: restaurant.service_charge.percent: is missing",
    ),
    (
        "locale: it-IT",
        "localle: it-IT",
        'line 1: restaurant.localle: is not known here (did you mean "locale"?)',
    ),
    ('{rate: "10"}', '{rate: "101"}', "line 3: taxes.food.rate: 101 is not between 0 and 100"),
    ('{rate: "10"}', '{rate: "7.125"}', "line 3: taxes.food.rate: 7.125 has more than 2 decimals"),
    (
        'takeaway: "22"',
        'take_away: "22"',
        'line 4: taxes.alcohol.rate.take_away: is not known here (did you mean "takeaway"?)',
    ),
    (
        "tcp://10.20.0.11:9100",
        "10.20.0.11",
        'line 6: printers.kitchen.address: "10.20.0.11" is not an address like tcp://10.20.0.11:9100',
    ),
    (
        "tcp://10.20.0.11:9100",
        "tcp://10.20.0.11:0",
        'line 6: printers.kitchen.address: "tcp://10.20.0.11:0" is not an address like tcp://10.20.0.11:9100',
    ),
    ("backup: bar", "backup: kitchen", "line 6: printers.kitchen.backup: a printer cannot be its own backup"),
    ("backup: bar", "backup: cellar", 'line 6: printers.kitchen.backup: no printer is called "cellar"'),
    (
        "name: Grill, printer: kitchen",
        "name: Grill, printer: kitchn",
        'line 9: stations.grill.printer: no printer is called "kitchn" (did you mean "kitchen"?)',
    ),
    (
        "name: Grill, printer: kitchen",
        "name: Grill, screen: false",
        "line 9: stations.grill.screen: a station needs a screen or a printer, or nobody sees its tickets",
    ),
    (
        "screen: false}",
        "screen: false, progress: bump_only}",
        "line 10: stations.bar.progress: a station without a screen has nothing to press: progress is none",
    ),
    (
        "name: Grill, printer: kitchen",
        "name: Grill, held: hidden",
        'line 9: stations.grill.held: "hidden" is not one of show, hide, print_then_fire_slip',
    ),
    (
        "name: Grill, printer: kitchen",
        "name: Grill, warm_seconds: 600, late_seconds: 300",
        "line 9: stations.grill.warm_seconds: is more than late_seconds (300)",
    ),
    (
        "  bar: {name: Bar, printer: bar, screen: false}",
        "  bar: {printer: bar}\n  pass: {kind: pass, stations: [gril]}",
        'line 11: stations.pass.stations[0]: no station is called "gril" (did you mean "grill"?)',
    ),
    (
        "drawers: {bar: {printer: bar}}",
        "drawers: {bar: {printer: till}}",
        'line 11: drawers.bar.printer: no printer is called "till"',
    ),
    (
        '{"3": {seats: 4}}',
        '{"2": {seats: 4}}',
        'line 14: sections.terrace.tables.2: table "2" is already on line 13',
    ),
    (
        '{"3": {seats: 4}}',
        '{"3": {seats: 0}}',
        "line 14: sections.terrace.tables.3.seats: must be a whole number from 1 to 99",
    ),
    (
        '{"3": {seats: 4}}',
        '{"3/a": {seats: 4}}',
        "line 14: sections.terrace.tables.3/a: an id is 1 to 64 ASCII letters, digits, _ and -",
    ),
    ('role: manager, pin: "2580"', 'role: waiter, pin: "2580"', "line 15: staff: names no manager or owner"),
    ('pin: "1470"', 'pin: "2580"', "line 17: staff[1].pin: Ada has the same PIN"),
    ('pin: "1470"', 'pin: "147"', "line 17: staff[1].pin: a PIN is 4 to 8 digits"),
    ('pin: "1470"', 'pin: "１４７０"', "line 17: staff[1].pin: a PIN is 4 to 8 digits"),
    (', pin: "1470"', "", "line 17: staff[1].pin: is missing"),
    ("name: Luca", "name: Ada", "line 17: staff[1].id: Ada has the same id; give one an id of its own"),
    ("name: Luca", "name: 李", 'line 17: staff[1].id: no id can be made from "李": give one'),
    (
        "role: waiter",
        "role: printer",
        'line 17: staff[1].role: "printer" is not one of owner, manager, cashier, waiter, kitchen',
    ),
    ("unit: g,", "unit: kg,", 'line 19: ingredients.mince.unit: "kg" is not one of g, ml, each'),
    (
        'on_hand: "10000"',
        'on_hand: "1.0005"',
        "line 19: ingredients.mince.on_hand: 1.0005 g is not a whole thousandth of 1 g",
    ),
    (
        'cost: "0.011"',
        'cost: "0.0000001"',
        "line 19: ingredients.mince.cost: 0.0000001 has more than 6 decimals",
    ),
    (
        "when_out: block",
        "when_out: stop",
        'line 20: ingredients.bun.when_out: "stop" is not one of warn, block',
    ),
    ("allergens: [gluten]", "allergens: gluten", "line 20: ingredients.bun.allergens: must be a list"),
    (
        "allergens: [gluten]",
        "allergens: [milk, milk]",
        'line 20: ingredients.bun.allergens[1]: "milk" stands twice',
    ),
    ("min: 1, max: 1", "min: 2, max: 1", "line 22: modifiers.doneness.min: is more than max (1)"),
    ("min: 1, max: 1", "min: 3", "line 22: modifiers.doneness.min: is more than the 2 options there are"),
    (
        "station: grill",
        "station: gril",
        'line 26: menu.mains.station: no station is called "gril" (did you mean "grill"?)',
    ),
    ("station: grill", "station: pass", 'line 26: menu.mains.station: no station is called "pass"'),
    (
        "    station: grill\n",
        "    # nowhere\n",
        f"line 29: {ITEM}: has no station, and its category has none",
    ),
    (
        "station: bar, tax",
        "station: bar, stations: [grill], tax",
        "line 33: menu.drinks.items.beer.station: name station or stations, not both",
    ),
    (
        "tax: alcohol",
        "tax: alcool",
        'line 33: menu.drinks.items.beer.tax: no tax class is called "alcool" (did you mean "alcohol"?)',
    ),
    (
        "      beer:",
        "      burger:",
        'line 33: menu.drinks.items.burger: item "burger" is already on line 29',
    ),
    (BURGER, 'price: "-1.00"', f"line 29: {ITEM}.price: -1.00 is negative"),
    (BURGER, "price: 12.005", f"line 29: {ITEM}.price: 12.005 has more decimals than the currency's 2"),
    (BURGER, "price: 1e3", f'line 29: {ITEM}.price: "1e3" is not a decimal number like 12.50'),
    (BURGER, "price: .inf", f'line 29: {ITEM}.price: ".inf" is not a decimal number like 12.50'),
    (BURGER, "price: 0x10", f'line 29: {ITEM}.price: "0x10" is not a decimal number like 12.50'),
    (BURGER, 'price: "12,00"', f'line 29: {ITEM}.price: "12,00" is not a decimal number like 12.50'),
    (BURGER, "price: [12]", f"line 29: {ITEM}.price: must be a single value"),
    (f"{BURGER}, ", "", f"line 29: {ITEM}.price: is missing"),
    (BURGER, "price: 1000000.01", f"line 29: {ITEM}.price: 1000000.01 is more than 1000000.00"),
    ("mince: 180 g", "mince: 180 ml", f"line 29: {ITEM}.recipe.mince: ml does not convert to g"),
    (
        "mince: 180 g",
        "mince: 180 lb",
        f'line 29: {ITEM}.recipe.mince: "lb" is not a unit: kg, g, mg, l, cl, ml, dozen, each',
    ),
    ("mince: 180 g", "mince: 0 g", f"line 29: {ITEM}.recipe.mince: a recipe uses more than nothing"),
    ("mince: 180 g", "mince: some", f'line 29: {ITEM}.recipe.mince: "some" is not a quantity like 180 g'),
    (
        "mince: 180 g",
        "minc: 180 g",
        f'line 29: {ITEM}.recipe.minc: no ingredient is called "minc" (did you mean "mince"?)',
    ),
    (
        "modifiers: [doneness]",
        "modifiers: [donenes]",
        f'line 29: {ITEM}.modifiers[0]: no modifier group is called "donenes" (did you mean "doneness"?)',
    ),
    ("course: 2", "course: 21", "line 27: menu.mains.course: must be a whole number from 0 to 20"),
    ("course: 2", "course: two", 'line 27: menu.mains.course: "two" is not a decimal number like 12.50'),
    ("    course: 2\n", "    name: Secondi\n", "line 27: menu.mains.name: stands twice: already on line 25"),
    (
        BURGER,
        "price: !!float 12.00",
        f"line 29: {ITEM}.price: tags (tag:yaml.org,2002:float) are not allowed",
    ),
    (BURGER, "price: &p 12.00", f"line 29: {ITEM}.price: anchors (&p) are not allowed"),
    (BURGER, "? [a] : b, " + BURGER, f"line 29: {ITEM}: a key must be a single word"),
    ("name: Grill", "name: {a: b}", "line 9: stations.grill.name: must be a single value"),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG, ids=[said[:70] for _, _, said in WRONG])
def test_a_wrong_file_is_refused_with_its_line(old: str, new: str, said: str) -> None:
    assert said_about(changed(old, new)) == [said]


def test_all_mistakes_come_at_once_in_the_order_of_the_lines() -> None:
    text = (
        SMALL.replace('price: "12.00"', 'price: "-1"')
        .replace("station: grill", "station: gril")
        .replace("Europe/Rome", "Roma")
        .replace("mince: 180 g", "mince: 3 ml")
    )
    assert said_about(text) == [
        'line 1: restaurant.timezone: "Roma" is not a time zone like Europe/Rome',
        'line 26: menu.mains.station: no station is called "gril" (did you mean "grill"?)',
        f"line 29: {ITEM}.price: -1 is negative",
        f"line 29: {ITEM}.recipe.mince: ml does not convert to g",
    ]


def test_a_wrong_definition_is_not_blamed_on_those_who_name_it() -> None:
    text = changed("{name: Grill, printer: kitchen}", "{printer: 5}")
    assert said_about(text) == ['line 9: stations.grill.printer: no printer is called "5"']


def test_a_tax_must_be_named_when_several_could_be_meant() -> None:
    text = SMALL.replace("  food:", "  reduced:")
    assert said_about(text) == [f"line 29: {ITEM}.tax: name one of reduced, alcohol, here or in the category"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the file is empty"),
        ("- a\n", "line 1: must be a mapping (key: value)"),
        ("a: b: c\n", "line 1: not YAML: mapping values are not allowed here"),
        (SMALL + "---\na: 1\n", "line 34: the file has more than one YAML document"),
        (
            "a: [1, 2\nb: 3\n",
            "line 2: not YAML: expected ',' or ']', but got ':' (while parsing a flow sequence)",
        ),
        ("a: 1\nb: \x1b\n", "line 2: contains the character U+001B, which cannot be shown or printed"),
        ('a: "\\U00110000"\n', "line 1: not YAML: a character cannot be read here"),
        ("a: " + "[" * 100_000, "line 1: nested more than 32 deep"),
        ("a: " + "{b: " * 10_000, "line 1: nested more than 32 deep"),
        ("#" * (1024 * 1024 + 1), "line 1: the file is larger than 1024 KiB"),
    ],
    ids=["empty", "list", "syntax", "two", "open", "control", "escape", "deep", "deep mapping", "large"],
)  # fmt: skip
def test_what_is_no_restaurant_file_at_all_is_refused(text: str, said: str) -> None:
    assert said_about(text) == [said]


def test_a_bomb_of_aliases_is_refused_without_being_unpacked() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9)]
    said = said_about("l0: &l0 lol\n" + "\n".join(levels))
    assert "line 1: l0: anchors (&l0) are not allowed" in said
    assert "line 2: l1[0]: aliases (*l0) are not allowed: write it out" in said


@pytest.mark.parametrize(
    "section", ["restaurant", "taxes", "printers", "stations", "menu", "staff", "modifiers"]
)
@pytest.mark.parametrize("value", ["null", "5", "text", "[]", "{}", "[[1]]", "{a: 1}", "{a: {b: {c: [1]}}}"])
def test_any_section_may_be_of_any_shape_without_breaking_the_reader(section: str, value: str) -> None:
    lines, kept = SMALL.splitlines(), []
    inside = False
    for line in lines:
        if not line.startswith(" "):
            inside = line.startswith(f"{section}:")
            if inside:
                kept.append(f"{section}: {value}")
        if not inside:
            kept.append(line)
    try:
        read_restaurant("\n".join(kept))
    except FileRejected as rejected:
        assert rejected.mistakes
