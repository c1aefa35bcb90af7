"""Simulated tablets: each takes the next order, sends it, makes its bill and takes the money."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kitchenhub.simulate.calling import Caller, Refused
from kitchenhub.simulate.made_menu import MadeMenu
from kitchenhub.simulate.orders_file import Order
from kitchenhub.store.work import uuid7


def order_body(order: Order, menu: MadeMenu) -> dict[str, Any]:
    """The order as a tablet sends it: a tab in the order's name, everything fired."""
    lines = []
    for row in order.rows:
        chosen = menu.line(row)
        modifiers = [
            {"group": chosen.group, "option": option, "quantity": quantity}
            for option, quantity in chosen.options
        ]
        lines.append(
            {"id": uuid7(), "item": chosen.item, "variant": chosen.variant, "quantity": chosen.quantity,
             "modifiers": modifiers}
        )  # fmt: skip
    return {"id": uuid7(), "type": "tab", "name": f"Order {order.id}", "fire": "all", "lines": lines}


class Tablets:
    """Several tablets that work off one list of orders. `bodies` is what was sent, by order id."""

    def __init__(self, callers: list[Caller], menu: MadeMenu, played: Callable[[], None]) -> None:
        self._callers = callers
        self._menu = menu
        self._played = played
        self.bodies: dict[str, dict[str, Any]] = {}
        self.totals_cents: dict[str, int] = {}
        self.faults: list[str] = []

    async def play(
        self, orders: Iterable[Order], rate: float | None = None, speed: float | None = None
    ) -> None:
        """Play all orders: at most `rate` a second, or by their `at` at `speed` times real time."""
        waiting = iter(orders)
        pace = _Pace(rate, speed)
        await asyncio.gather(*(self._work_off(caller, waiting, pace) for caller in self._callers))

    async def _work_off(self, caller: Caller, waiting: Iterator[Order], pace: "_Pace") -> None:
        for order in waiting:
            await pace.wait_for(order)
            body = order_body(order, self._menu)
            self.bodies[body["id"]] = body
            try:
                await self._serve(caller, body)
            except Refused as refusal:
                self.faults.append(f"order {order.id}: {refusal}")
            self._played()

    async def _serve(self, caller: Caller, body: dict[str, Any]) -> None:
        id = body["id"]
        await caller.post("/orders", body, key=id)
        (bill,) = (await caller.post(f"/orders/{id}/bills", {"split": {"by": "none"}}))["bills"]
        self.totals_cents[id] = bill["totals"]["total_cents"]
        if bill["state"] == "settled":
            return
        cash = len(self.bodies) % 2 == 0
        payment = {
            "id": uuid7(),
            "method": "cash" if cash else "card",
            "amount_cents": bill["totals"]["due_cents"],
        }
        if cash:
            payment["tendered_cents"] = -(-payment["amount_cents"] // 500) * 500
        paid = await caller.post(f"/bills/{bill['id']}/payments", payment, key=payment["id"])
        if paid["bill"]["state"] != "settled":
            self.faults.append(f"bill {bill['number']} is {paid['bill']['state']} after its payment")


class _Pace:
    """When the next order may be sent."""

    def __init__(self, rate: float | None, speed: float | None) -> None:
        self._rate = rate
        self._speed = speed
        self._started = asyncio.get_running_loop().time()
        self._sent = 0
        self._first_at: Any = None

    async def wait_for(self, order: Order) -> None:
        """Wait until this order is due."""
        due = 0.0
        if self._rate is not None:
            due = self._sent / self._rate
            self._sent += 1
        elif self._speed is not None and order.at is not None:
            self._first_at = self._first_at or order.at
            due = (order.at - self._first_at).total_seconds() / self._speed
        delay = self._started + due - asyncio.get_running_loop().time()
        if delay > 0:
            await asyncio.sleep(delay)
