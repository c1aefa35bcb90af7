"""Cooks and waiters for tests: orders in one line, tickets by station, and boards kept from events
alone.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from kitchenhub.kitchen.bumping import Bump, acknowledge, bump, bump_item, recall, start
from kitchenhub.kitchen.queries import TicketQuery, list_tickets, station_topic, stations_topic
from kitchenhub.orders.placing import place_order
from kitchenhub.orders.voiding import void_line
from kitchenhub.orders.wire import Act, NewLine, NewModifier, NewOrder
from kitchenhub.store.work import uuid7
from tests.support.house import COOK, MANAGER, House

STATIONS = ("grill", "fryer", "bar", "pass")
Card = Any


def line(item: str, quantity: int = 1, **fields: Any) -> NewLine:
    """A line of an order; meat is asked for rare."""
    modifiers = fields.pop("modifiers", ())
    if item in ("burger", "steak"):
        modifiers = (NewModifier(group="doneness", option="rare"), *modifiers)
    return NewLine(id=fields.pop("id", uuid7()), item=item, quantity=quantity, modifiers=modifiers, **fields)


def place(house: House, *lines: NewLine, **fields: Any) -> Card:
    """Place an order at table 1 and fire it all."""
    given = {"id": uuid7(), "type": "dine_in", "table": "1", **fields}
    return house.run(place_order, NewOrder(lines=lines, **given))


def ticket(house: House, station: str) -> Card:
    """The only ticket on a station's board."""
    (found,) = board(house, station)
    return found


def board(house: House, station: str, state: str = "board") -> Card:
    """A station's board, or its ready tickets."""
    return read(house, list_tickets, station, msgspec.convert({"state": state}, TicketQuery))["tickets"]


def read(house: House, query: Callable[..., Any], *arguments: Any) -> Card:
    """A query's answer as it travels."""
    return msgspec.json.decode(msgspec.json.encode(house.read(query, *arguments)))


def do(house: House, act: str, card: Card, *, force: bool = False) -> Card:
    """Let a cook press something on a ticket."""
    if act == "bump":
        return house.run(bump, card["id"], Bump(force=force), actor=COOK)
    return house.run(
        {"start": start, "recall": recall, "acknowledge": acknowledge}[act], card["id"], actor=COOK
    )


def refused(house: House, act: str, card: Card, *, force: bool = False) -> Card:
    """The problem that a press on a ticket meets."""
    if act == "bump":
        return house.refuse(bump, card["id"], Bump(force=force), actor=COOK)
    acts = {"start": start, "recall": recall, "acknowledge": acknowledge}
    return house.refuse(acts[act], card["id"], actor=COOK)


def bump_line(house: House, card: Card, line_id: str) -> Card:
    """Let a cook bump one item."""
    return house.run(bump_item, card["id"], line_id, actor=COOK)


def void(house: House, order: Card, line_id: str, quantity: int = 1) -> Card:
    """Let the manager void units of a line."""
    return house.run(
        void_line, order["id"], line_id, Act(quantity=quantity, reason="Typed wrong"), actor=MANAGER
    )


def listed(card: Card) -> bool:
    """Whether a board lists a ticket, as a screen decides from the card alone."""
    if card["state"] == "voided":
        return not card["void_acknowledged"]
    return card["state"] in ("open", "started", "recalled")


def check_boards(house: House) -> None:
    """A screen that has heard every event since the first shows what a fresh one shows."""
    heard: dict[str, dict[str, Card]] = {}
    for event in house.events():
        topic, _, station = event["topic"].partition(":")
        if topic == "station":
            known = heard.setdefault(station, {}).get(event["data"]["id"])
            assert known is None or known["version"] < event["data"]["version"], "versions only grow"
            heard[station][event["data"]["id"]] = event["data"]
    whole: list[str] = []
    for station in STATIONS:
        fresh = {card["id"]: card for card in read(house, station_topic, station)["tickets"]}
        kept = {id: card for id, card in heard.get(station, {}).items() if listed(card)}
        assert fresh == kept, station
        whole += fresh
    everything = read(house, stations_topic)
    assert {card["id"] for card in everything["tickets"]} == set(whole)
