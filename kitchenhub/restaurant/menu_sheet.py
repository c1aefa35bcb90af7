"""The menu as a spreadsheet (CSV): items, variants and prices, to be changed by people who like tables.

A row with `variant` is a variant of the item, its `name` and `price` are the variant's; the item itself
has a row without. Reading needs nothing but the text; merging checks it against the restaurant. An
empty cell leaves what is there. Cells that a spreadsheet would run as a formula are refused, and
written with an apostrophe.
"""

import csv
import re
from collections.abc import Iterable
from io import StringIO

import msgspec

from kitchenhub.restaurant.checks import minor_digits, name_of
from kitchenhub.restaurant.csv_rows import CsvRow, csv_rows
from kitchenhub.restaurant.file import COURSE_DEFAULT, Category, Item, RestaurantFile, Variant, is_id
from kitchenhub.restaurant.menu_reading import COUNT_MAX, COURSE_MAX
from kitchenhub.restaurant.mistakes import Mistakes, WrongValue, shown
from kitchenhub.restaurant.quantities import cents_of, exact, money_text

REQUIRED = ("category", "item", "name", "price")
OPTIONAL = ("variant", "station", "tax", "course", "remaining")
OF_THE_ITEM = ("station", "tax", "course", "remaining")

# What a spreadsheet takes for a formula, full-width forms included; apostrophes in front mark it as text.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_MARKED = re.compile(r"'[\s']*[=+\-@＝＋－＠]")


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row. Null or empty: the cell was empty and leaves what is there."""

    line: int
    category: str
    item: str
    name: str = ""
    price_cents: int | None = None
    variant: str | None = None
    stations: tuple[str, ...] = ()
    tax: str | None = None
    course: int | None = None
    remaining: int | None = None


def read_sheet(text: str, currency: str) -> tuple[SheetRow, ...]:
    """The rows. Raises FileRejected with all mistakes that can be seen without the restaurant."""
    mistakes = Mistakes()
    digits = minor_digits(currency)
    rows: list[SheetRow] = []
    lines: dict[tuple[str, str | None], int] = {}
    for row in csv_rows(text, REQUIRED, OPTIONAL, mistakes):
        read = _sheet_row(row, digits)
        key = (read.item, read.variant)
        if read.item and key in lines:
            row.wrong("item", f'"{shown(read.item)}" already has a row on line {lines[key]}')
        lines.setdefault(key, row.line)
        rows.append(read)
    mistakes.reject_if_any()
    return tuple(rows)


def merge_sheet(file: RestaurantFile, rows: Iterable[SheetRow]) -> RestaurantFile:
    """The file with the rows laid over it: items changed, moved or added, none removed.

    Raises FileRejected where a row does not fit the restaurant.
    """
    merge = _Merge(file)
    for row in sorted(rows, key=lambda row: row.variant is not None):
        merge.lay(row)
    merge.check_prices()
    merge.mistakes.reject_if_any()
    return msgspec.structs.replace(file, menu=merge.menu())


def write_sheet(file: RestaurantFile) -> str:
    """The whole menu as a spreadsheet that reads back and changes nothing."""
    digits = minor_digits(file.restaurant.currency)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*REQUIRED, *OPTIONAL))
    for category, item in file.items():
        price = "" if item.price_cents is None else money_text(item.price_cents, digits)
        remaining = "" if item.remaining is None else item.remaining
        own = (_marked(item.tax), item.course, remaining)
        ids = (category.id, item.id)
        writer.writerow((*ids, _marked(item.name), price, "", "; ".join(item.stations), *own))
        for variant in item.variants:
            price = money_text(variant.price_cents, digits)
            writer.writerow((*ids, _marked(variant.name), price, variant.id, "", "", "", ""))
    return out.getvalue()


def _marked(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) or _MARKED.match(text) else text


def _plain(text: str) -> str:
    if _MARKED.match(text):
        return text[1:]
    if _FORMULA.match(text):
        raise WrongValue(f'"{shown(text)}" starts like a formula; put an apostrophe in front if it is text')
    return text


def _name(text: str) -> str:
    return name_of(_plain(text))


def _id(text: str) -> str:
    if not is_id(_plain(text)):
        raise WrongValue(f'"{shown(text)}" is not an id: 1 to 64 ASCII letters, digits, _ and -')
    return text


def _stations(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_id(part.strip()) for part in _plain(text).split(";")))


def _sheet_row(row: CsvRow, digits: int) -> SheetRow:
    variant = row.value("variant", _id, None, required=False)
    for column in OF_THE_ITEM:
        if variant and row[column]:
            row.wrong(column, "belongs in the row of the item, not of a variant")
    return SheetRow(
        line=row.line,
        category=row.value("category", _plain, ""),
        item=row.value("item", _id, ""),
        name=row.value("name", _name, "", required=False),
        price_cents=row.value("price", lambda text: cents_of(text, digits), None, required=False),
        variant=variant,
        stations=row.value("station", _stations, (), required=False),
        tax=row.value("tax", _id, None, required=False),
        course=row.value("course", lambda text: _whole(text, COURSE_MAX), None, required=False),
        remaining=row.value("remaining", lambda text: _whole(text, COUNT_MAX), None, required=False),
    )


def _whole(text: str, high: int) -> int:
    number = exact(text)
    if number.denominator != 1 or not 0 <= number <= high:
        raise WrongValue(f"must be a whole number from 0 to {high}")
    return int(number)


class _Merge:
    """The menu while rows are laid over it: items by id, each with the category it is in now."""

    def __init__(self, file: RestaurantFile) -> None:
        self.file, self.mistakes = file, Mistakes()
        self.categories = {category.id: category for category in file.menu}
        self.items = {item.id: item for _, item in file.items()}
        self.homes = {item.id: category.id for category, item in file.items()}
        self.stations = tuple(station.id for station in file.stations if station.kind == "station")
        self.taxes = tuple(tax.id for tax in file.taxes)
        self.lines: dict[str, int] = {}

    def lay(self, row: SheetRow) -> None:
        """Lay one row over the menu. Rows of items must come before rows of their variants."""
        category = self.category(row)
        if category is None:
            return
        self.lines.setdefault(row.item, row.line)
        if row.variant is not None:
            self.lay_variant(row, row.variant)
            return
        item = self.items.get(row.item) or self.new_item(row, category)
        self.check_references(row)
        self.homes[row.item] = category.id
        self.items[row.item] = msgspec.structs.replace(
            item,
            name=row.name or item.name,
            price_cents=item.price_cents if row.price_cents is None else row.price_cents,
            stations=row.stations or item.stations,
            tax=row.tax or item.tax,
            course=item.course if row.course is None else row.course,
            remaining=item.remaining if row.remaining is None else row.remaining,
        )

    def category(self, row: SheetRow) -> Category | None:
        """By its id, or by its name as guests read it."""
        named = [c for c in self.file.menu if c.name.casefold() == row.category.casefold()]
        found = self.categories.get(row.category) or (named[0] if len(named) == 1 else None)
        if found is None:
            self.wrong(row, "category", self.mistakes.unknown("category", row.category, self.categories))
        return found

    def new_item(self, row: SheetRow, category: Category) -> Item:
        tax = row.tax or category.tax or self.default_tax()
        if not row.name:
            self.wrong(row, "name", "a new item needs a name")
        if not (row.stations or category.stations):
            self.wrong(row, "station", "a new item needs a station, its category has none")
        if not tax:
            self.wrong(row, "tax", f"a new item needs one of {', '.join(self.taxes)}")
        course = COURSE_DEFAULT if category.course is None else category.course
        return Item(
            id=row.item, name=row.name, price_cents=None, tax=tax, stations=category.stations, course=course
        )

    def default_tax(self) -> str:
        return self.taxes[0] if len(self.taxes) == 1 else "food" if "food" in self.taxes else ""

    def lay_variant(self, row: SheetRow, id: str) -> None:
        item = self.items.get(row.item)
        if item is None:
            self.wrong(row, "item", f'"{row.item}" is new: it needs a row of its own, without a variant')
            return
        found = next((variant for variant in item.variants if variant.id == id), None)
        if found is None and (not row.name or row.price_cents is None):
            self.wrong(row, "variant", "a new variant needs a name and a price")
            return
        old = found or Variant(id=id, name=row.name, price_cents=0)
        price_cents = old.price_cents if row.price_cents is None else row.price_cents
        new = msgspec.structs.replace(old, name=row.name or old.name, price_cents=price_cents)
        variants = tuple(new if variant.id == id else variant for variant in item.variants)
        self.items[row.item] = msgspec.structs.replace(item, variants=variants if found else (*variants, new))

    def check_references(self, row: SheetRow) -> None:
        for station in row.stations:
            if station not in self.stations:
                self.wrong(row, "station", self.mistakes.unknown("station", station, self.stations))
        if row.tax is not None and row.tax not in self.taxes:
            self.wrong(row, "tax", self.mistakes.unknown("tax class", row.tax, self.taxes))

    def check_prices(self) -> None:
        """Every item of the sheet is sold for something: a price, or variants that have one."""
        for id, line in self.lines.items():
            item = self.items.get(id)
            if item and item.price_cents is None and not item.variants:
                self.mistakes.add(line, "price", f'"{id}" needs a price or variants')

    def wrong(self, row: SheetRow, column: str, message: str) -> None:
        self.mistakes.add(row.line, column, message)

    def menu(self) -> tuple[Category, ...]:
        """The categories with their items: old ones where they were, moved and new ones at the end."""
        placed: dict[str, list[Item]] = {category.id: [] for category in self.file.menu}
        came = dict(self.homes)
        for category, item in self.file.items():
            if self.homes[item.id] == category.id:
                placed[category.id].append(self.items[item.id])
                del came[item.id]
        for id, home in came.items():
            placed[home].append(self.items[id])
        return tuple(
            msgspec.structs.replace(category, items=tuple(placed[category.id])) for category in self.file.menu
        )
