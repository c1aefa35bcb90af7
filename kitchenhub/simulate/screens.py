"""Simulated screens: live sockets that keep a replica, say what they have shown, and bump."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import msgspec
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from kitchenhub.simulate.calling import Caller, Refused

SEEN_SECONDS = 1.0
Card = dict[str, Any]


class Screen:
    """One live socket on some topics. Every card it was shown is kept by id, newest version only."""

    def __init__(self, url: str, token: str, topics: str) -> None:
        self._address = url.replace("http", "ws", 1) + "/api/v1/live"
        self._token = token
        self._topics = topics
        self._log = ""
        self.seq = 0
        self.events = 0
        self.cards: dict[str, Card] = {}
        self.shown: set[str] = set()
        self._listeners: list[Callable[[str, Card], Awaitable[None]]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.connected = asyncio.Event()

    def on_card(self, listener: Callable[[str, Card], Awaitable[None]]) -> None:
        """Let something happen for every card that arrives (event type, card)."""
        self._listeners.append(listener)

    async def run(self) -> None:
        """Stay connected, coming back with the last number after every break, until cancelled."""
        while True:
            with contextlib.suppress(ConnectionClosed, OSError):
                await self._connected_once()
            self.connected.clear()
            await asyncio.sleep(0.2)

    async def _connected_once(self) -> None:
        query = {"topics": self._topics, "batch": "1"}
        if self._log:
            query |= {"after": str(self.seq), "log": self._log}
        async with connect(
            f"{self._address}?{urlencode(query)}",
            additional_headers={"Authorization": f"Bearer {self._token}"},
            subprotocols=["kitchenhub.v1"],  # type: ignore[list-item]
            compression=None,
            max_size=None,
        ) as socket:
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

    def _take(self, frame: dict[str, Any]) -> None:
        if frame["kind"] == "snapshot":
            self._log, self.seq = frame["log"], frame["seq"]
            self.cards.clear()
            for topic in frame["topics"].values():
                for cards in topic.values():
                    for card in cards if isinstance(cards, list) else []:
                        self._keep("snapshot", card)
        elif frame["kind"] == "events":
            for event in frame["events"]:
                self._take_event(event)
        elif frame["kind"] == "event":
            self._take_event(frame)
        elif frame["kind"] == "beat":
            self.seq = max(self.seq, frame["seq"])

    def _take_event(self, event: dict[str, Any]) -> None:
        self.seq = event["seq"]
        self.events += 1
        self._keep(event["type"], event["data"])

    def _keep(self, event_type: str, card: Card) -> None:
        id = card.get("id")
        if not isinstance(id, str):
            return
        known = self.cards.get(id)
        if known is None or known.get("version", 0) < card.get("version", 0):
            self.cards[id] = card
        self.shown.add(id)
        for listener in self._listeners:
            task = asyncio.ensure_future(listener(event_type, card))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


class Cook:
    """Bumps every ticket that a station's screen shows, acknowledging allergies and voids first."""

    def __init__(self, screen: Screen, caller: Caller, hands: int = 4) -> None:
        self._caller = caller
        self._hands = asyncio.Semaphore(hands)
        self._done: set[str] = set()
        self.bumped = 0
        self.faults: list[str] = []
        screen.on_card(self._cook)

    async def _cook(self, event_type: str, card: Card) -> None:
        if "items" not in card or card["id"] in self._done or not self._ready_to_bump(card):
            return
        self._done.add(card["id"])
        async with self._hands:
            await self._bump(card)

    def _ready_to_bump(self, card: Card) -> bool:
        return card["state"] in ("open", "started", "recalled")

    async def _bump(self, card: Card) -> None:
        path = f"/tickets/{card['id']}"
        try:
            if card["allergies"]:
                await self._caller.post(f"{path}/acknowledge")
            await self._caller.post(f"{path}/bump")
            self.bumped += 1
        except Refused as refusal:
            if refusal.code == "ticket_state":
                self._done.discard(card["id"])
            else:
                self.faults.append(str(refusal))


class Expediter(Cook):
    """Works the pass: bumps an order's ticket once all of its parts are ready."""

    def _ready_to_bump(self, card: Card) -> bool:
        return super()._ready_to_bump(card) and all(item["state"] != "open" for item in card["items"])
