"""Tablets: HTTP that is repeated under its key until it is answered, and the load that guests make."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from typing import Any

import httpx2

from kitchenhub.store.work import uuid7
from tests.faults.bench.journal import Entry, Journal
from tests.support.server import burger, order

PAUSE_SECONDS = 0.05
TIMEOUT_SECONDS = 5.0
AGAIN = (429, 503)


class Tablet:
    """A device with a token. `where` is asked for the server's address before each connection."""

    def __init__(
        self,
        where: Callable[[], str],
        token: str,
        journal: Journal,
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._where = where
        self._headers = {"Authorization": f"Bearer {token}"}
        self._journal = journal
        self._timeout_seconds = timeout_seconds
        self._client: httpx2.AsyncClient | None = None

    async def ask(self, path: str, body: dict[str, Any], key: str | None = None) -> Entry:
        """Write down, send, and repeat until there is an answer."""
        return await self.repeat(self._journal.ask(path, body, key))

    async def repeat(self, entry: Entry) -> Entry:
        """Send under the same key until there is an answer."""
        while True:
            status, answer = await self.send(entry)
            if status and status not in AGAIN:
                self._journal.answered(entry, status, answer)
                return entry
            await asyncio.sleep(PAUSE_SECONDS)

    async def send(self, entry: Entry) -> tuple[int, dict[str, Any]]:
        """Send once; status 0 when no answer came."""
        entry.tries += 1
        try:
            answer = await self._open().post(
                f"/api/v1{entry.path}",
                json=entry.body,
                headers={"Idempotency-Key": entry.key},
            )
        except httpx2.TransportError:
            await self.close()
            return 0, {}
        return answer.status_code, answer.json()

    async def read(self, path: str, **parameters: str) -> Any:
        """Read, again and again until there is an answer."""
        while True:
            try:
                answer = await self._open().get(f"/api/v1{path}", params=parameters)
            except httpx2.TransportError:
                await self.close()
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            assert answer.status_code == 200, answer.text
            return answer.json()

    async def close(self) -> None:
        """Drop the connection; the next call makes a new one."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(httpx2.TransportError):
                await client.aclose()

    def _open(self) -> httpx2.AsyncClient:
        if self._client is None:
            self._client = httpx2.AsyncClient(
                base_url=self._where(), headers=self._headers, timeout=self._timeout_seconds
            )
        return self._client


class Guests:
    """What one tablet's guests do: order, order more, change their minds, pay."""

    def __init__(self, tablet: Tablet, dice: random.Random, pause_seconds: float = 0.0) -> None:
        self._tablet = tablet
        self._dice = dice
        self._pause_seconds = pause_seconds

    async def work(self) -> None:
        """One guest after the other until cancelled."""
        while True:
            await self.guest()
            await asyncio.sleep(self._pause_seconds)

    async def guest(self) -> None:
        """One guest from the order to the bill, or a part of it."""
        placed = await self._tablet.ask("/orders", self._order())
        if not placed.accepted:
            return
        path = f"/orders/{placed.body['id']}"
        if self._dice.random() < 0.4:
            await self._tablet.ask(f"{path}/lines", {"lines": [self._line()]})
        if self._dice.random() < 0.2:
            line = self._dice.choice(placed.body["lines"])
            act = {"quantity": 1, "reason": "Guest changed mind"}
            await self._tablet.ask(f"{path}/lines/{line['id']}/void", act)
        if self._dice.random() < 0.4:
            await self._pay(path)

    async def _pay(self, path: str) -> None:
        made = await self._tablet.ask(f"{path}/bills", {})
        if not made.accepted:
            return
        (bill,) = made.answer["bills"]
        for amount in self._parts(bill["totals"]["due_cents"]):
            payment: dict[str, Any] = {"id": uuid7(), "method": "card", "amount_cents": amount}
            await self._tablet.ask(f"/bills/{bill['id']}/payments", payment, payment["id"])

    def _parts(self, due_cents: int) -> list[int]:
        if due_cents < 2 or self._dice.random() < 0.5:
            return [due_cents] if due_cents else []
        return [due_cents // 2, due_cents - due_cents // 2]

    def _order(self) -> dict[str, Any]:
        return order(uuid7(), *(self._line() for _ in range(self._dice.randint(1, 3))))

    def _line(self) -> dict[str, Any]:
        """A line with a mark of its own as its note, by which it is known on paper."""
        id = uuid7()
        if self._dice.random() < 0.4:
            return burger(id, note=mark_of(id))
        item = self._dice.choice(("salad", "beer"))
        return {"id": id, "item": item, "quantity": self._dice.randint(1, 3), "note": mark_of(id)}


def mark_of(line_id: str) -> str:
    """The note of a line: short enough for one line of paper, unlike any other."""
    return f"mark-{line_id.replace('-', '')[-12:]}"
