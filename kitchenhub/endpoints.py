"""The one registry of routes: what the subjects declare, and what later issues will build.

A route that is not in here does not exist; a route in here names the roles that may use it.
"""

from kitchenhub.alerts.routes import ENDPOINTS as ALERTS
from kitchenhub.api.endpoint import Endpoint, not_yet
from kitchenhub.bills.routes import ENDPOINTS as BILLS
from kitchenhub.documents import ENDPOINTS as DOCUMENTS
from kitchenhub.floor.routes import ENDPOINTS as FLOOR
from kitchenhub.kitchen.routes import ENDPOINTS as KITCHEN
from kitchenhub.ledger.routes import ENDPOINTS as LEDGER
from kitchenhub.menu.routes import ENDPOINTS as MENU
from kitchenhub.orders.routes import ENDPOINTS as ORDERS
from kitchenhub.paper.routes import ENDPOINTS as PAPER
from kitchenhub.paper.virtual import ENDPOINTS as VIRTUAL_PAPER
from kitchenhub.roles import COOKS, MANAGERS, OWNERS
from kitchenhub.shifts.routes import ENDPOINTS as SHIFTS
from kitchenhub.staff.routes import ENDPOINTS as STAFF
from kitchenhub.stock.routes import ENDPOINTS as STOCK

_LATER = (
    not_yet("GET", "/kitchen/load", COOKS, "Open work and promised times"),
    not_yet("GET", "/kitchen/metrics", MANAGERS, "Ticket times by station, item and hour"),
    not_yet("POST", "/devices", MANAGERS, "Pair a device"),
    not_yet("POST", "/webhooks", OWNERS, "Subscribe to events"),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    *ORDERS, *KITCHEN, *BILLS, *MENU, *FLOOR, *STOCK, *PAPER, *VIRTUAL_PAPER, *ALERTS, *SHIFTS, *LEDGER,
    *STAFF, *DOCUMENTS, *_LATER,
)  # fmt: skip
