"""The menu as a spreadsheet: read, refused, merged and written."""

import pytest

from kitchenhub.restaurant.difference import difference
from kitchenhub.restaurant.file import Item, RestaurantFile
from kitchenhub.restaurant.menu_sheet import merge_sheet, read_sheet, write_sheet
from kitchenhub.restaurant.mistakes import FileRejected
from kitchenhub.restaurant.reading import read_restaurant
from tests.unit.restaurant.small_file import SMALL

HEADER = "category,item,name,price,variant,station,tax,course,remaining\n"
FILE = read_restaurant(SMALL)


def merged(*rows: str) -> RestaurantFile:
    return merge_sheet(FILE, read_sheet(HEADER + "\n".join(rows), "EUR"))


def item_of(file: RestaurantFile, id: str) -> tuple[str, Item]:
    return next((category.id, item) for category, item in file.items() if item.id == id)


def said_about(text: str) -> list[str]:
    with pytest.raises(FileRejected) as rejected:
        merge_sheet(FILE, read_sheet(text, "EUR"))
    return str(rejected.value).split("\n")


def test_a_price_is_changed_and_nothing_else() -> None:
    changes = difference(
        FILE, merge_sheet(FILE, read_sheet("category,item,name,price\nmains,burger,,13.5", "EUR"))
    )
    assert [str(change) for change in changes] == ["item burger: price 12.00 → 13.50"]


def test_a_spreadsheets_mark_and_line_ends_are_fine() -> None:
    text = "\ufeffcategory,item,name,price\r\nmains,burger,Hamburger,13\r\n"
    assert item_of(merge_sheet(FILE, read_sheet(text, "EUR")), "burger")[1].name == "Hamburger"


def test_a_new_item_takes_what_its_category_has() -> None:
    category, item = item_of(merged("Mains,fries,Fries,4.50,,,,,20"), "fries")
    assert category == "mains"
    assert item == Item(
        id="fries", name="Fries", price_cents=450, tax="food", stations=("grill",), course=2, remaining=20
    )


def test_an_item_moves_to_the_category_of_its_row_and_keeps_its_stations() -> None:
    category, item = item_of(merged("drinks,burger,,,,,,,"), "burger")
    assert (category, item.stations) == ("drinks", ("grill",))


def test_variants_are_added_and_changed() -> None:
    file = merged("drinks,beer,,,,,,,", "drinks,beer,Large,6,large,,,,", "drinks,beer,Small,3.5,small,,,,")
    assert [(v.id, v.name, v.price_cents) for v in item_of(file, "beer")[1].variants] == [
        ("large", "Large", 600),
        ("small", "Small", 350),
    ]


def test_several_stations_stand_in_one_cell() -> None:
    assert item_of(merged("mains,burger,,,,grill; bar,,,"), "burger")[1].stations == ("grill", "bar")


def test_a_name_that_looks_like_a_formula_survives_with_an_apostrophe() -> None:
    file = merged("mains,burger,'=1+1,,,,,,")
    assert item_of(file, "burger")[1].name == "=1+1"
    assert ",'=1+1," in write_sheet(file)


WRONG = [
    ("", ["line 1: the file is empty"]),
    ("category;item;name;price\n", ["line 1: the cells must be separated by commas"]),
    ("category,item,price\n", ["line 1: the column name is missing"]),
    (
        "category,item,name,price,statoin\n",
        ['line 1: no column is called "statoin" (did you mean "station"?)'],
    ),
    ("category,item,name,price,name\n", ['line 1: the column "name" stands twice']),
    (HEADER + "mains,burger,Burger\n", ["line 2: has 3 cells instead of 9"]),
    (HEADER + 'mains,"burger\n', ["line 2: not CSV: unexpected end of data"]),
    (HEADER + "main,burger,,1,,,,,\n",
     ['line 2: category: no category is called "main" (did you mean "mains"?)']),
    (HEADER + "mains,burger,,-1,,,,,\n", ["line 2: price: -1 is negative"]),
    (HEADER + "mains,burger,,1.005,,,,,\n", ["line 2: price: 1.005 has more decimals than the currency's 2"]),
    (HEADER + "mains,a b,X,1,,,,,\n",
     ['line 2: item: "a b" is not an id: 1 to 64 ASCII letters, digits, _ and -']),
    (HEADER + "mains,fries,Fries,,,,,,\n", ['line 2: price: "fries" needs a price or variants']),
    (HEADER + "mains,fries,,4,,,,,\n", ["line 2: name: a new item needs a name"]),
    (HEADER + "drinks,cola,Cola,4,,,,,\n",
     ["line 2: station: a new item needs a station, its category has none"]),
    (HEADER + "mains,burger,,,,gril,,,\n",
     ['line 2: station: no station is called "gril" (did you mean "grill"?)']),
    (HEADER + "mains,burger,,,,pass,,,\n", ['line 2: station: no station is called "pass"']),
    (HEADER + "mains,burger,,,,,vat,,\n", ['line 2: tax: no tax class is called "vat"']),
    (HEADER + "mains,burger,,,,,,two,\n", ['line 2: course: "two" is not a decimal number like 12.50']),
    (HEADER + "mains,burger,,,,,,,1.5\n", ["line 2: remaining: must be a whole number from 0 to 1000000"]),
    (HEADER + "mains,burger,,1,,,,,\nmains,burger,,2,,,,,\n",
     ['line 3: item: "burger" already has a row on line 2']),
    (HEADER + "mains,burger,Big,,big,,,,\n", ["line 2: variant: a new variant needs a name and a price"]),
    (HEADER + "mains,burger,Big,1,big,grill,,,\n",
     ["line 2: station: belongs in the row of the item, not of a variant"]),
    (HEADER + "mains,fries,Big,1,big,,,,\n",
     ['line 2: item: "fries" is new: it needs a row of its own, without a variant']),
    (HEADER + "mains,burger,a\x07b,1,,,,,\n",
     ["line 2: contains the character U+0007, which cannot be shown or printed"]),
    (HEADER + 'mains,burger,"a\nb",1,,,,,\n',
     ["line 2: contains the character U+000A, which cannot be shown or printed"]),
    (HEADER + "mains,burger,,x,,,,y,\nnowhere,burger2,,1,,,,,\n", [
        'line 2: course: "y" is not a decimal number like 12.50',
        'line 2: price: "x" is not a decimal number like 12.50',
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said[0][:60] for _, said in WRONG])
def test_a_wrong_sheet_is_refused_with_its_line(text: str, said: list[str]) -> None:
    assert said_about(text) == said


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "＝"])
@pytest.mark.parametrize("column", ["category", "item", "name", "variant", "station", "tax"])
def test_a_cell_that_a_spreadsheet_would_run_is_refused(column: str, start: str) -> None:
    cells = {"category": "mains", "item": "burger"} | {column: f'{start}HYPERLINK("http://x")'}
    row = ",".join('"' + cells.get(c, "").replace('"', '""') + '"' for c in HEADER.strip().split(","))
    (said,) = said_about(HEADER + row)
    assert said.startswith(f"line 2: {column}: ")
    assert "starts like a formula" in said


def test_the_line_of_a_row_after_a_quoted_line_break_is_right() -> None:
    text = HEADER + 'mains,burger,"a\nb",1,,,,,\nmains,beer,,-1,,,,,\n'
    assert said_about(text)[-1] == "line 4: price: -1 is negative"
