"""The orders' routes."""

from kitchenhub.api.endpoint import Endpoint, not_yet, read, write
from kitchenhub.orders import wire
from kitchenhub.orders.cards import OrderCard
from kitchenhub.orders.changing import move_order, patch_line, patch_order, transfer_order
from kitchenhub.orders.firing import fire, hold
from kitchenhub.orders.giving import comp_line
from kitchenhub.orders.placing import add_lines, place_order
from kitchenhub.orders.queries import OrderPage, list_orders, read_order
from kitchenhub.orders.serving import hand_over, serve
from kitchenhub.orders.voiding import remake_line, remove_line, void_line
from kitchenhub.roles import ORDERERS, READERS, SERVERS

_CHOOSING = ("sold_out", "modifier_min", "modifier_max", "variant_required", "table_required")
_STATE = ("order_closed", "order_voided", "line_state", "stale_version")
_ACT = (*_STATE, "order_paid", "approval_required", "approval_invalid")

ENDPOINTS: list[Endpoint] = [
    write("POST", "/orders", ORDERERS, place_order, body=wire.NewOrder, answer=OrderCard, status=201,
          summary="Place an order", codes=_CHOOSING),
    read("/orders", ORDERERS, list_orders, query=wire.OrderQuery, answer=OrderPage, summary="List orders"),
    read("/orders/{id}", READERS, read_order, answer=OrderCard, summary="Read an order"),
    write("PATCH", "/orders/{id}", ORDERERS, patch_order, body=wire.OrderPatch, answer=OrderCard,
          summary="Change an order", codes=(*_STATE, "order_paid", "table_required")),
    write("POST", "/orders/{id}/lines", ORDERERS, add_lines, body=wire.MoreLines, answer=OrderCard,
          status=201, summary="Add lines", codes=(*_CHOOSING, *_STATE)),
    write("PATCH", "/orders/{id}/lines/{line}", ORDERERS, patch_line, body=wire.LinePatch, answer=OrderCard,
          summary="Change a line", codes=(*_CHOOSING, *_STATE)),
    write("DELETE", "/orders/{id}/lines/{line}", ORDERERS, remove_line, answer=OrderCard,
          summary="Remove an unsent line", codes=_STATE),
    write("POST", "/orders/{id}/fire", ORDERERS, fire, body=wire.Choice, answer=OrderCard,
          summary="Send held lines to the kitchen", codes=(*_STATE, "nothing_to_do", "pay_first")),
    write("POST", "/orders/{id}/hold", ORDERERS, hold, body=wire.Choice, answer=OrderCard,
          summary="Hold unsent lines", codes=_STATE),
    write("POST", "/orders/{id}/serve", ORDERERS, serve, body=wire.Choice, answer=OrderCard,
          summary="Mark lines as served", codes=_STATE),
    write("POST", "/orders/{id}/hand-over", ORDERERS, hand_over, answer=OrderCard,
          summary="Hand the whole order over", codes=("lines_held",)),
    write("POST", "/orders/{id}/lines/{line}/void", ORDERERS, void_line, body=wire.Act, answer=OrderCard,
          summary="Void what was sent", codes=_ACT),
    write("POST", "/orders/{id}/lines/{line}/comp", SERVERS, comp_line, body=wire.Act, answer=OrderCard,
          summary="Give what was served", codes=_ACT),
    write("POST", "/orders/{id}/lines/{line}/remake", SERVERS, remake_line, body=wire.Act, answer=OrderCard,
          status=201, summary="Make it again", codes=(*_ACT, "sold_out")),
    write("POST", "/orders/{id}/move", ORDERERS, move_order, body=wire.MoveTo, answer=OrderCard,
          summary="Move to another table", codes=_STATE),
    write("POST", "/orders/{id}/transfer", SERVERS, transfer_order, body=wire.TransferTo, answer=OrderCard,
          summary="Hand to another server", codes=_STATE),
    not_yet("POST", "/orders/{id}/merge", ORDERERS, "Merge another order into this one"),
    not_yet("POST", "/orders/{id}/lines/move", ORDERERS, "Move lines to another order"),
]  # fmt: skip
