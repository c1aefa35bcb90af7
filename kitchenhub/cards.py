"""Every kind of card and answer, and what each live topic shows first: the subjects' own tables put
together.
"""

from collections.abc import Callable
from typing import Any

from kitchenhub.alerts import cards as alerts
from kitchenhub.alerts.queries import open_alerts
from kitchenhub.bills import cards as bills
from kitchenhub.floor import cards as floor
from kitchenhub.kitchen import cards as kitchen
from kitchenhub.kitchen.queries import station_topic, stations_topic
from kitchenhub.live.content import Snapshots
from kitchenhub.menu import cards as menu
from kitchenhub.menu.queries import menu_topic
from kitchenhub.orders import cards as orders
from kitchenhub.orders.queries import floor_topic, order_topic
from kitchenhub.paper import cards as paper
from kitchenhub.paper.queries import printer_cards
from kitchenhub.shifts import cards as shifts
from kitchenhub.shifts.queries import drawer_session_cards
from kitchenhub.staff import cards as staff
from kitchenhub.stock import cards as stock
from kitchenhub.stock.queries import stock_topic
from kitchenhub.store.cards import CardKind
from kitchenhub.store.reads import Reader

_SUBJECTS = (alerts, bills, floor, kitchen, menu, orders, paper, shifts, staff, stock)
CARDS: dict[str, CardKind] = {}
ANSWERS: dict[str, Callable[..., Any]] = {}
for _subject in _SUBJECTS:
    CARDS.update(getattr(_subject, "CARDS", {}))
    ANSWERS.update(getattr(_subject, "ANSWERS", {}))


def office_topic(reader: Reader) -> dict[str, Any]:
    """What the manager sees first: trouble, open drawers, printers. Devices come with pairing."""
    return {
        "alerts": open_alerts(reader),
        "drawer_sessions": drawer_session_cards(reader),
        "printers": printer_cards(reader),
        "devices": [],
    }


# Every event type and its home topic (contract, section 5).
EVENT_TOPICS = {
    **dict.fromkeys(("order.placed", "order.changed", "order.closed", "order.voided"), "floor"),
    **dict.fromkeys(("table.changed", "bill.changed", "bill.settled"), "floor"),
    **dict.fromkeys(("payment.captured", "payment.voided", "payment.refunded"), "floor"),
    **dict.fromkeys(("ticket.opened", "ticket.changed", "ticket.bumped"), "station:{id}"),
    **dict.fromkeys(("ticket.recalled", "ticket.voided"), "station:{id}"),
    **dict.fromkeys(("item.availability_changed", "menu.changed"), "menu"),
    "stock.moved": "stock",
    **dict.fromkeys(("print.changed", "alert.raised", "alert.cleared", "device.changed"), "office"),
    **dict.fromkeys(("drawer.opened", "drawer.closed", "day.closed"), "office"),
}

SNAPSHOTS: Snapshots = {
    "station": station_topic,
    "stations": stations_topic,
    "floor": floor_topic,
    "menu": menu_topic,
    "stock": stock_topic,
    "office": office_topic,
    "orders": order_topic,
}
