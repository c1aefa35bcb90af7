"""A screen as a witness: it keeps its replica, and every number and every card's first moment besides."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.support.brigade import listed

KITCHEN = "stations,floor"
COME_BACK_SECONDS = 0.2
SEEN_SECONDS = 1.0
Card = dict[str, Any]


class RecordingScreen:
    """One live socket on some topics that comes back after every break. `where` says the address now."""

    def __init__(self, where: Callable[[], str], token: str, topics: str = KITCHEN) -> None:
        self._where = where
        self._token = token
        self._topics = topics
        self._log = ""
        self.seq = -1
        self.connected = asyncio.Event()
        self.connections = 0
        self.cards: dict[str, Card] = {}
        self.first_at: dict[str, float] = {}
        self.got: list[int] = []
        self.jumps: list[tuple[int, int]] = []
        self.faults: list[str] = []

    async def run(self) -> None:
        """Stay connected until cancelled."""
        while True:
            with contextlib.suppress(
                ConnectionClosed, InvalidHandshake, InvalidMessage, OSError, TimeoutError
            ):
                await self._once()
            self.connected.clear()
            await asyncio.sleep(COME_BACK_SECONDS)

    def board(self) -> dict[str, Card]:
        """The tickets that a kitchen's board lists, and the floor's open orders, without proofs."""
        return {
            id: card
            for id, card in self.cards.items()
            if (listed(card) if "station" in card else card["state"] == "open")
        }

    def missed(self, log: list[tuple[int, str]]) -> list[int]:
        """The numbers of the log (number, topic) that neither an event nor a snapshot has brought."""
        got = set(self.got)
        return [
            seq
            for seq, topic in log
            if _heard(topic, self._topics) and seq <= self.seq and seq not in got
            and not any(before < seq <= after for before, after in self.jumps)
        ]  # fmt: skip

    async def _once(self) -> None:
        query = {"topics": self._topics, "batch": "1"}
        if self._log:
            query |= {"after": str(self.seq), "log": self._log}
        address = self._where().replace("http", "ws", 1)
        async with connect(
            f"{address}/api/v1/live?{urlencode(query)}",
            additional_headers={"Authorization": f"Bearer {self._token}"},
            compression=None,
            max_size=None,
            open_timeout=30,
            ping_interval=None,
        ) as socket:
            self.connections += 1
            saying = asyncio.create_task(self._say_seen(socket))
            try:
                async for text in socket:
                    self._take(msgspec.json.decode(text))
                    self.connected.set()
            finally:
                saying.cancel()

    async def _say_seen(self, socket: Any) -> None:
        said = 0
        while True:
            await asyncio.sleep(SEEN_SECONDS)
            if self.seq > said:
                said = self.seq
                await socket.send(f'{{"kind":"seen","seq":{said}}}')

    def _take(self, frame: Card) -> None:
        if frame["kind"] == "snapshot":
            self.jumps.append((self.seq, frame["seq"]))
            self._log, self.seq = frame["log"], frame["seq"]
            self.cards.clear()
            for topic in frame["topics"].values():
                for card in [*topic.get("tickets", ()), *topic.get("orders", ())]:
                    self._keep(card)
        elif frame["kind"] == "events":
            for event in frame["events"]:
                self._event(event)
        elif frame["kind"] == "event":
            self._event(frame)
        elif frame["kind"] == "beat":
            self.seq = max(self.seq, frame["seq"])

    def _event(self, event: Card) -> None:
        if event["seq"] <= self.seq:
            self.faults.append(f"event {event['seq']} came after {self.seq}")
        self.seq = event["seq"]
        self.got.append(event["seq"])
        if event["type"].startswith(("ticket.", "order.")):
            self._keep(event["data"])

    def _keep(self, card: Card) -> None:
        known = self.cards.get(card["id"])
        if known is not None and known["version"] > card["version"]:
            self.faults.append(f"{card['id']} went back from version {known['version']} to {card['version']}")
        self.cards[card["id"]] = card
        self.first_at.setdefault(card["id"], asyncio.get_running_loop().time())


def _heard(topic: str, topics: str) -> bool:
    return topic in topics.split(",") or (topic.startswith("station:") and "stations" in topics)
