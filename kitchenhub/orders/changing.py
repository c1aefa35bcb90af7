"""Changing what is not food on its way: covers, notes, type, server, allergies, table, seat and course."""

from typing import Any

import msgspec

from kitchenhub.errors import Rejected, unknown_in_body
from kitchenhub.floor.tables import DiningTable
from kitchenhub.orders.cards import order_state
from kitchenhub.orders.choosing import Mistakes, choose_all
from kitchenhub.orders.facts import LineRemoved, LinesPlaced, OrderChanged
from kitchenhub.orders.lookup import changeable, line_of, restaurant_of
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.orders.wire import LinePatch, MoveTo, NewLine, NewModifier, OrderPatch, TransferTo
from kitchenhub.staff.tables import StaffMember
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result


def patch_order(work: Work, order_id: str, patch: OrderPatch) -> Result:
    """Change covers, note, type, server, name, allergies or the promised time."""
    order = changeable(work, order_id)
    if patch.version is not None and patch.version != order.version:
        raise Rejected("stale_version", "Somebody changed this order.", current=order_state(order))
    changes: dict[str, Any] = {
        name: value
        for name in ("covers", "name", "allergies", "promised_at")
        if (value := getattr(patch, name)) is not None
    }
    if patch.note is not None:
        changes["note"] = patch.note or None
    if patch.type is not None and patch.type != order.type:
        changes |= _new_type(work, order, patch)
    if patch.server is not None:
        changes |= _new_server(work, patch.server)
    return _apply(work, order, changes)


def move_order(work: Work, order_id: str, to: MoveTo) -> Result:
    """The guests sit elsewhere now."""
    order = changeable(work, order_id)
    table = work.get(DiningTable, to.table)
    if table is None or table.archived:
        raise unknown_in_body("table", "table", to.table)
    return _apply(work, order, {"table_id": table.id, "type": "dine_in"})


def transfer_order(work: Work, order_id: str, to: TransferTo) -> Result:
    """Another server takes over."""
    return _apply(work, changeable(work, order_id), _new_server(work, to.server))


def patch_line(work: Work, order_id: str, line_id: str, patch: LinePatch) -> Result:
    """Seat and course until it is served; before it is sent also what it is."""
    order = changeable(work, order_id)
    line = line_of(work, order, line_id)
    if line.state in ("voided", "served"):
        raise Rejected("line_state", f"{line.name} is {line.state}.", current=_state(line))
    deep = any(getattr(patch, name) is not None for name in ("quantity", "note", "variant", "modifiers"))
    if line.state != "held" and (deep or patch.course is not None):
        detail = f"{line.name} was sent; only its seat can change."
        raise Rejected("line_state", detail, current=_state(line))
    if deep:
        _choose_anew(work, order, line, patch)
    else:
        changes = {name: value for name in ("seat", "course") if (value := getattr(patch, name)) is not None}
        if changes:
            work.change(line, **changes)
            work.happened(OrderChanged(order_id, order.table_id))
    work.announce("order.changed", "order", order_id)
    return Result("order", (order_id,))


def _choose_anew(work: Work, order: Order, line: OrderLine, patch: LinePatch) -> None:
    """A held line becomes what it would be had it been sent like this, its reservation too."""
    sent = NewLine(
        id=line.id, item=line.item_id, quantity=patch.quantity or line.quantity,
        variant=patch.variant or line.variant_id, seat=patch.seat or line.seat,
        course=line.course if patch.course is None else patch.course,
        modifiers=_as_sent(line) if patch.modifiers is None else patch.modifiers,
        note=line.note if patch.note is None else patch.note,
    )  # fmt: skip
    mistakes = Mistakes()
    (chosen,) = choose_all(work, order.id, line.position, (sent,), mistakes) or (None,)
    mistakes.refuse()
    assert chosen is not None
    work.happened(LineRemoved(order.id, line.id, line.quantity))
    work.settle()  # the old reservation is given back before the line is another one
    fields = {name: getattr(chosen, name) for name in _CHOSEN}
    work.change(line_of(work, order, line.id), **fields)
    work.happened(LinesPlaced(order.id, (line.id,)))


_CHOSEN = tuple(
    field.name
    for field in msgspec.structs.fields(OrderLine)
    if field.name
    not in ("restaurant_id", "id", "order_id", "position", "placed_at", "version", "fingerprint")
)


def _as_sent(line: OrderLine) -> tuple[NewModifier, ...]:
    return tuple(
        NewModifier(
            group=one.group, option=one.option, ingredient=one.ingredient, quantity=one.quantity,
            prefix=one.prefix,
        )
        for one in line.modifiers
    )  # fmt: skip


def _new_type(work: Work, order: Order, patch: OrderPatch) -> dict[str, Any]:
    if order.payment != "unpaid":
        raise Rejected("order_paid", "The type of a paid order stays.", current=order_state(order))
    if patch.type not in restaurant_of(work).order_types:
        raise unknown_in_body("type", "order type", str(patch.type))
    if patch.type == "dine_in" and order.table_id is None:
        raise Rejected("table_required", "A dine-in order needs a table; move it to one.")
    return {"type": patch.type, "table_id": order.table_id if patch.type == "dine_in" else None}


def _new_server(work: Work, id: str) -> dict[str, Any]:
    person = work.get(StaffMember, id)
    if person is None or person.archived:
        raise unknown_in_body("server", "person", id)
    return {"server_id": person.id, "server_name": person.name}


def _apply(work: Work, order: Order, changes: dict[str, Any]) -> Result:
    """Record what really changes and let tickets, totals and tables follow."""
    different = {name: value for name, value in changes.items() if getattr(order, name) != value}
    if different:
        work.change(order, **different)
        work.happened(OrderChanged(order.id, order.table_id))
        work.announce("order.changed", "order", order.id)
    return Result("order", (order.id,))


def _state(line: OrderLine) -> dict[str, str]:
    return {"line": line.id, "state": line.state}
