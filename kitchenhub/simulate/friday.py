"""A coursed Friday dinner, played by clients and reconciled like the orders file: `simulate --scenario
friday`.

40 tables with seats, courses, holds, late additions, allergies, voids, comps and remakes, a takeaway
counter that pays before, a bar tab, a printer that runs out of paper, and the whole close. Seeded: each
run plays the same.
"""

import asyncio
import random
from pathlib import Path
from typing import Any

from kitchenhub.restaurant.file import RestaurantFile
from kitchenhub.restaurant.reading import read_restaurant
from kitchenhub.simulate.calling import Caller
from kitchenhub.simulate.evening import Evening
from kitchenhub.simulate.fresh_hub import fresh_hub
from kitchenhub.simulate.playing import ROLES, Progress, settled, slips_of
from kitchenhub.simulate.printing import virtual_printers
from kitchenhub.simulate.reconciling import Row, money_text
from kitchenhub.simulate.screens import Cook, Expediter, Screen

TABLES = 40
TAKEAWAYS = 12
SEED = 20_261_120
FILE = Path(__file__).with_name("friday.yaml")
STATIONS = ("grill", "pasta", "fryer")


def friday_file(addresses: list[str]) -> RestaurantFile:
    """The evening's restaurant with its printers at these addresses."""
    text = FILE.read_text("utf-8")
    for number, address in enumerate(addresses, start=1):
        text = text.replace(f"tcp://127.0.0.1:910{number}", address)
    return read_restaurant(text)


async def friday(folder: Path, progress: Progress) -> list[Row]:
    """Play the evening; the compared figures."""
    async with virtual_printers([0, 0]) as printers:
        file = friday_file([f"tcp://127.0.0.1:{printer.port}" for printer in printers])
        progress.say("starting a fresh hub")
        async with fresh_hub(folder, file, ROLES) as hub:
            callers = {role: Caller(hub.url, token) for role, token in hub.tokens.items()}
            screens = [Screen(hub.url, hub.tokens["kitchen"], f"station:{id}") for id in (*STATIONS, "pass")]
            cooks: list[Cook] = [Cook(screen, callers["kitchen"]) for screen in screens[:-1]]
            cooks.append(Expediter(screens[-1], callers["kitchen"]))
            tasks = [asyncio.create_task(screen.run()) for screen in screens]
            try:
                for screen in screens:
                    await asyncio.wait_for(screen.connected.wait(), 30)
                evening = Evening(callers, random.Random(SEED))
                rows = await _play(evening, callers, printers[0], progress)
                rows += await _printed(callers["manager"], printers)
                faults = [*evening.faults, *(fault for cook in cooks for fault in cook.faults)]
                rows.append(Row("clients' complaints", "none", faults[0] if faults else "none"))
                return rows
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                for caller in callers.values():
                    await caller.close()


async def _play(
    evening: Evening, callers: dict[str, Caller], kitchen_printer: Any, progress: Progress
) -> list[Row]:
    manager = callers["manager"]
    drawer = await manager.post("/drawer-sessions", {"drawer": "bar", "opening_float_cents": 15_000})
    progress.say("first tables sit down")
    await asyncio.gather(*(evening.table(number) for number in range(1, 16)))
    progress.step()
    progress.say("the kitchen's printer runs out of paper")
    kitchen_printer.fault = "paper_out"
    await asyncio.gather(*(evening.table(number) for number in range(16, 26)), evening.bar_tab())
    raised = await _alert(manager, present=True)
    kitchen_printer.fault = "none"
    progress.step()
    progress.say("paper is back, the second wave")
    await asyncio.gather(
        *(evening.table(number) for number in range(26, TABLES + 1)),
        *(evening.takeaway(number) for number in range(TAKEAWAYS)),
    )
    cleared = await _alert(manager, present=False)
    progress.step()
    progress.say("the last tickets")
    await settled(manager)
    return [
        Row("alert while there was no paper", "raised", "raised" if raised else "none"),
        Row("alert after paper was loaded", "cleared", "cleared" if cleared else "still there"),
        *await _close(evening, manager, drawer),
    ]


async def _alert(manager: Caller, *, present: bool, seconds: float = 40) -> bool:
    """Wait until the kitchen printer's alert is there, or gone."""
    until = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < until:
        alerts = (await manager.get("/alerts", open="true"))["alerts"]
        if any("kitchen" in alert["subject"] for alert in alerts) == present:
            return True
        await asyncio.sleep(0.5)
    return False


async def _close(evening: Evening, manager: Caller, drawer: dict[str, Any]) -> list[Row]:
    """Count the drawer, close the day, and compare the Z with bills, payments and books."""
    report = await manager.get(f"/drawer-sessions/{drawer['id']}/report")
    expected = 15_000 + evening.cash_cents
    counted = report["figures"]["expected_cents"] + 250
    closed = await manager.post(f"/drawer-sessions/{drawer['id']}/close", {"counted_cents": counted})
    day = await manager.post("/days/today/close", {"carry_over": False})
    figures = day["figures"]
    orders = await manager.every("/orders", "orders")
    entries = await manager.every("/ledger/entries", "entries")
    debit = sum(line["debit_cents"] for entry in entries for line in entry["lines"])
    credit = sum(line["credit_cents"] for entry in entries for line in entry["lines"])
    paid = sum(one["amount_cents"] for one in figures["payments"])
    net = _net_of(entries)
    return [
        Row("orders closed", str(evening.orders), str(sum(one["state"] == "closed" for one in orders))),
        Row("lines", str(evening.lines), str(sum(len(one["lines"]) for one in orders))),
        Row("drawer should hold", money_text(expected), money_text(report["figures"]["expected_cents"])),
        Row("drawer over", money_text(250), money_text(closed["over_short_cents"])),
        Row("Z number", "1", str(day["number"])),
        Row("Z: sales", money_text(evening.sales_cents), money_text(figures["sales_cents"])),
        Row("Z: payments", money_text(evening.sales_cents), money_text(paid)),
        Row("Z: tips", money_text(evening.tips_cents), money_text(figures["tips_cents"])),
        Row("Z: comps", money_text(evening.comps_cents), money_text(figures["comps_cents"])),
        Row("Z: voids", money_text(evening.voids_cents), money_text(figures["voids_cents"])),
        Row("Z: taxes and net", money_text(figures["sales_cents"]),
            money_text(sum(one["net_cents"] + one["tax_cents"] for one in figures["taxes"]))),
        Row("books: sales and tax", money_text(evening.sales_cents), money_text(net)),
        Row("books balance", money_text(debit), money_text(credit)),
    ]  # fmt: skip


def _net_of(entries: list[dict[str, Any]]) -> int:
    """What the books say was sold: income less contra-income, and the tax on it."""
    total = 0
    for entry in entries:
        if entry["source"].startswith("bill:"):
            for line in entry["lines"]:
                if line["account"].startswith(("income:", "liabilities:tax")):
                    total += line["credit_cents"] - line["debit_cents"]
    return total


async def _printed(manager: Caller, printers: list[Any]) -> list[Row]:
    await settled(manager)  # the reports of the close are on their way
    jobs = await manager.every("/print-jobs", "print_jobs")
    tickets = [job for job in jobs if job["kind"] == "ticket" and job["state"] != "moved"]
    sent = [job for job in jobs if job["state"] in ("printed", "unverified", "unknown")]
    return [
        Row(
            "ticket slips confirmed",
            str(len(tickets)),
            str(sum(job["state"] == "printed" for job in tickets)),
        ),
        Row("slips that left the printers", str(len(sent)), str(sum(slips_of(one) for one in printers))),
    ]
