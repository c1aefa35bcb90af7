"""A file that changes the house is told to screens: what came, what changed and what left."""

from kitchenhub.restaurant.applying import apply_file
from kitchenhub.restaurant.reading import read_restaurant
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from tests.support.house import MANAGER, SMALL, House


def test_tables_and_printers_that_come_and_leave_are_told(house: House) -> None:
    text = (
        SMALL.read_text()
        .replace('"2": {seats', '"22": {seats')
        .replace("\n  bar: {address", "\n  cellar: {address")
    )
    text = text.replace("printer: bar", "printer: cellar").replace("backup: bar", "backup: cellar")
    file = read_restaurant(text)
    before = len(house.events())

    def apply(work: Work) -> Result:
        apply_file(work, file, {})
        return Result("nothing")

    house.submit(apply, MANAGER)
    told = {
        (one["type"], one["data"]["id"], one["data"]["archived"])
        for one in house.events()[before:]
        if one["type"] in ("table.changed", "print.changed")
    }
    assert {("table.changed", "2", True), ("table.changed", "22", False)} <= told
    assert {("print.changed", "bar", True), ("print.changed", "cellar", False)} <= told
