"""What came out against what went in: every figure twice, from the file and from the hub's own
interfaces.
"""

from collections import Counter
from typing import Any

import msgspec

from kitchenhub.simulate.calling import Caller
from kitchenhub.simulate.orders_file import Expected
from kitchenhub.wire import quantity_text

Card = dict[str, Any]


class Row(msgspec.Struct, frozen=True):
    """One compared figure."""

    what: str
    expected: str
    found: str

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        return self.expected == self.found


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the clients saw with their own eyes. Tickets by id; slips are those the printers took."""

    tickets_shown: set[str]
    slips_printed: int
    bill_totals_cents: dict[str, int]
    faults: list[str]


async def reconcile(
    caller: Caller, expected: Expected, opening_milli: dict[str, int], facts: Facts
) -> list[Row]:
    """Compare the file with the hub: orders, lines, units, tickets, slips, stock, bills, books."""
    orders = await caller.every("/orders", "orders")
    lines = [line for order in orders for line in order["lines"]]
    return [
        Row("orders", str(expected.orders), str(len(orders))),
        Row("lines", str(expected.lines), str(len(lines))),
        Row("units", str(expected.units), str(sum(line["quantity"] for line in lines))),
        Row("orders closed", str(expected.orders), str(sum(order["state"] == "closed" for order in orders))),
        *await _kitchen(caller, lines, facts),
        *await _stock(caller, expected, opening_milli),
        *await _money(caller, orders, expected, facts),
        Row("clients' complaints", "none", facts.faults[0] if facts.faults else "none"),
    ]


async def _kitchen(caller: Caller, lines: list[Card], facts: Facts) -> list[Row]:
    stations = (await caller.get("/stations"))["stations"]
    tickets: dict[str, Card] = {}
    for station in stations:
        for state in ("board", "ready"):
            path = f"/stations/{station['id']}/tickets"
            for ticket in await caller.every(path, "tickets", state=state):
                tickets[ticket["id"]] = ticket
    jobs = await caller.every("/print-jobs", "print_jobs")
    slips = [job for job in jobs if job["kind"] == "ticket"]
    on_paper = {job["ticket"] for job in slips}
    placed = Counter(item["line"] for ticket in tickets.values() for item in ticket["items"])
    return [
        Row("lines on a ticket", str(len(lines)), str(sum(placed[line["id"]] > 0 for line in lines))),
        Row("tickets shown", str(len(tickets)), str(len(facts.tickets_shown & set(tickets)))),
        Row("tickets ready", str(len(tickets)), str(sum(t["state"] == "ready" for t in tickets.values()))),
        Row("slips confirmed", str(len(slips)), str(sum(job["state"] == "printed" for job in slips))),
        Row("slips, each once", str(len(slips)), str(len(on_paper))),
        Row("slips that left the printers", str(len(jobs)), str(facts.slips_printed)),
    ]


async def _stock(caller: Caller, expected: Expected, opening_milli: dict[str, int]) -> list[Row]:
    rows: list[Row] = []
    for item in (await caller.get("/stock"))["items"]:
        id = item["ingredient"]
        moved = opening_milli[id] - _milli(item["on_hand"])
        unit = item["unit"]
        rows.append(
            Row(f"stock moved: {item['name']}", f"{quantity_text(expected.use_milli[id])} {unit}",
                f"{quantity_text(moved)} {unit}")
        )  # fmt: skip
    return rows


async def _money(caller: Caller, orders: list[Card], expected: Expected, facts: Facts) -> list[Row]:
    total = sum(order["totals"]["total_cents"] for order in orders)
    entries = await caller.every("/ledger/entries", "entries")
    debit = sum(line["debit_cents"] for entry in entries for line in entry["lines"])
    credit = sum(line["credit_cents"] for entry in entries for line in entry["lines"])
    sales = sum(
        line["credit_cents"] - line["debit_cents"]
        for entry in entries
        for line in entry["lines"]
        if line["account"].startswith("income:sales")
    )
    billed = sum(facts.bill_totals_cents.values())
    return [
        Row("bills", str(expected.orders), str(len(facts.bill_totals_cents))),
        Row("bills' total", money_text(expected.sales_cents), money_text(billed)),
        Row("orders' total", money_text(expected.sales_cents), money_text(total)),
        Row(
            "paid",
            money_text(expected.sales_cents),
            money_text(sum(o["totals"]["paid_cents"] for o in orders)),
        ),
        Row("sales in the books", money_text(expected.sales_cents), money_text(sales)),
        Row("books balance", money_text(debit), money_text(credit)),
    ]


def _milli(text: str) -> int:
    whole, _, rest = text.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return int(whole) * 1000 + sign * int(rest.ljust(3, "0") or 0)


def money_text(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}" if cents >= 0 else f"-{money_text(-cents)}"


def table(rows: list[Row]) -> list[str]:
    """The reconciliation for people: one figure a line, differences marked."""
    width = max(len(row.what) for row in rows)
    return [
        f"{'  ' if row.agrees else '✗ '}{row.what:<{width}}  {row.found:>14}"
        + ("" if row.agrees else f"   expected {row.expected}")
        for row in rows
    ]
