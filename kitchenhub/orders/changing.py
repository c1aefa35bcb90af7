"""Changing what is not food on its way: covers, notes, type, server, allergies, table, seat and course."""

from typing import Any

import msgspec
from msgspec import UNSET

from kitchenhub.errors import FieldError, Rejected, unknown_in_body
from kitchenhub.floor.tables import DiningTable
from kitchenhub.orders import rules
from kitchenhub.orders.cards import order_state
from kitchenhub.orders.choosing import Mistakes, check_allergies, choose_all, moment_of
from kitchenhub.orders.facts import LineRemoved, LinesPlaced, OrderChanged
from kitchenhub.orders.lookup import changeable, line_of, restaurant_of
from kitchenhub.orders.tables import Order, OrderLine, OrderType
from kitchenhub.orders.wire import LinePatch, MoveTo, NewLine, NewModifier, OrderPatch, TransferTo
from kitchenhub.staff.tables import StaffMember
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result

# Types whose guests sit at a table; those who take their food along leave it.
SEATED: tuple[OrderType, ...] = ("dine_in", "tab")


def patch_order(work: Work, order_id: str, patch: OrderPatch) -> Result:
    """Change covers, note, type, server, name, allergies or the promised time."""
    order = changeable(work, order_id)
    if patch.version is not None and patch.version != order.version:
        raise Rejected("stale_version", "Somebody changed this order.", current=order_state(order))
    changes = _given(patch, "covers", "name", "note")
    mistakes = Mistakes()
    if patch.allergies is not UNSET:
        changes["allergies"] = patch.allergies or ()
        check_allergies(changes["allergies"], mistakes)
    if patch.promised_at is not UNSET:
        changes["promised_at"] = moment_of(patch.promised_at, "promised_at", mistakes)
    mistakes.refuse()
    if patch.type is not UNSET and patch.type != order.type:
        changes |= _new_type(work, order, patch.type)
    if patch.server is not UNSET:
        changes |= _new_server(work, patch.server)
    return _apply(work, order, changes)


def move_order(work: Work, order_id: str, to: MoveTo) -> Result:
    """The guests sit elsewhere now. A guest of counter or takeaway who sits down is one of the house's,
    unless the order was paid as what it is; a tab stays a tab.
    """
    order = changeable(work, order_id)
    table = work.get(DiningTable, to.table)
    if table is None or table.archived:
        raise unknown_in_body("table", "table", to.table)
    changes: dict[str, Any] = {"table_id": table.id}
    if (
        order.type not in SEATED
        and order.payment == "unpaid"
        and "dine_in" in restaurant_of(work).order_types
    ):
        changes["type"] = "dine_in"
    return _apply(work, order, changes)


def transfer_order(work: Work, order_id: str, to: TransferTo) -> Result:
    """Another server takes over."""
    return _apply(work, changeable(work, order_id), _new_server(work, to.server))


def patch_line(work: Work, order_id: str, line_id: str, patch: LinePatch) -> Result:
    """Seat and course until it is served; before it is sent also what it is."""
    order = changeable(work, order_id)
    line = line_of(work, order, line_id)
    if line.state in ("voided", "served"):
        raise Rejected("line_state", f"{line.name} is {line.state}.", current=_state(line))
    changes = _given(patch, "seat", "course", "quantity", "note")
    anew = patch.variant is not UNSET or patch.modifiers is not UNSET
    if line.state != "held" and (anew or not changes.keys() <= {"seat", "course"}):
        detail = f"{line.name} was sent; only its seat and course can change."
        raise Rejected("line_state", detail, current=_state(line))
    if anew:
        changes = _chosen_anew(work, line, patch, changes)
    elif "quantity" in changes:
        prices = (one.price_cents for one in line.modifiers)
        changes["price_cents"] = rules.line_price_cents(line.unit_price_cents, prices, changes["quantity"])
    different = {name: value for name, value in changes.items() if getattr(line, name) != value}
    if different:
        _record(work, line, different, restock=anew or "quantity" in different)
        work.happened(OrderChanged(order_id, order.table_id))
        work.announce("order.changed", "order", order_id)
    return Result("order", (order_id,))


def _record(work: Work, line: OrderLine, changes: dict[str, Any], *, restock: bool) -> None:
    """Change a line. Where it takes other stock its old reservation is given back before."""
    if not restock:
        work.change(line, **changes)
        return
    work.happened(LineRemoved(line.order_id, line.id, line.quantity))
    work.settle()
    fresh = work.get(OrderLine, line.id) or line
    work.change(fresh, **changes)
    work.happened(LinesPlaced(line.order_id, (line.id,)))


def _chosen_anew(work: Work, line: OrderLine, patch: LinePatch, changes: dict[str, Any]) -> dict[str, Any]:
    """What a held line becomes had it been sent like this. Mistakes are named as this body names them."""
    sent = NewLine(
        id=line.id, item=line.item_id, quantity=changes.get("quantity", line.quantity),
        variant=line.variant_id if patch.variant is UNSET else patch.variant,
        seat=changes.get("seat", line.seat), course=changes.get("course", line.course),
        modifiers=_as_sent(line) if patch.modifiers is UNSET else patch.modifiers,
        note=changes.get("note", line.note),
    )  # fmt: skip
    mistakes = Mistakes()
    chosen = choose_all(work, line.order_id, line.position, (sent,), mistakes)
    mistakes.fields = [
        FieldError(one.path.removeprefix("lines[0]."), one.code, one.detail) for one in mistakes.fields
    ]
    mistakes.refuse()
    return {name: getattr(chosen[0], name) for name in _CHOSEN}


# What choosing decides; the rest of a line is its identity and its history.
_CHOSEN = (
    "name", "kitchen_name", "category_id", "variant_id", "variant_name", "quantity", "seat", "course",
    "unit_price_cents", "price_cents", "tax", "modifiers", "note", "allergens", "recipe", "stations",
    "prep_seconds",
)  # fmt: skip


def _as_sent(line: OrderLine) -> tuple[NewModifier, ...]:
    return tuple(
        NewModifier(
            group=one.group, option=one.option, ingredient=one.ingredient, quantity=one.quantity,
            prefix=one.prefix,
        )
        for one in line.modifiers
    )  # fmt: skip


def _given(patch: msgspec.Struct, *names: str) -> dict[str, Any]:
    """The fields that were sent; an empty text is none."""
    sent = {name: value for name in names if (value := getattr(patch, name)) is not UNSET}
    return {name: None if value == "" else value for name, value in sent.items()}


def _new_type(work: Work, order: Order, type: OrderType) -> dict[str, Any]:
    if order.payment != "unpaid":
        raise Rejected("order_paid", "The type of a paid order stays.", current=order_state(order))
    if type not in restaurant_of(work).order_types:
        raise unknown_in_body("type", "order type", type)
    if type == "dine_in" and order.table_id is None:
        detail = "A dine-in order needs a table; move it to one."
        raise Rejected("table_required", detail, fields=[FieldError("type", "table_required", detail)])
    return {"type": type, "table_id": order.table_id if type in SEATED else None}


def _new_server(work: Work, id: str | None) -> dict[str, Any]:
    if id is None:
        return {"server_id": None, "server_name": None}
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
