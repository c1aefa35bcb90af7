"""What follows from what: the map of the business on one screen.

Each fact leads to these functions, run in this order in the same transaction. Any of them may reject
(sold out), and then nothing of the command happens. Only here do subjects meet.
"""

from collections.abc import Callable
from typing import Any

from kitchenhub.alerts import facts as alert
from kitchenhub.alerts.raising import clear_alert, raise_alert
from kitchenhub.bills import facts as bill
from kitchenhub.bills.making import settle_free
from kitchenhub.bills.totals import follow_bill, total_order
from kitchenhub.kitchen import facts as kitchen
from kitchenhub.kitchen.following import follow_order, follow_parts, follow_served
from kitchenhub.kitchen.opening import open_tickets
from kitchenhub.kitchen.proving import follow_slip
from kitchenhub.kitchen.striking import strike
from kitchenhub.ledger.posting import post_cash_move, post_count, post_sale, post_tip_change, reverse_sale
from kitchenhub.orders import facts as order
from kitchenhub.orders.closing import close_when_done, reopen
from kitchenhub.orders.firing import fire_prepaid
from kitchenhub.orders.following import follow_tickets
from kitchenhub.orders.giving import give_lines
from kitchenhub.orders.seating import follow_tables
from kitchenhub.paper import facts as paper
from kitchenhub.paper.queueing import (
    queue_check,
    queue_checkout,
    queue_day_close,
    queue_drawer_report,
    queue_receipt,
    queue_ticket_slip,
    queue_void_slip,
)
from kitchenhub.shifts import facts as shift
from kitchenhub.stock.moving import consume, give_back_or_waste
from kitchenhub.stock.reserving import release, reserve
from kitchenhub.store.work import Work

CONSEQUENCES: dict[type, tuple[Callable[[Work, Any], None], ...]] = {
    order.OrderPlaced: (follow_tables,),
    order.LinesPlaced: (reserve, total_order),
    order.LinesFired: (consume, open_tickets, settle_free),
    order.LineRemoved: (release, total_order, settle_free, close_when_done, follow_tables),
    order.LineVoided: (give_back_or_waste, strike, total_order, settle_free, close_when_done, follow_tables),
    order.LineComped: (total_order, settle_free),
    order.LinesServed: (follow_served, close_when_done, follow_tables),
    order.OrderChanged: (follow_order, total_order, follow_tables),
    order.OrderClosed: (follow_tables,),
    kitchen.TicketOpened: (queue_ticket_slip,),
    kitchen.TicketVoidedInPart: (queue_void_slip,),
    kitchen.TicketMoved: (follow_parts, follow_tickets),
    bill.BillChanged: (follow_bill, follow_tables),
    bill.BillSettled: (follow_bill, fire_prepaid, post_sale, queue_receipt, close_when_done, follow_tables),
    bill.BillReopened: (reverse_sale, follow_bill, reopen, follow_tables),
    bill.BillGiven: (give_lines,),
    bill.CheckAsked: (queue_check,),
    bill.TipChanged: (post_tip_change,),
    shift.CashMoved: (post_cash_move,),
    shift.DrawerClosed: (post_count, queue_drawer_report),
    shift.CheckoutMade: (queue_checkout,),
    shift.DayClosed: (queue_day_close,),
    paper.SlipChanged: (follow_slip,),
    alert.Trouble: (raise_alert,),
    alert.TroubleOver: (clear_alert,),
}
