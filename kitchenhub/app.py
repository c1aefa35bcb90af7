"""The composition root: the only file that knows everything.

It builds store, hub, endpoints, pages and the live channel on the settings, and runs the house's own loops:
print spooler, journal file, reconciler. `start` and `stop` frame its life; `asgi` is what a server serves.
"""

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import msgspec
import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

import web
from kitchenhub.api import openapi
from kitchenhub.api.principal import Principal
from kitchenhub.api.problems import encode_rejection, problem, respond
from kitchenhub.api.server import PREFIX, Edge, json_response
from kitchenhub.cards import ANSWERS, CARDS, EVENT_TOPICS, SNAPSHOTS
from kitchenhub.consequences import CONSEQUENCES
from kitchenhub.destinations import destinations
from kitchenhub.dispatching import Dispatcher
from kitchenhub.endpoints import ENDPOINTS
from kitchenhub.errors import CannotStart
from kitchenhub.housekeeping import Housekeeping
from kitchenhub.hub import Hub
from kitchenhub.live import asyncapi
from kitchenhub.live.endpoint import LiveChannel
from kitchenhub.live.hints import LogWatch
from kitchenhub.pages import Pages
from kitchenhub.paper.hub_queue import HubQueue
from kitchenhub.paper.tables import Printer, PrintJob
from kitchenhub.settings import Settings
from kitchenhub.staff.credentials import Credentials
from kitchenhub.staff.door import Door
from kitchenhub.staff.pins import open_pins
from kitchenhub.store.integrity import refuse_damage
from kitchenhub.store.leases import Lease, end_earlier, new_holder
from kitchenhub.store.migrate import migrate
from kitchenhub.store.opening import open_database
from kitchenhub.store.outbox import OutboxRow
from kitchenhub.store.reads import reading
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.store.rows import Row
from kitchenhub.store.times import now_text
from kitchenhub.store.work import SYSTEM
from kitchenhub.store.writer import Command, Committed
from printers.spooler import Spooler
from printers.transport import PrinterNetworks
from printers.virtual import VirtualPrinter

if TYPE_CHECKING:
    from kitchenhub.live.redis_hints import RedisHints

LIVE_PATH = PREFIX + "/live"
_FOR_PRINTERS: frozenset[type[Row]] = frozenset({PrintJob, Printer, Lease})
_WAKING: frozenset[type[Row]] = frozenset({*_FOR_PRINTERS, OutboxRow})
log = structlog.get_logger("app")


class App:
    """One server process on one data folder."""

    def __init__(self, settings: Settings, *, virtual_printers: bool = False) -> None:
        self.settings = settings
        self.database = open_database(settings.database)
        self.credentials = Credentials(self.database, now_text)
        self.door = Door(self.database, open_pins(settings.data_dir), now_text)
        self.hub = Hub(
            self.database, now_text, CONSEQUENCES, CARDS, ANSWERS, encode_rejection, self._committed
        )
        self.virtual_printers: dict[str, VirtualPrinter] = {}
        self._with_virtual_printers = virtual_printers
        self.live = LiveChannel(self.database, self.credentials, SNAPSHOTS, now_text, self._seen)
        self.openapi = msgspec.json.encode(openapi.document(ENDPOINTS, PREFIX))
        self.asyncapi = msgspec.json.encode(asyncapi.document(LIVE_PATH, EVENT_TOPICS))
        self.edge = Edge(self.hub, self.credentials, self)
        self._routes: list[BaseRoute] = []
        self.asgi = Starlette(routes=self._routes, exception_handlers={HTTPException: _http_problem})
        self._tasks: list[asyncio.Task[None]] = []
        self._known: list[int] = []
        self._queues: list[HubQueue] = []
        self._redis = _redis_hints(settings.redis_url)

    async def start(self) -> None:
        """Migrate, start the writer and the house's loops. Raises CannotStart."""
        self._loop = asyncio.get_running_loop()
        if self.settings.database_path is not None:
            await asyncio.to_thread(refuse_damage, self.settings.database_path)
        await asyncio.to_thread(migrate, self.database, self.settings.data_dir / "backups")
        known = restaurant_ids(self.database)
        if not known:
            raise CannotStart(f"There is no restaurant in {self.database.place}.")
        self._housekeeping = Housekeeping(self.hub, self._known)
        delivered = destinations(self.settings) if self.settings.dispatcher == "hub" else {}
        self._dispatcher = Dispatcher(self.hub, self._known, delivered, new_holder("hub"))
        self.asgi.router.routes[:] = self._all_routes()
        self.hub.writer.start()
        if self.settings.one_process:
            for restaurant_id in known:
                await self.hub.submit(Command("leases end", restaurant_id, SYSTEM, end_earlier))
        if self._with_virtual_printers:
            await self._start_virtual_printers(known[0])
        for restaurant_id in known:
            self.take_in(restaurant_id)
        loops = [self._housekeeping.run(), self._dispatcher.run(), *self._listening()]
        self._tasks += [asyncio.create_task(loop) for loop in loops]

    def take_in(self, restaurant_id: int) -> None:
        """Serve this restaurant from now on, too."""
        if restaurant_id in self._known:
            return
        self._known.append(restaurant_id)
        self.live.feed(restaurant_id)
        if self.settings.spooler == "hub":
            queue = HubQueue(self.hub, restaurant_id, new_holder("hub"))
            self._queues.append(queue)
            self._tasks.append(asyncio.create_task(self._spooler(queue).run()))

    def _listening(self) -> list[Coroutine[Any, Any, None]]:
        """What hears other processes on the same database; alone on a file there are none."""
        loops: list[Coroutine[Any, Any, None]] = []
        if self.database.shared:
            loops.append(LogWatch(self.database).run(self._heard))
        if self._redis is not None:
            loops.append(self._redis.run(self._heard))
        return loops

    async def stop(self) -> None:
        """End the loops, then the writer: what was accepted is committed and answered."""
        self.live.end_all()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self.hub.writer.stop)
        if self._redis is not None:
            await self._redis.close()
        for printer in self.virtual_printers.values():
            await printer.stop()
        self.door.close()
        self.database.close()

    def _spooler(self, queue: HubQueue) -> Spooler:
        networks = PrinterNetworks(self.settings.printer_networks, self.settings.printer_ports)

        def trouble(what: str, fault: BaseException) -> None:
            log.error("spooler", printer=what, fault=f"{type(fault).__name__}: {fault}")

        return Spooler(queue, networks, trouble=trouble)

    async def _start_virtual_printers(self, restaurant_id: int) -> None:
        """Software printers on the addresses that the demo's printers have."""
        with reading(self.database, restaurant_id, now_text()) as reader:
            rows = [row for row in reader.find(Printer) if not row.archived]
        for row in rows:
            printer = VirtualPrinter(int(row.address.rpartition(":")[2]), row.columns)
            try:
                await printer.start()
            except OSError as taken:
                raise CannotStart(
                    f"The virtual printer {row.name} cannot listen: {taken.strerror}."
                ) from None
            self.virtual_printers[row.id] = printer

    def _all_routes(self) -> list[BaseRoute]:
        pages = Pages(
            web.TEMPLATES,
            web.STATIC,
            self.database,
            now_text,
            self.edge.principal,
            self._known,
            self.openapi,
        )
        return [
            *self.edge.routes(ENDPOINTS),
            WebSocketRoute(LIVE_PATH, self.live.serve),
            Route("/health/live", self._live, methods=["GET"]),
            Route("/health/ready", self._ready, methods=["GET"]),
            *pages.routes(),
        ]

    async def _live(self, request: Request) -> Response:
        return json_response(b'{"status":"live"}')

    async def _ready(self, request: Request) -> Response:
        if self.hub.writer.alive and await asyncio.to_thread(self._database_answers):
            return json_response(b'{"status":"ready"}')
        return respond(problem("unavailable", "The database does not take writes."), {"Retry-After": "1"})

    def _database_answers(self) -> bool:
        return bool(restaurant_ids(self.database))

    def _committed(self, groups: list[Committed]) -> None:
        self._loop.call_soon_threadsafe(self._publish, groups)

    def _publish(self, groups: list[Committed]) -> None:
        """A commit wakes whoever reads on: screens, spoolers, the dispatcher. The rows are the truth."""
        self.live.publish(groups)
        if self._redis is not None:
            for group in groups:
                self._redis.tell(group.restaurant_id, group.events[-1].seq)
        self._wake(groups[0].wrote)

    def _heard(self, restaurant_id: int, last_seq: int) -> None:
        """Another process has written, or has added a restaurant."""
        self.take_in(restaurant_id)
        if self.live.heard(restaurant_id, last_seq):
            self._wake(_WAKING)

    def _wake(self, wrote: frozenset[type[Row]]) -> None:
        """Let those look who work these rows off; an order that prints nothing wakes no printer."""
        if not _FOR_PRINTERS.isdisjoint(wrote):
            for queue in self._queues:
                queue.wake()
        if OutboxRow in wrote:
            self._dispatcher.wake()

    def _seen(self, principal: Principal, topics: frozenset[str], seq: int) -> None:
        self._housekeeping.seen(principal, topics, seq)


def _redis_hints(url: str | None) -> "RedisHints | None":
    if url is None:
        return None
    from kitchenhub.live.redis_hints import RedisHints

    return RedisHints(url)


async def _http_problem(request: Request, fault: Exception) -> Response:
    """Starlette's own 404 and 405 as problems."""
    status = getattr(fault, "status_code", 404)
    headers = dict(getattr(fault, "headers", None) or {})
    if status == 405:
        return respond(problem("method_not_allowed", f"{request.method} is not possible here."), headers)
    return respond(problem("not_found", "There is nothing here."), headers)
