"""F9: the last portion among 50 tablets. F11: many devices settle, part-pay, take back and add at once."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from kitchenhub.store.work import uuid7
from tests.faults.bench.founding import Founded
from tests.faults.bench.journal import Entry
from tests.faults.bench.rig import Rig, rigged
from tests.faults.bench.scale import SLACK, dice_of, size
from tests.faults.bench.table import Outcome, proving
from tests.faults.bench.tablets import Tablet, mark_of
from tests.support.server import burger, order

TABLETS = 50
VOIDS = 5
LOSER_SECONDS_MAX = 0.3
KNOWN_SECONDS_MAX = 1.0
BILL_ROUNDS = size(8, 100)
REFUSALS = {"bill_state", "bill_stale", "overpaid", "order_paid", "order_closed", "payment_state"}


@pytest.mark.timeout(180)
async def test_the_last_portions_are_sold_once_also_with_voids(founded: Founded, tmp_path: Path) -> None:
    dice = dice_of("F9")
    with proving("F9", f"last portion, {TABLETS} tablets, stock 1 and 20, voids mixed in") as outcome:
        async with rigged(founded, tmp_path / "data", dice) as rig:
            await rig.watch(10, "menu")
            tablets = [rig.tablet() for _ in range(TABLETS)]
            for tablet in tablets:
                await tablet.read("/menu")  # the connections are open before the rush
            for left, voids in ((1, 0), (20, 0), (1, VOIDS), (20, VOIDS)):
                await rush(rig, tablets, left, voids, outcome)
            rig.screens.clear()  # menus have no board to compare
            await rig.check(outcome)


async def rush(rig: Rig, tablets: list[Tablet], left: int, voids: int, outcome: Outcome) -> None:
    """All order one at the same moment, while some that were sold before are taken back."""
    bun = {"kind": "count", "ingredient": "bun", "unit": "each", "reason": "test"}
    await tablets[0].ask("/stock/moves", {**bun, "quantity": str(left + voids)})
    sold = [await sell(tablets[0]) for _ in range(voids)]
    begun = time.monotonic()
    work = [sell(tablet) for tablet in tablets] + [take_back(tablets[at], one) for at, one in enumerate(sold)]
    asked = (await asyncio.gather(*work))[: len(tablets)]
    outcome.times += len(tablets)
    for entry in asked:
        if not entry.accepted:
            assert (entry.status, entry.answer["code"]) == (409, "sold_out")
            outcome.late += entry.answered_at - entry.asked_at > LOSER_SECONDS_MAX * SLACK
    while (entry := await sell(tablets[0])).accepted:  # a void may have come too late for everybody
        asked.append(entry)
    assert sum(entry.accepted for entry in asked) == left + voids
    stock = {item["ingredient"]: item for item in (await tablets[0].read("/stock"))["items"]}
    assert stock["bun"]["on_hand"] == "0"
    await everybody_knows(rig, begun)


async def sell(tablet: Tablet) -> Entry:
    id = uuid7()
    return await tablet.ask("/orders", order(uuid7(), burger(id, note=mark_of(id))))


async def take_back(tablet: Tablet, sold: Entry) -> Entry:
    line = sold.body["lines"][0]["id"]
    act = {"quantity": 1, "reason": "Guest changed mind"}
    voided = await tablet.ask(f"/orders/{sold.body['id']}/lines/{line}/void", act)
    assert voided.accepted, voided.answer
    return voided


async def everybody_knows(rig: Rig, since: float) -> None:
    """Every screen has heard the menu's last word."""
    async with asyncio.timeout(KNOWN_SECONDS_MAX * SLACK):
        while len({screen.got[-1] if screen.got else 0 for screen in rig.screens}) != 1:
            await asyncio.sleep(0.02)
    assert rig.screens[0].got, f"nobody heard anything in {time.monotonic() - since:.1f} s"


@pytest.mark.timeout(60 + BILL_ROUNDS * 5)
async def test_a_bill_is_settled_once_whatever_devices_do_at_once(founded: Founded, tmp_path: Path) -> None:
    dice = dice_of("F11")
    with proving("F11", "2 to 20 devices settle, part-pay, take back and add at once") as outcome:
        async with rigged(founded, tmp_path / "data", dice) as rig:
            tablets = [rig.tablet() for _ in range(20)]
            for _ in range(BILL_ROUNDS):
                devices = tablets[: dice.randint(2, 20)]
                await one_bill(rig, devices)
                outcome.times += len(devices)
            await rig.check(outcome)


async def one_bill(rig: Rig, devices: list[Tablet]) -> None:
    """A bill that everybody works on at once, and what is left of it afterwards."""
    line = {"id": uuid7(), "item": "beer", "quantity": 4}
    placed = await devices[0].ask("/orders", order(uuid7(), line))
    bill = await bill_of(devices[0], placed)
    part = await pay(devices[0], bill["id"], bill["totals"]["due_cents"] // 4)
    acts = rig.dice.choices(("rest", "part", "void", "add"), (4, 4, 1, 2), k=len(devices))
    asked = await asyncio.gather(
        *(press(device, act, placed, bill, part) for device, act in zip(devices, acts, strict=True))
    )
    for entry in asked:
        if not entry.accepted:
            assert entry.status == 409, entry.answer
            assert entry.answer["code"] in REFUSALS, entry.answer
            assert entry.answer["detail"], "nobody is told why"
    await settle(devices[0], placed)
    left = [one for one in await bills_of(devices[0], placed) if one["state"] != "voided"]
    assert {(one["state"], one["totals"]["due_cents"]) for one in left} == {("settled", 0)}, asked
    card = await devices[0].read(f"/orders/{placed.body['id']}")
    assert card["totals"]["total_cents"] == sum(one["totals"]["total_cents"] for one in left)


async def press(device: Tablet, act: str, placed: Entry, bill: dict[str, Any], part: Entry) -> Entry:
    """What one device does to the bill."""
    due = bill["totals"]["due_cents"]
    if act == "void":
        return await device.ask(f"/payments/{part.body['id']}/void", {"reason": "Wrong card"})
    if act == "add":
        more = {"id": uuid7(), "item": "beer", "quantity": 1}
        return await device.ask(f"/orders/{placed.body['id']}/lines", {"lines": [more]})
    return await pay(device, bill["id"], due - due // 4 if act == "rest" else due // 8)


async def settle(tablet: Tablet, placed: Entry) -> None:
    """Pay what is still due, on the bill as it is now."""
    made = await tablet.ask(f"/orders/{placed.body['id']}/bills", {})
    if made.accepted:
        for bill in made.answer["bills"]:
            if bill["totals"]["due_cents"] > 0:
                assert (await pay(tablet, bill["id"], bill["totals"]["due_cents"])).accepted


async def bill_of(tablet: Tablet, placed: Entry) -> dict[str, Any]:
    made = await tablet.ask(f"/orders/{placed.body['id']}/bills", {})
    (bill,) = made.answer["bills"]
    return dict(bill)


async def bills_of(tablet: Tablet, placed: Entry) -> list[dict[str, Any]]:
    card = await tablet.read(f"/orders/{placed.body['id']}")
    return [await tablet.read(f"/bills/{id}") for id in card["bills"]]


async def pay(tablet: Tablet, bill_id: str, amount_cents: int) -> Entry:
    payment: dict[str, Any] = {"id": uuid7(), "method": "card", "amount_cents": amount_cents}
    return await tablet.ask(f"/bills/{bill_id}/payments", payment, payment["id"])
