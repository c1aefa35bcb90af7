"""The restaurant that a simulation plays in, made from the orders themselves, and each row in its
terms.

One category, three stations round-robin by item name and a pass, one tax of 0 included. Every price of
an item is a variant, all options ever chosen with it form its one group, opening stock is twice the
exact need.
"""

from collections.abc import Iterable, Sequence

import msgspec

from kitchenhub.restaurant.checks import address_of, minor_digits
from kitchenhub.restaurant.file import (
    ORDER_TYPES,
    Category,
    Drawer,
    Ingredient,
    Item,
    ModifierGroup,
    Option,
    Printer,
    RestaurantFile,
    Section,
    Settings,
    StaffMember,
    Station,
    Table,
    TaxClass,
    Variant,
)
from kitchenhub.restaurant.quantities import money_text
from kitchenhub.simulate.orders_file import Order, OrderRow, Recipes, expected, unique_slugs

STATIONS = 3
TABLES = 40
TAX = "none"
CATEGORY = "menu"
DRAWER = "counter"


class ChosenLine(msgspec.Struct, frozen=True, kw_only=True):
    """A row as an order line: ids of the made menu. `options` are of `group`, each with its quantity."""

    item: str
    variant: str
    quantity: int
    group: str | None
    options: tuple[tuple[str, int], ...]


class MadeMenu(msgspec.Struct, frozen=True, kw_only=True):
    """The made restaurant, and how names of the orders file became ids."""

    file: RestaurantFile
    item_ids: dict[str, str]
    option_ids: dict[str, dict[str, str]]

    def line(self, row: OrderRow) -> ChosenLine:
        """The row in the menu's ids."""
        item = self.item_ids[row.item]
        ids = self.option_ids[row.item]
        return ChosenLine(
            item=item,
            variant=str(row.unit_price_cents),
            quantity=row.quantity,
            group=item if row.options else None,
            options=tuple((ids[option.name], option.quantity) for option in row.options),
        )


def make_menu(
    orders: Iterable[Order], recipes: Recipes, currency: str = "USD", printers: Sequence[str] = ()
) -> MadeMenu:
    """The restaurant for these orders. `printers` are addresses (tcp://host:port); the last one also prints
    receipts, stations take turns among all of them.
    """
    orders = tuple(orders)
    rows = [row for order in orders for row in order.rows]
    item_ids = unique_slugs(sorted({row.item for row in rows}), "item")
    option_ids = {
        name: unique_slugs(
            sorted({option.name for row in rows if row.item == name for option in row.options}), "option"
        )
        for name in item_ids
    }
    made_printers = tuple(_printer(index, address) for index, address in enumerate(printers, start=1))
    stations = tuple(_station(index, made_printers) for index in range(STATIONS))
    watched = tuple(station.id for station in stations)
    last_printer = made_printers[-1].id if made_printers else None
    making = _Making(rows, recipes, currency, item_ids, option_ids)
    file = RestaurantFile(
        restaurant=Settings(
            name="Simulation", currency=currency, timezone="UTC", receipt_printer=last_printer
        ),
        order_types=dict(ORDER_TYPES),
        taxes=(TaxClass(id=TAX, rate_bp=0),),
        printers=made_printers,
        stations=(
            *stations,
            Station(id="pass", name="Pass", kind="pass", progress="bump_only", stations=watched),
        ),
        drawers=(Drawer(id=DRAWER, name="Counter", printer=last_printer),),
        sections=(_room(),),
        staff=_staff(),
        ingredients=_ingredients(orders, recipes),
        modifiers=making.groups(),
        menu=(Category(id=CATEGORY, name="Menu", tax=TAX, items=making.items(watched)),),
    )
    return MadeMenu(file=file, item_ids=item_ids, option_ids=option_ids)


class _Making:
    """The items and groups of one orders file."""

    def __init__(
        self,
        rows: Sequence[OrderRow],
        recipes: Recipes,
        currency: str,
        item_ids: dict[str, str],
        option_ids: dict[str, dict[str, str]],
    ) -> None:
        self.recipes, self.digits = recipes, minor_digits(currency)
        self.item_ids, self.option_ids = item_ids, option_ids
        self.prices: dict[str, set[int]] = {name: set() for name in item_ids}
        for row in rows:
            self.prices[row.item].add(row.unit_price_cents)

    def items(self, stations: Sequence[str]) -> tuple[Item, ...]:
        return tuple(
            Item(
                id=id,
                name=name,
                price_cents=None,
                tax=TAX,
                stations=(stations[index % len(stations)],),
                variants=tuple(self.variant(cents) for cents in sorted(self.prices[name])),
                recipe=self.recipes.items.get(name, {}),
                modifiers=(id,) if self.option_ids[name] else (),
            )
            for index, (name, id) in enumerate(self.item_ids.items())
        )

    def variant(self, cents: int) -> Variant:
        return Variant(id=str(cents), name=money_text(cents, self.digits), price_cents=cents)

    def groups(self) -> tuple[ModifierGroup, ...]:
        return tuple(
            ModifierGroup(
                id=self.item_ids[name],
                name=name,
                options=tuple(
                    Option(id=id, name=option, recipe=self.recipes.options.get(option, {}))
                    for option, id in ids.items()
                ),
            )
            for name, ids in self.option_ids.items()
            if ids
        )


def _printer(number: int, address: str) -> Printer:
    _, host, port = address_of(address)
    return Printer(id=f"printer-{number}", name=f"Printer {number}", address=address, host=host, port=port)


def _station(index: int, printers: Sequence[Printer]) -> Station:
    printer = printers[index % len(printers)].id if printers else None
    return Station(id=f"station-{index + 1}", name=f"Station {index + 1}", printer=printer)


def _room() -> Section:
    tables = tuple(Table(id=str(number + 1), seats=4, position=number) for number in range(TABLES))
    return Section(id="room", name="Room", tables=tables)


def _staff() -> tuple[StaffMember, ...]:
    return (
        StaffMember(id="ada", name="Ada", role="manager", pin="2580"),
        StaffMember(id="luca", name="Luca", role="waiter", pin="1470"),
        StaffMember(id="nora", name="Nora", role="cashier", pin="7410"),
        StaffMember(id="sam", name="Sam", role="kitchen", pin="1590"),
    )


def _ingredients(orders: Sequence[Order], recipes: Recipes) -> tuple[Ingredient, ...]:
    use_milli = expected(orders, recipes).use_milli
    return tuple(
        Ingredient(id=id, name=recipes.names[id], unit=unit, on_hand_milli=2 * use_milli[id])
        for id, unit in recipes.units.items()
    )
