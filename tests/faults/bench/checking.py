"""The checker of the bench: what the outside was told against what the rows say (I1, I2, I6, I8).

`kitchenhub verify` does the rest; `rig.py` runs both.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from kitchenhub import schema  # noqa: F401 - completes the tables
from kitchenhub.bills.tables import Bill, Payment
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.store.log import EventRow
from kitchenhub.store.opening import open_database
from kitchenhub.store.reads import Reader, reading
from kitchenhub.store.restaurants import restaurant_ids
from tests.faults.bench.journal import Entry

SHOWN_MAX = 10
UNHANDLED = ("Traceback (most recent call last)", "never retrieved", "writer bug")


class Verdict(msgspec.Struct):
    """What the journals and the rows do not agree on."""

    lost: list[str] = []
    doubled: list[str] = []


class Rows:
    """The rows of a database that commands of the bench make."""

    def __init__(self, path: Path) -> None:
        database = open_database(path)
        try:
            with reading(database, restaurant_ids(database)[0], "") as reader:
                self._read(reader)
        finally:
            database.close()

    def _read(self, reader: Reader) -> None:
        self.orders = {row.id: row for row in reader.find(Order)}
        self.lines = {row.id: row for row in reader.find(OrderLine)}
        self.payments = {row.id: row for row in reader.find(Payment)}
        self.bills = {row.id: row for row in reader.find(Bill)}
        events = reader.find(EventRow)
        self.log = [(event.seq, event.topic) for event in events]
        self.announced = Counter(
            (event.type, msgspec.json.decode(event.data or "{}").get("id")) for event in events
        )


def compare(rows: Rows, entries: Iterable[Entry], cut_at: float | None = None) -> Verdict:
    """I1. With `cut_at` only answers before that moment count as acknowledged."""
    verdict = Verdict()
    asked = list(entries)
    for entry in asked:
        answered = entry.status and (cut_at is None or entry.answered_at < cut_at)
        if answered and entry.accepted:
            verdict.lost += [f"{entry.path}: {what}" for what in _missing(rows, entry)]
        elif answered and not entry.accepted and entry.path == "/orders" and entry.body["id"] in rows.orders:
            verdict.doubled.append(f"order {entry.body['id']} was refused ({entry.status}) and is there")
    _find_doubles(rows, asked, verdict)
    return verdict


def _missing(rows: Rows, entry: Entry) -> Iterable[str]:
    body, path = entry.body, entry.path.strip("/").split("/")
    if path == ["orders"]:
        stored = rows.orders.get(body["id"])
        if stored is None or stored.number != entry.answer["number"]:
            yield f"order {entry.answer['number']} ({body['id']}) is not there"
    if path[-1] in ("orders", "lines"):
        for line in body["lines"]:
            known = rows.lines.get(line["id"])
            if known is None or known.quantity != line["quantity"]:
                yield f"line {line['id']} is not there"
    elif path[-1] == "void" and path[0] == "payments":
        payment = rows.payments.get(path[1])
        if payment is None or payment.state != "voided":
            yield f"payment {path[1]} was not taken back"
    elif path[-1] == "void":
        voided = rows.lines.get(path[-2])
        if voided is None or voided.voided_quantity < body["quantity"]:
            yield f"the void of line {path[-2]} is not there"
    elif path[-1] == "payments":
        payment = rows.payments.get(body["id"])
        if payment is None or payment.amount_cents != body["amount_cents"]:
            yield f"payment {body['id']} is not there"
    elif path[-1] == "bills":
        yield from (
            f"bill {bill['id']} is not there"
            for bill in entry.answer["bills"]
            if bill["id"] not in rows.bills
        )


def _find_doubles(rows: Rows, asked: list[Entry], verdict: Verdict) -> None:
    wanted = {entry.body["id"]: entry for entry in asked if entry.path == "/orders"}
    wanted_lines = {line["id"] for entry in asked for line in entry.body.get("lines", ())}
    wanted_payments = {entry.body["id"] for entry in asked if entry.path.endswith("/payments")}
    voids = Counter(entry.path.split("/")[-2] for entry in asked if "/lines/" in entry.path)
    numbers = Counter((row.business_day, row.number) for row in rows.orders.values())
    verdict.doubled += [f"number {number} was given {n} times" for number, n in numbers.items() if n > 1]
    verdict.doubled += [f"order {id}: nobody asked for it" for id in rows.orders.keys() - wanted.keys()]
    verdict.doubled += [f"line {id}: nobody asked for it" for id in rows.lines.keys() - wanted_lines]
    verdict.doubled += [f"payment {id}: nobody asked for it" for id in rows.payments.keys() - wanted_payments]
    for id in rows.orders:
        if rows.announced["order.placed", id] != 1:
            verdict.doubled.append(f"order {id} was announced {rows.announced['order.placed', id]} times")
        halves = {line["id"] in rows.lines for line in wanted[id].body["lines"]} if id in wanted else set()
        if len(halves) > 1:
            verdict.lost.append(f"order {id} is there by halves")
    for id, line in rows.lines.items():
        if line.voided_quantity > voids[id]:
            verdict.doubled.append(f"line {id} was voided {line.voided_quantity} times")


def unhandled(log: Path) -> list[str]:
    """I8: what stands in a server's log and must not."""
    text = log.read_text(errors="replace")
    return [text[max(0, at - 300) : at + 1500] for word in UNHANDLED if (at := text.find(word)) >= 0]


def sockets_of(pid: int) -> int:
    """I8: how many sockets a process holds."""
    return sum(_target(one).startswith("socket:") for one in Path(f"/proc/{pid}/fd").iterdir())


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def first(found: list[Any]) -> str:
    """The first few of a list, for a message."""
    return "\n".join(str(one) for one in found[:SHOWN_MAX])
