"""What pages must know of the house before they show anything."""

import msgspec

from kitchenhub.floor.tables import Section
from kitchenhub.kitchen.tables import Progress, Station, StationKind
from kitchenhub.restaurant.tables import PayWhen, Restaurant
from kitchenhub.shifts.tables import Drawer
from kitchenhub.store.reads import Reader
from kitchenhub.wire import Currency


class OrderTypeCard(msgspec.Struct, frozen=True, kw_only=True):
    """When orders of a type are paid."""

    pay: PayWhen


class SectionCard(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the room."""

    id: str
    name: str
    position: int


class DrawerCard(msgspec.Struct, frozen=True, kw_only=True):
    """A cash drawer."""

    id: str
    name: str
    printer: str | None


class StationShort(msgspec.Struct, frozen=True, kw_only=True):
    """A station."""

    id: str
    name: str
    kind: StationKind
    screen: bool
    printer: str | None
    progress: Progress
    stations: tuple[str, ...]


class House(msgspec.Struct, frozen=True, kw_only=True):
    """The restaurant's settings as pages need them."""

    name: str
    currency: Currency
    locale: str
    timezone: str
    order_types: dict[str, OrderTypeCard]
    reasons: dict[str, list[str]]
    sections: list[SectionCard]
    drawers: list[DrawerCard]
    stations: list[StationShort]
    cover_charge_cents: int
    prices_include_tax: bool


def show_house(reader: Reader) -> House:
    """The restaurant."""
    row = reader.get(Restaurant)
    if row is None:
        raise RuntimeError("a restaurant without settings")
    sections = sorted((one for one in reader.find(Section) if not one.archived), key=lambda one: one.position)
    stations = sorted((one for one in reader.find(Station) if not one.archived), key=lambda one: one.position)
    drawers = [one for one in reader.find(Drawer) if not one.archived]
    return House(
        name=row.name, currency=row.currency, locale=row.locale, timezone=row.timezone,
        order_types={id: OrderTypeCard(pay=pay) for id, pay in row.order_types.items()}, reasons=row.reasons,
        sections=[SectionCard(id=one.id, name=one.name, position=one.position) for one in sections],
        drawers=[DrawerCard(id=one.id, name=one.name or one.id, printer=one.printer) for one in drawers],
        stations=[
            StationShort(id=one.id, name=one.name, kind=one.kind, screen=one.screen, printer=one.printer,
                         progress=one.progress, stations=one.stations)
            for one in stations
        ],
        cover_charge_cents=row.cover_charge_cents, prices_include_tax=row.prices_include_tax,
    )  # fmt: skip
