"""The routes of the close."""

from kitchenhub.api.endpoint import Endpoint, read, write
from kitchenhub.roles import CASHIERS, MANAGERS, SERVERS
from kitchenhub.shifts.cards import CashMoveCard, CheckoutCard, DayCard, DrawerSessionCard
from kitchenhub.shifts.closing import CloseDay, NewCheckout, check_out, close_day
from kitchenhub.shifts.drawers import CloseDrawer, MoveCash, OpenDrawer, close_drawer, move_cash, open_drawer
from kitchenhub.shifts.figures import Figures
from kitchenhub.shifts.queries import (
    DrawerReport,
    SessionPage,
    SessionQuery,
    list_sessions,
    read_day,
    read_drawer_report,
)

ENDPOINTS: list[Endpoint] = [
    write("POST", "/drawer-sessions", CASHIERS, open_drawer, body=OpenDrawer, answer=DrawerSessionCard,
          status=201, summary="Open a drawer", codes=("drawer_state",)),
    read("/drawer-sessions", SERVERS, list_sessions, query=SessionQuery, answer=SessionPage,
         summary="Drawer sessions"),
    write("POST", "/drawer-sessions/{id}/cash", CASHIERS, move_cash, body=MoveCash, answer=CashMoveCard,
          status=201, summary="Cash in or out without a sale", codes=("drawer_state",)),
    write("POST", "/drawer-sessions/{id}/close", CASHIERS, close_drawer, body=CloseDrawer,
          answer=DrawerSessionCard, summary="Count and close a drawer", codes=("drawer_state",)),
    read("/drawer-sessions/{id}/report", CASHIERS, read_drawer_report, answer=DrawerReport,
         summary="The X of a drawer"),
    write("POST", "/checkouts", SERVERS, check_out, body=NewCheckout, answer=CheckoutCard, status=201,
          summary="Cash a server out", codes=("order_open",)),
    read("/days/{day}/report", CASHIERS, read_day, answer=Figures, summary="A day's figures"),
    write("POST", "/days/{day}/close", MANAGERS, close_day, body=CloseDay, answer=DayCard,
          summary="Close the day: the numbered Z",
          codes=("day_closed", "day_open_orders", "day_open_drawers")),
]  # fmt: skip
