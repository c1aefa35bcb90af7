"""After every command of a random service over the real hub, an old snapshot plus the events of its socket
is what a fresh snapshot shows.
"""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from kitchenhub.simulate.calling import Caller, Refused
from kitchenhub.store.work import uuid7
from tests.support.replica import replayed_stock, with_changes
from tests.support.server import Server, burger, order, serving

TOPICS = "floor,stations,stock,menu,office"
STEPS = 70
Card = dict[str, Any]
_PLACES = {
    "order": "orders", "table": "tables", "ticket": "tickets", "alert": "alerts",
    "drawer": "drawer_sessions", "print": "printers",
}  # fmt: skip

_OVER: dict[str, Callable[[Card], bool]] = {
    "orders": lambda card: card["state"] != "open",
    "tickets": lambda card: card["state"] == "ready" or card["void_acknowledged"],
    "alerts": lambda card: card["cleared_at"] is not None,
    "drawer_sessions": lambda card: card["state"] != "open",
}


class Replica:
    """What a page with every topic knows: a snapshot, then each card in place of the older one."""

    def __init__(self, snapshot: Card) -> None:
        self.seq: int = snapshot["seq"]
        topics = snapshot["topics"]
        lists = {**topics["floor"], **topics["stations"], **topics["office"]}
        self.cards = {name: {card["id"]: card for card in cards} for name, cards in lists.items()}
        self.menu = topics["menu"]
        self.stock = {item["ingredient"]: item for item in topics["stock"]["items"]}

    def apply(self, event: Card) -> None:
        """Take one event. Every topic is heard, so that numbers have no gap."""
        assert event["seq"] == self.seq + 1, f"{event['seq']} came after {self.seq}"
        self.seq = event["seq"]
        subject = event["type"].partition(".")[0]
        if subject == "item":
            self.menu = with_changes(self.menu, event["data"])
        elif subject == "menu":
            self.menu = event["data"]
        elif subject == "stock":
            self.stock = replayed_stock(self.stock, [event])
        elif subject in _PLACES:
            self.cards[_PLACES[subject]][event["data"]["id"]] = event["data"]

    def shows(self) -> Card:
        """What is on the page: what is over is left out."""
        shown = {
            name: {id: card for id, card in cards.items() if name not in _OVER or not _OVER[name](card)}
            for name, cards in self.cards.items()
        }
        return {**shown, "menu": self.menu, "stock": self.stock}


class Service:
    """People who do something at random, over HTTP; what they are refused is fine."""

    def __init__(self, caller: Caller, dice: random.Random) -> None:
        self._caller = caller
        self._dice = dice
        self._orders: list[str] = []
        self._acts: list[Callable[[], Awaitable[Any]]] = [
            self.place, self.place, self.add, self.fire, self.void, self.patch, self.press, self.press,
            self.press, self.bill, self.pay, self.pay, self.seat, self.move_stock, self.switch, self.drawer,
        ]  # fmt: skip

    async def step(self) -> str:
        """One act; its name."""
        act = self._dice.choice(self._acts)
        try:
            await act()
        except Refused as refusal:
            assert refusal.status in (404, 409, 422), refusal
            return f"{getattr(act, '__name__', act)} refused: {refusal.code}"
        return getattr(act, "__name__", "act")

    async def place(self) -> None:
        fire = self._dice.choice(["all", "first_course", "none"])
        table = {"type": "dine_in", "table": self._dice.choice("123"), "covers": 2}
        more = table if self._dice.random() < 0.5 else {}
        nuts = [{"allergens": ["nuts"]}] if self._dice.random() < 0.2 else []
        made = await self._caller.post(
            "/orders", order(uuid7(), *self._lines(), fire=fire, allergies=nuts, **more)
        )
        self._orders.append(made["id"])

    async def add(self) -> None:
        fire = self._dice.choice(["all", "none"])
        await self._caller.post(f"/orders/{self._order()}/lines", {"lines": self._lines(), "fire": fire})

    async def fire(self) -> None:
        await self._caller.post(f"/orders/{self._order()}/fire", {"all": True})

    async def void(self) -> None:
        found = await self._caller.get(f"/orders/{self._order()}")
        line = self._dice.choice(found["lines"])["id"]
        act = self._dice.choice(["void", "void", "comp", "remake"])
        reason = {"quantity": 1, "reason": "Typed wrong"}
        await self._caller.post(f"/orders/{found['id']}/lines/{line}/{act}", reason)

    async def patch(self) -> None:
        changes: list[Card] = [{"covers": 3}, {"note": "birthday"}, {"allergies": []}]
        await self._caller.patch(f"/orders/{self._order()}", self._dice.choice(changes))

    async def press(self) -> None:
        station = self._dice.choice(["grill", "fryer", "pass"])
        state = self._dice.choice(["board", "board", "ready"])
        tickets = (await self._caller.get(f"/stations/{station}/tickets", state=state))["tickets"]
        if tickets:
            act = (
                "recall" if state == "ready" else self._dice.choice(["start", "bump", "bump", "acknowledge"])
            )
            await self._caller.post(f"/tickets/{self._dice.choice(tickets)['id']}/{act}")

    async def bill(self) -> None:
        await self._caller.post(f"/orders/{self._order()}/bills")

    async def pay(self) -> None:
        order_id = self._order()
        found = (await self._caller.post(f"/orders/{order_id}/bills"))["bills"][0]
        due = found["totals"]["due_cents"]
        amount = due if self._dice.random() < 0.7 else due // 2
        method = self._dice.choice(["card", "cash"])
        paid = {"id": uuid7(), "method": method, "amount_cents": amount, "tip_cents": 100}
        await self._caller.post(f"/bills/{found['id']}/payments", paid)

    async def seat(self) -> None:
        table = self._dice.choice("123")
        act = self._dice.choice(["seat", "clear"])
        await self._caller.post(f"/tables/{table}/{act}", {"covers": 2} if act == "seat" else None)

    async def move_stock(self) -> None:
        kind = self._dice.choice(["receive", "waste", "count", "adjust"])
        move = {"kind": kind, "ingredient": self._dice.choice(["bun", "mince"]), "quantity": "7"}
        await self._caller.post("/stock/moves", {**move, "reason": "Dropped"})

    async def switch(self) -> None:
        what = self._dice.choice(["items/burger", "items/fries", "variants/fries:large", "ingredients/bun"])
        changes: list[Card] = [{"available": False}, {"available": True}, {"remaining": 4}]
        change = self._dice.choice(changes)
        await self._caller.put(f"/{what}/availability", change)

    async def drawer(self) -> None:
        open_now = (await self._caller.get("/drawer-sessions", open="true"))["drawer_sessions"]
        if open_now:
            await self._caller.post(f"/drawer-sessions/{open_now[0]['id']}/close", {"counted_cents": 5_000})
        else:
            await self._caller.post("/drawer-sessions", {"drawer": "bar", "opening_float_cents": 5_000})

    def _order(self) -> str:
        return self._dice.choice(self._orders) if self._orders else "none"

    def _lines(self) -> list[Card]:
        fries = {
            "id": uuid7(),
            "item": "fries",
            "quantity": 1,
            "variant": self._dice.choice(["large", "small"]),
        }
        beer = {"id": uuid7(), "item": "beer", "quantity": 2}
        return self._dice.sample([burger(uuid7()), burger(uuid7(), 3), fries, beer], 2)


def listen(server: Server) -> connect:
    """A socket with every topic."""
    headers = {"Authorization": f"Bearer {server.tokens['manager']}"}
    address = f"ws://127.0.0.1:{server.port}/api/v1/live?topics={TOPICS}"
    return connect(address, additional_headers=headers, max_size=None)


async def frame(socket: ClientConnection) -> Card:
    got: Card = json.loads(await asyncio.wait_for(socket.recv(), 15))
    return got


async def follow(socket: ClientConnection, replica: Replica, waiting: list[Card], seq: int) -> None:
    """Apply the socket's events up to a number and no further."""
    while replica.seq < seq:
        if not waiting:
            got = await frame(socket)
            waiting += [got] if got["kind"] == "event" else []
            continue
        replica.apply(waiting.pop(0))


@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_an_old_snapshot_and_its_events_are_a_fresh_snapshot(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    async with serving(tmp_path / "data", roles=("manager",)) as server, listen(server) as socket:
        replica = Replica(await frame(socket))
        service = Service(server.caller("manager"), dice)
        waiting: list[Card] = []
        history: list[str] = []
        for _ in range(STEPS):
            history.append(await service.step())
            async with listen(server) as fresh_socket:
                fresh = Replica(await frame(fresh_socket))
            await follow(socket, replica, waiting, fresh.seq)
            shown, wanted = replica.shows(), fresh.shows()
            for part in wanted:
                assert shown[part] == wanted[part], f"seed {seed}: {part} after {history}"
        assert len([act for act in history if "refused" not in act]) > STEPS / 3, history
