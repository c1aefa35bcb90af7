"""Reading an orders file and its recipes (CSV): every mistake with its line, all of them at once.

Prices become whole cents here. A unit price with more decimals than the currency has (an amount divided by
its quantity) is taken back to the row's amount; where that is no multiple of the quantity, the row becomes
two order lines whose prices differ by one cent, so that the amount stays exact.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from fractions import Fraction

import msgspec

from kitchenhub.restaurant.checks import minor_digits, name_of
from kitchenhub.restaurant.csv_rows import CsvRow, csv_rows
from kitchenhub.restaurant.file import ID_MAX, is_id, slug
from kitchenhub.restaurant.mistakes import Mistakes, WrongValue, shown
from kitchenhub.restaurant.quantities import UNITS, Unit, cents_of, converted_milli, exact
from kitchenhub.wire import CENTS_MAX

ORDER_COLUMNS = ("order", "item", "quantity", "options", "unit_price")
RECIPE_COLUMNS = ("kind", "name", "ingredient", "quantity", "unit")
QUANTITY_MAX = 999
ORDER_LINES_MAX = 200


class ChosenOption(msgspec.Struct, frozen=True):
    """An option of a row; named twice in the row, its quantity is 2."""

    name: str
    quantity: int


class OrderRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an order as it will be sent. `line` is where it stands in the file."""

    line: int
    item: str
    quantity: int
    options: tuple[ChosenOption, ...]
    unit_price_cents: int
    at: datetime | None = None


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that belong together. `at` is the time of its first row."""

    id: str
    rows: tuple[OrderRow, ...]
    at: datetime | None = None


class Recipes(msgspec.Struct, frozen=True, kw_only=True):
    """What items and options use, in thousandths of the ingredient's base unit, by ingredient id."""

    items: dict[str, dict[str, int]] = {}
    options: dict[str, dict[str, int]] = {}
    units: dict[str, Unit] = {}
    names: dict[str, str] = {}


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What playing the orders must come to."""

    orders: int
    lines: int
    units: int
    sales_cents: int
    use_milli: dict[str, int]


def read_orders(text: str, currency: str = "USD") -> tuple[Order, ...]:
    """The orders in the order they are played: by `at` where the file has it, else as they stand.

    Raises FileRejected with all mistakes.
    """
    mistakes = Mistakes()
    digits = minor_digits(currency)
    rows: dict[str, list[OrderRow]] = {}
    lines: dict[str, int] = {}
    for row in csv_rows(text, ORDER_COLUMNS, ("at",), mistakes):
        id = row.value("order", name_of, "")
        rows.setdefault(id, []).extend(_order_rows(row, digits))
        lines.setdefault(id, row.line)
    orders = tuple(_order(id, found) for id, found in rows.items())
    for order in orders:
        if len(order.rows) > ORDER_LINES_MAX:
            mistakes.add(lines[order.id], "order", f"has more than {ORDER_LINES_MAX} lines")
        if order.at is None and any(other.at for other in orders):
            mistakes.add(lines[order.id], "at", "is empty, but other orders have a time")
    if not rows and not mistakes.found:
        mistakes.add(1, "", "the file has no orders")
    mistakes.reject_if_any()
    return tuple(sorted(orders, key=lambda order: order.at or datetime.min.replace(tzinfo=UTC)))


def read_recipes(text: str) -> Recipes:
    """The recipes. Raises FileRejected with all mistakes."""
    mistakes = Mistakes()
    reading = _RecipeReading()
    for row in csv_rows(text, RECIPE_COLUMNS, (), mistakes):
        reading.add(row)
    mistakes.reject_if_any()
    return reading.recipes


def expected(orders: Iterable[Order], recipes: Recipes) -> Expected:
    """The totals, computed from the files alone."""
    orders = tuple(orders)
    rows = [row for order in orders for row in order.rows]
    use_milli = dict.fromkeys(recipes.units, 0)
    for row in rows:
        for id, milli in recipes.items.get(row.item, {}).items():
            use_milli[id] += milli * row.quantity
        for option in row.options:
            for id, milli in recipes.options.get(option.name, {}).items():
                use_milli[id] += milli * option.quantity * row.quantity
    return Expected(
        orders=len(orders),
        lines=len(rows),
        units=sum(row.quantity for row in rows),
        sales_cents=sum(row.quantity * row.unit_price_cents for row in rows),
        use_milli=use_milli,
    )


def without_recipe(orders: Iterable[Order], recipes: Recipes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The items and the options that are ordered but use nothing that is counted."""
    rows = [row for order in orders for row in order.rows]
    items = {row.item for row in rows} - set(recipes.items)
    options = {option.name for row in rows for option in row.options} - set(recipes.options)
    return tuple(sorted(items)), tuple(sorted(options))


def unique_slugs(names: Iterable[str], fallback: str) -> dict[str, str]:
    """Name → id, unique even where names differ only in spelling: `salsa`, `salsa-2`."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = name if is_id(name) and name == name.lower() else slug(name)
        plain = plain[: ID_MAX - 6] or fallback
        number, id = 1, plain
        while id in taken:
            number += 1
            id = f"{plain}-{number}"
        taken.add(id)
        ids[name] = id
    return ids


def _order(id: str, rows: list[OrderRow]) -> Order:
    times = [row.at for row in rows if row.at]
    return Order(id=id, rows=tuple(rows), at=min(times) if times else None)


def _order_rows(row: CsvRow, digits: int) -> list[OrderRow]:
    quantity = row.value("quantity", _quantity, 0)
    item = row.value("item", name_of, "")
    options: tuple[ChosenOption, ...] = row.value("options", _options, (), required=False)
    at = row.value("at", _time, None, required=False)
    prices: tuple[tuple[int, int], ...] = row.value(
        "unit_price", lambda text: _prices(text, quantity or 1, digits), ()
    )
    return [
        OrderRow(line=row.line, item=item, quantity=count, options=options, unit_price_cents=cents, at=at)
        for count, cents in prices
    ]


def _quantity(text: str) -> int:
    number = exact(text)
    if number.denominator != 1 or not 1 <= number <= QUANTITY_MAX:
        raise WrongValue(f"must be a whole number from 1 to {QUANTITY_MAX}")
    return int(number)


def _options(text: str) -> tuple[ChosenOption, ...]:
    names = [part.strip() for part in text.split(";")]
    if "" in names:
        raise WrongValue("an option is empty: separate them by one semicolon")
    return tuple(ChosenOption(name_of(name), quantity) for name, quantity in Counter(names).items())


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise WrongValue(f'"{shown(text)}" is not a time like 2026-11-23T19:42:00Z') from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _prices(text: str, quantity: int, digits: int) -> tuple[tuple[int, int], ...]:
    """Quantities with their unit price in cents, which together are the row's amount."""
    decimals = len(text.partition(".")[2])
    if decimals <= digits:
        return ((quantity, cents_of(text, digits)),)
    price = exact(text) * 10**digits
    if not 0 <= price <= CENTS_MAX:
        raise WrongValue(f"{text} is negative or too much")
    amount = quantity * price
    amount_cents = int(amount + Fraction(1, 2))
    # What a division cut off is at most one unit of the last decimal for each piece; a price that is
    # further from a whole amount is not a price. Binary floats are off by less than a millionth.
    slack = quantity * max(Fraction(1, 10 ** (decimals - digits)), Fraction(1, 1_000_000))
    if abs(amount - amount_cents) > slack:
        raise WrongValue(f"{quantity} × {text} does not come to a whole amount")
    low, more = divmod(amount_cents, quantity)
    parts = ((quantity - more, low), (more, low + 1))
    return tuple((count, cents) for count, cents in parts if count)


class _RecipeReading:
    """Recipes row by row. The first row of an ingredient settles its base unit."""

    def __init__(self) -> None:
        self.recipes = Recipes(items={}, options={}, units={}, names={})
        self.ids: dict[str, str] = {}

    def add(self, row: CsvRow) -> None:
        kinds = {"item": self.recipes.items, "option": self.recipes.options}
        kind = row["kind"]
        if kind not in kinds:
            row.wrong("kind", f'"{shown(kind)}" is not item or option')
        name = row.value("name", name_of, "")
        ingredient = row.value("ingredient", name_of, "")
        unit = row.value("unit", _unit, "")
        if not (kind in kinds and name and ingredient and unit):
            return
        id = self.ingredient_id(ingredient)
        base = self.recipes.units.setdefault(id, UNITS[unit][0])
        milli = row.value("quantity", lambda text: _used_milli(text, unit, base), 0)
        recipe = kinds[kind].setdefault(name, {})
        if id in recipe:
            row.wrong("ingredient", f'{kind} "{shown(name)}" already has a row for "{shown(ingredient)}"')
        recipe[id] = milli

    def ingredient_id(self, name: str) -> str:
        if name not in self.ids:
            self.ids = unique_slugs([*self.ids, name], "ingredient")
            self.recipes.names[self.ids[name]] = name
        return self.ids[name]


def _unit(text: str) -> str:
    if text not in UNITS:
        raise WrongValue(f'"{shown(text)}" is not a unit: {", ".join(UNITS)}')
    return text


def _used_milli(text: str, unit: str, base: Unit) -> int:
    milli = converted_milli(text, unit, base)
    if milli == 0:
        raise WrongValue("a recipe uses more than nothing")
    return milli
