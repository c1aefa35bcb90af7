"""A whole simulation of an orders file: hub, clients, play, and the reconciliation."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import msgspec

from kitchenhub.errors import CannotStart
from kitchenhub.restaurant.writing import write_restaurant
from kitchenhub.simulate.calling import Caller, Refused
from kitchenhub.simulate.fresh_hub import FreshHub, fresh_hub
from kitchenhub.simulate.made_menu import DRAWER, MadeMenu, make_menu
from kitchenhub.simulate.orders_file import Order, Recipes, expected
from kitchenhub.simulate.printing import virtual_printers
from kitchenhub.simulate.reconciling import Facts, Row, reconcile
from kitchenhub.simulate.screens import Cook, Expediter, Screen
from kitchenhub.simulate.tablets import Tablets

TABLETS = 8
PRINTERS = 2
# Where the printers of a restaurant file stand that is written for a server started by hand.
_ADDRESSES = [f"tcp://127.0.0.1:{9300 + at}" for at in range(PRINTERS)]
STATION_TOPICS = ("station:station-1", "station:station-2", "station:station-3", "station:pass")
SETTLE_SECONDS = 45.0
ROLES = ("manager", "cashier", "kitchen", "integration")


class Where(msgspec.Struct, frozen=True):
    """A server that runs already: its address and a token that may do everything there."""

    url: str
    token: str


class Progress(msgspec.Struct):
    """Where a long simulation stands: `say` is told the phase, `step` each finished order."""

    say: Callable[[str], None]
    step: Callable[[], None]


class Crew:
    """The screens of a simulation and who works at them."""

    def __init__(self, hub: FreshHub) -> None:
        self.callers = {role: Caller(hub.url, token) for role, token in hub.tokens.items()}
        cook = self.callers["kitchen"]
        self.stations = [Screen(hub.url, hub.tokens["kitchen"], topic) for topic in STATION_TOPICS]
        self.cooks = [Cook(screen, cook) for screen in self.stations[:-1]]
        self.cooks.append(Expediter(self.stations[-1], cook))
        self.floor = Screen(hub.url, hub.tokens["cashier"], "floor,menu")
        self.office = Screen(hub.url, hub.tokens["manager"], "office,stock")
        self.screens = [*self.stations, self.floor, self.office]

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """All screens connected, until the end."""
        tasks = [asyncio.create_task(screen.run()) for screen in self.screens]
        try:
            async with asyncio.timeout(30):
                for screen in self.screens:
                    await screen.connected.wait()
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for caller in self.callers.values():
                await caller.close()

    @property
    def tickets_shown(self) -> set[str]:
        """Every ticket that any station's screen has shown."""
        return {id for screen in self.stations for id in screen.shown}

    @property
    def faults(self) -> list[str]:
        """What the cooks were refused."""
        return [fault for cook in self.cooks for fault in cook.faults]


async def simulate(
    orders: tuple[Order, ...],
    recipes: Recipes,
    folder: Path,
    progress: Progress,
    *,
    currency: str = "USD",
    rate: float | None = None,
    speed: float | None = None,
    where: Where | None = None,
) -> list[Row]:
    """Play the orders on a fresh hub in `folder`, or `where` one serves their restaurant already; the
    compared figures. Raises CannotStart.
    """
    ports = None if where is None else await _printer_ports(where, orders, recipes, currency)
    async with virtual_printers(ports or [0] * PRINTERS) as printers:
        menu = make_menu(orders, recipes, currency, [f"tcp://127.0.0.1:{one.port}" for one in printers])
        progress.say("starting a fresh hub" if where is None else "connecting")
        async with _hub(where, folder, menu) as hub:
            crew = Crew(hub)
            async with crew.at_work():
                tablets = await _play(crew, menu, orders, progress, rate, speed)
                progress.say("waiting for the last tickets and slips")
                await settled(crew.callers["manager"])
                progress.say("reconciling")
                facts = Facts(
                    tickets_shown=crew.tickets_shown,
                    slips_printed=sum(slips_of(printer) for printer in printers),
                    bill_totals_cents=tablets.totals_cents,
                    faults=[*tablets.faults, *crew.faults],
                )
                opening = {one.id: one.on_hand_milli for one in menu.file.ingredients}
                return await reconcile(crew.callers["manager"], expected(orders, recipes), opening, facts)


def restaurant_for(orders: tuple[Order, ...], recipes: Recipes, currency: str) -> str:
    """The restaurant file that these orders need, for a server that is started by hand."""
    return write_restaurant(make_menu(orders, recipes, currency, _ADDRESSES).file, pins=True)


@asynccontextmanager
async def _hub(where: Where | None, folder: Path, menu: MadeMenu) -> AsyncIterator[FreshHub]:
    if where is not None:
        yield FreshHub(folder, where.url, dict.fromkeys(ROLES, where.token))
        return
    async with fresh_hub(folder, menu.file, ROLES) as hub:
        yield hub


async def _printer_ports(
    where: Where, orders: tuple[Order, ...], recipes: Recipes, currency: str
) -> list[int]:
    """The ports of the server's printers, when it serves the orders' restaurant and has no order yet."""
    caller = Caller(where.url, where.token)
    try:
        served = {item["id"] for one in (await caller.get("/menu"))["categories"] for item in one["items"]}
        standing = (await caller.get("/orders", limit="1"))["orders"]
        printers = (await caller.get("/printers"))["printers"]
    except (Refused, httpx2.TransportError) as fault:
        raise CannotStart(f"{where.url} cannot be played on: {fault}.") from None
    finally:
        await caller.close()
    wanted = {
        item.id for one in make_menu(orders, recipes, currency, _ADDRESSES).file.menu for item in one.items
    }
    if not wanted <= served:
        raise CannotStart(
            "That server has another menu. Make its restaurant from the file that --restaurant-file writes."
        )
    if standing:
        raise CannotStart("That server has orders already; the figures could not be compared.")
    return [int(one["address"].rpartition(":")[2]) for one in printers]


async def _play(
    crew: Crew,
    menu: MadeMenu,
    orders: tuple[Order, ...],
    progress: Progress,
    rate: float | None,
    speed: float | None,
) -> Tablets:
    progress.say("playing")
    await crew.callers["cashier"].post("/drawer-sessions", {"drawer": DRAWER, "opening_float_cents": 20_000})
    tablets = Tablets([crew.callers["cashier"]] * TABLETS, menu, progress.step)
    in_order = sorted(orders, key=lambda order: (order.at is not None, order.at)) if speed else orders
    await tablets.play(in_order, rate, speed)
    return tablets


async def settled(manager: Caller) -> None:
    """Wait until every order is closed and no slip waits, as long as that gets less.

    What is missing after `SETTLE_SECONDS` without any progress, the reconciliation names.
    """
    loop = asyncio.get_running_loop()
    before, since = -1, loop.time()
    while loop.time() - since < SETTLE_SECONDS:
        still_open = len((await manager.get("/orders", open="true", limit="200"))["orders"])
        slips = sum(printer["waiting"] for printer in (await manager.get("/printers"))["printers"])
        sending = len((await manager.get("/print-jobs", state="sending", limit="1"))["print_jobs"])
        if still_open + slips + sending == 0:
            return
        if still_open + slips != before:
            before, since = still_open + slips, loop.time()
        await asyncio.sleep(0.3)


def slips_of(printer: object) -> int:
    """How many slips a virtual printer has taken since it was started."""
    return int(getattr(printer, "slips_taken"))  # noqa: B009
