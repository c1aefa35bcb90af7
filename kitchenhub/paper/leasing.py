"""A spooler takes the printers it works and keeps them by asking again every two seconds.

The same act for the hub's own spooler and for one that runs alone. It looks first and causes a command
only when a lease is free or runs out soon, so that a quiet house stays quiet.
"""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from kitchenhub.api.call import Call
from kitchenhub.api.server import json_response
from kitchenhub.errors import unknown_in_body
from kitchenhub.hub import Hub
from kitchenhub.paper.cards import LeasedPrinter, LeasedPrinters
from kitchenhub.paper.queries import printers_in_use, slips_waiting
from kitchenhub.paper.spooling import hold_printer, lease_subject
from kitchenhub.paper.tables import Printer
from kitchenhub.store import leases
from kitchenhub.store.reads import Reader, aside, reading
from kitchenhub.store.work import Actor, Work
from kitchenhub.store.writer import Command, Result
from kitchenhub.wire import Body, Id

PRINTERS_MAX = 100


class TakePrinters(Body, frozen=True, kw_only=True):
    """A spooler that works these printers, or all there are. `holder` names the spooler, no other may."""

    holder: Id
    printers: Annotated[tuple[Id, ...], Meta(max_length=PRINTERS_MAX)] | None = None


class LeavePrinters(Body, frozen=True, kw_only=True):
    """A spooler that goes."""

    holder: Id


async def take_printers(
    hub: Hub, restaurant_id: int, actor: Actor, body: TakePrinters
) -> list[LeasedPrinter]:
    """Take or renew the leases that are to be had; the printers that the holder has now.

    Raises Rejected (a printer that there is not) and Unavailable.
    """

    def look() -> tuple[list[str], list[LeasedPrinter]]:
        with reading(hub.database, restaurant_id, hub.clock()) as reader:
            return _to_take(reader, body), _held(reader, body)

    def take(work: Work) -> Result:
        for id in wanted:
            hold_printer(work, id, body.holder)
        return Result("nothing")

    wanted, held = await aside(look)
    if wanted:
        await hub.submit(Command("print.lease", restaurant_id, actor, take))
        _, held = await aside(look)
    return held


async def leave_printers(hub: Hub, restaurant_id: int, actor: Actor, body: LeavePrinters) -> None:
    """Give up all leases of a holder."""

    def leave(work: Work) -> Result:
        leases.give_up(work, body.holder)
        return Result("nothing")

    await hub.submit(Command("print.leave", restaurant_id, actor, leave))


async def post_lease(request: Request, call: Call) -> Response:
    """Take or renew over HTTP. Repeating it is harmless, so its Idempotency-Key is not kept."""
    caller = call.caller
    held = await take_printers(call.hub, caller.restaurant_id, caller.actor, call.body)
    return json_response(msgspec.json.encode(LeasedPrinters(printers=held)))


async def post_leave(request: Request, call: Call) -> Response:
    """Give up over HTTP."""
    caller = call.caller
    await leave_printers(call.hub, caller.restaurant_id, caller.actor, call.body)
    return json_response(b"{}")


def _to_take(reader: Reader, body: TakePrinters) -> list[str]:
    for position, id in enumerate(body.printers or ()):
        if reader.get(Printer, id) is None:
            raise unknown_in_body(f"printers[{position}]", "printer", id)
    return [row.id for row in _asked(reader, body) if leases.is_wanted(reader, _subject(row), body.holder)]


def _held(reader: Reader, body: TakePrinters) -> list[LeasedPrinter]:
    waiting = slips_waiting(reader)
    held = []
    for row in _asked(reader, body):
        lease = reader.get(leases.Lease, _subject(row))
        if lease is None or lease.holder != body.holder or lease.until <= reader.now:
            continue
        left = datetime.fromisoformat(lease.until) - datetime.fromisoformat(reader.now)
        held.append(
            LeasedPrinter(
                id=row.id, name=row.name, address=row.address, columns=row.columns, state=row.state,
                waiting=waiting.get(row.id, 0), lease_ms=int(left.total_seconds() * 1_000),
            )
        )  # fmt: skip
    return held


def _asked(reader: Reader, body: TakePrinters) -> list[Printer]:
    return [row for row in printers_in_use(reader) if body.printers is None or row.id in body.printers]


def _subject(printer: Printer) -> str:
    return lease_subject(printer.id)
