"""The implementations of a spooler's queue, each on a hub whose clock a test moves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx2
from starlette.applications import Starlette

from kitchenhub.api.principal import Principal
from kitchenhub.api.server import Edge
from kitchenhub.endpoints import ENDPOINTS
from kitchenhub.paper.hub_queue import HubQueue
from kitchenhub.paper.queries import JobQuery, list_jobs, list_printers
from kitchenhub.store.work import Actor
from printers.http_queue import HttpQueue
from printers.queue import PrintQueue
from tests.support.brigade import line, place, read
from tests.support.house import House
from tests.unit.printers.queues import Leases, MemoryQueue, Printer
from tests.unit.printers.samples import TICKET

TOKEN = "a-token-of-the-role-printer"


class Kitchen(Protocol):
    """A hub with a kitchen printer, and as many spoolers as a test wants."""

    def queue(self, holder: str) -> PrintQueue:
        """The queue of a spooler."""
        ...

    def order(self) -> None:
        """A slip for the kitchen."""
        ...

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        ...

    def jobs(self) -> list[tuple[str, bool]]:
        """State and REPRINT of the kitchen's jobs, as they were made."""
        ...

    def printer_state(self) -> str:
        """What the hub knows of the kitchen's printer."""
        ...


class MemoryKitchen:
    """The fake of the spooler's own tests."""

    def __init__(self) -> None:
        self.now = 0.0
        self._first = MemoryQueue([Printer("kitchen", 9100)], "nobody", leases=Leases(lambda: self.now))

    def queue(self, holder: str) -> PrintQueue:
        return self._first.beside(holder)

    def order(self) -> None:
        self._first.add(f"job-{len(self._first.jobs)}", "kitchen", dict(TICKET))

    def pass_time(self, seconds: float) -> None:
        self.now += seconds

    def jobs(self) -> list[tuple[str, bool]]:
        return [(job.state, job.reprint) for job in self._first.jobs]

    def printer_state(self) -> str:
        return self._first.served[0].state


class HouseKitchen:
    """A real hub; its queue is used in the process."""

    def __init__(self, house: House) -> None:
        self.house = house

    def queue(self, holder: str) -> PrintQueue:
        return HubQueue(self.house.hub, self.house.restaurant_id, holder, clock=self.seconds)

    def order(self) -> None:
        place(self.house, line("burger"))

    def pass_time(self, seconds: float) -> None:
        self.house.clock.move(seconds=seconds)

    def jobs(self) -> list[tuple[str, bool]]:
        jobs = read(self.house, list_jobs, JobQuery(printer="kitchen"))["print_jobs"]
        return [(job["state"], job["reprint"]) for job in sorted(jobs, key=lambda job: str(job["id"]))]

    def printer_state(self) -> str:
        return str(read(self.house, list_printers)["printers"][0]["state"])

    def seconds(self) -> float:
        """The house's clock as a spooler's own."""
        return self.house.clock.at.timestamp()


class Doorman:
    """Knows one token."""

    def __init__(self, restaurant_id: int) -> None:
        self._restaurant_id = restaurant_id

    async def resolve(self, bearer: str | None, cookie: str | None) -> Principal | None:
        actor = Actor("token", "agent", "Print agent", "printer")
        return Principal(self._restaurant_id, actor) if bearer == TOKEN else None


class WebKitchen(HouseKitchen):
    """A real hub behind its real edge; the queue speaks HTTP. `lost_answers` of the next ones are lost."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        edge = Edge(house.hub, Doorman(house.restaurant_id), None)
        self._transport = httpx2.ASGITransport(app=Starlette(routes=edge.routes(ENDPOINTS)))
        self.lost_answers = 0
        self.requests: list[httpx2.Request] = []
        self.pauses: list[float] = []
        self.clients: list[httpx2.AsyncClient] = []

    def queue(self, holder: str, token: str = TOKEN, **more: Any) -> HttpQueue:
        client = httpx2.AsyncClient(transport=_Line(self))
        self.clients.append(client)
        return HttpQueue(
            "http://hub", token, holder, client=client, clock=self.seconds, sleep=self._sleep,
            randomness=lambda: 1.0, **more,
        )  # fmt: skip

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.pass_time(seconds)
        await asyncio.sleep(0)

    async def carry(self, request: httpx2.Request) -> httpx2.Response:
        """Bring a request to the hub and its answer back, unless that is to be lost."""
        self.requests.append(request)
        answer = await self._transport.handle_async_request(request)
        if self.lost_answers:
            self.lost_answers -= 1
            raise httpx2.ReadError("the answer was lost")
        return answer


class _Line(httpx2.AsyncBaseTransport):
    def __init__(self, kitchen: WebKitchen) -> None:
        self._kitchen = kitchen

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return await self._kitchen.carry(request)


@asynccontextmanager
async def a_kitchen(kind: str, folder: Path) -> AsyncIterator[Any]:
    """A kitchen of a kind: memory, hub or http."""
    if kind == "memory":
        yield MemoryKitchen()
        return
    house = House(folder)
    kitchen = HouseKitchen(house) if kind == "hub" else WebKitchen(house)
    try:
        yield kitchen
    finally:
        for client in getattr(kitchen, "clients", ()):
            await client.aclose()
        house.close()
