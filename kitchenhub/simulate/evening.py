"""What waiters do on a Friday: seat, order by course, hold, fire, change their guests' minds, take money.

Keeps its own account of everything, so that the close can be compared with it.
"""

import asyncio
import random
from typing import Any

from kitchenhub.simulate.calling import Caller, Refused
from kitchenhub.store.work import uuid7

Card = dict[str, Any]
STARTERS = ("bruschetta", "calamari")
MAINS = ("burger", "steak", "tagliatelle", "risotto")
SERVED_SECONDS = 60.0


class Evening:
    """One evening's waiters and what they expect to find in the figures."""

    def __init__(self, callers: dict[str, Caller], dice: random.Random) -> None:
        self._waiter = callers["cashier"]
        self._manager = callers["manager"]
        self._dice = dice
        self.orders = self.lines = 0
        self.sales_cents = self.tips_cents = self.cash_cents = 0
        self.comps_cents = self.voids_cents = 0
        self.faults: list[str] = []

    async def table(self, number: int) -> None:
        """A table from sitting down to paying, in three courses."""
        try:
            await self._table(number)
        except (Refused, TimeoutError) as fault:
            self.faults.append(f"table {number}: {fault}")

    async def _table(self, number: int) -> None:
        guests = self._dice.randint(1, 4)
        await self._waiter.post(f"/tables/{number}/seat", {"covers": guests})
        lines = [line for seat in range(1, guests + 1) for line in self._dinner(seat)]
        allergic = number % 5 == 0
        body = {
            "id": uuid7(), "type": "dine_in", "table": str(number), "covers": guests, "lines": lines,
            "fire": "first_course",
            "allergies": [{"seat": 1, "allergens": ["nuts"], "text": "severe"}] if allergic else [],
        }  # fmt: skip
        order = await self._place(body)
        if number % 4 == 0:
            await self._add_late(order)
        if number % 6 == 0:
            await self._manager.post(f"/orders/{order['id']}/fire", {"course": 2})
            await self._remake(order)
        else:
            await self._waiter.post(f"/orders/{order['id']}/fire", {"course": 2})
        if number % 7 == 0:
            await self._void(order)
        if number % 8 == 0:
            await self._comp(order)
        await self._served(order["id"])
        await self._pay(order["id"], tip=self._dice.randint(0, 5) * 100, discount=number % 9 == 0)

    def _dinner(self, seat: int) -> list[Card]:
        main = self._dice.choice(MAINS)
        modifiers = [{"group": "doneness", "option": "rare"}] if main in ("burger", "steak") else []
        if main == "burger":
            modifiers.append({"group": "extras", "option": "cheese", "prefix": "extra"})
        return [
            {"id": uuid7(), "item": "wine", "quantity": 1, "seat": seat},
            {"id": uuid7(), "item": self._dice.choice(STARTERS), "quantity": 1, "seat": seat, "course": 1},
            {"id": uuid7(), "item": main, "quantity": 1, "seat": seat, "course": 2, "modifiers": modifiers},
        ]

    async def takeaway(self, number: int) -> None:
        """Paid at the counter, then cooked, then handed over."""
        try:
            body = {
                "id": uuid7(), "type": "takeaway", "name": f"Guest {number}",
                "lines": [
                    {"id": uuid7(), "item": "fries", "quantity": 2},
                    {"id": uuid7(), "item": "tagliatelle", "quantity": 1},
                ],
            }  # fmt: skip
            order = await self._place(body)
            if any(line["state"] != "held" for line in order["lines"]):
                self.faults.append(f"takeaway {number} was sent before it was paid")
            await self._pay(order["id"])
            await self._served(order["id"])
        except (Refused, TimeoutError) as fault:
            self.faults.append(f"takeaway {number}: {fault}")

    async def bar_tab(self) -> None:
        """A tab that grows round by round and is paid at the end."""
        try:
            line = {"id": uuid7(), "item": "beer", "quantity": 2}
            order = await self._place({"id": uuid7(), "type": "tab", "name": "Rossi", "lines": [line]})
            for _ in range(4):
                more = [{"id": uuid7(), "item": "beer", "quantity": self._dice.randint(1, 3)}]
                await self._waiter.post(f"/orders/{order['id']}/lines", {"lines": more})
                self.lines += 1
            await self._served(order["id"])
            await self._pay(order["id"], tip=300)
        except (Refused, TimeoutError) as fault:
            self.faults.append(f"bar tab: {fault}")

    async def _place(self, body: Card) -> Card:
        """Place an order, and press twice: the second answer must be the first."""
        order = await self._waiter.post("/orders", body, key=body["id"])
        again = await self._waiter.post("/orders", body, key=body["id"])
        if again["number"] != order["number"]:
            self.faults.append(f"order {order['number']} was placed twice")
        self.orders += 1
        self.lines += len(body["lines"])
        return order

    async def _add_late(self, order: Card) -> None:
        late = [{"id": uuid7(), "item": "tiramisu", "quantity": 1, "seat": 1, "course": 3}]
        await self._waiter.post(f"/orders/{order['id']}/lines", {"lines": late, "fire": "none"})
        self.lines += 1
        await self._waiter.post(f"/orders/{order['id']}/fire", {"lines": [late[0]["id"]]})

    async def _void(self, order: Card) -> None:
        line = self._main_of(order)
        act = {"quantity": 1, "reason": "Guest changed mind"}
        await self._manager.post(f"/orders/{order['id']}/lines/{line['id']}/void", act)
        self.voids_cents += line["price_cents"]

    async def _comp(self, order: Card) -> None:
        line = next(one for one in order["lines"] if one["item"] in STARTERS)
        await self._manager.post(
            f"/orders/{order['id']}/lines/{line['id']}/comp", {"quantity": 1, "reason": "Long wait"}
        )
        self.comps_cents += line["price_cents"]

    async def _remake(self, order: Card) -> None:
        line = self._main_of(order)
        await self._manager.post(
            f"/orders/{order['id']}/lines/{line['id']}/remake", {"quantity": 1, "reason": "Dropped"}
        )
        self.lines += 1

    @staticmethod
    def _main_of(order: Card) -> Card:
        return next(line for line in order["lines"] if line["item"] in MAINS)

    async def _served(self, id: str) -> None:
        """Wait until cooks and pass have done their part."""
        async with asyncio.timeout(SERVED_SECONDS):
            while (await self._waiter.get(f"/orders/{id}"))["fulfilment"] != "served":
                await asyncio.sleep(0.2)

    async def _pay(self, id: str, tip: int = 0, *, discount: bool = False) -> None:
        (bill,) = (await self._waiter.post(f"/orders/{id}/bills"))["bills"]
        if discount:
            reason = {"percent": "10", "reason": "Regular guest"}
            bill = await self._manager.post(f"/bills/{bill['id']}/discounts", reason)
        due = bill["totals"]["due_cents"]
        self.sales_cents += due
        self.tips_cents += tip
        first = due // 2
        for amount, method, tip_cents in ((first, "cash", 0), (due - first, "card", tip)):
            payment = {"id": uuid7(), "method": method, "amount_cents": amount, "tip_cents": tip_cents}
            if method == "cash":
                payment["tendered_cents"] = -(-amount // 500) * 500
                self.cash_cents += amount
            taken = await self._waiter.post(f"/bills/{bill['id']}/payments", payment, key=payment["id"])
            bill = taken["bill"]
        if bill["state"] != "settled":
            self.faults.append(f"bill {bill['number']} is {bill['state']} though everything was paid")
