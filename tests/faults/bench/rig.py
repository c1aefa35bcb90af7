"""A served restaurant with its tablets, screens and printers, and the check of all of it at the end."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.faults.bench import checking
from tests.faults.bench.founding import Founded
from tests.faults.bench.journal import Journal
from tests.faults.bench.printers import RecordingPrinter, printed_marks, unmarked_copies
from tests.faults.bench.scale import SLACK
from tests.faults.bench.screens import KITCHEN, RecordingScreen
from tests.faults.bench.table import Outcome
from tests.faults.bench.tablets import Guests, Tablet
from tests.support.server import Server

SETTLE_SECONDS = 30.0
READY_SECONDS = 3.0
SHOWN_SECONDS = 10.0


class Rig:
    """Everything around one server. `where` is the address that devices use; a test may bend it."""

    def __init__(self, server: Server, printers: list[RecordingPrinter], dice: random.Random) -> None:
        self.server = server
        self.printers = printers
        self.dice = dice
        self.journal = Journal(server.folder.parent / f"{server.folder.name}.journal")
        self.screens: list[RecordingScreen] = []
        self.where: Callable[[], str] = lambda: server.url
        self.sockets = 0
        self._working: list[asyncio.Task[None]] = []
        self._watching: list[asyncio.Task[None]] = []
        self._tablets: list[Tablet] = []

    def tablet(self, **fields: float) -> Tablet:
        """A device that only does what the test says."""
        made = Tablet(lambda: self.where(), self.server.tokens["manager"], self.journal, **fields)
        self._tablets.append(made)
        return made

    def load(self, tablets: int, pause_seconds: float = 0.0, **fields: float) -> None:
        """Let so many tablets work until `rest`."""
        for _ in range(tablets):
            guests = Guests(self.tablet(**fields), random.Random(self.dice.random()), pause_seconds)
            self._working.append(asyncio.create_task(guests.work()))

    async def halt(self) -> None:
        """No more guests; what has no answer stays without one."""
        for task in self._working:
            task.cancel()
        ends = await asyncio.gather(*self._working, return_exceptions=True)
        self._working.clear()
        assert all(isinstance(end, asyncio.CancelledError) for end in ends), ends

    async def rest(self) -> None:
        """No more guests; what is still unanswered is asked again until it is answered."""
        await self.halt()
        if self.journal.pending:
            last = self.tablet()
            for entry in self.journal.pending:
                await last.repeat(entry)

    async def watch(self, screens: int, topics: str = KITCHEN) -> None:
        """Let so many screens watch until the end; returns when all of them do."""
        token = self.server.tokens["manager" if "floor" in topics else "kitchen"]
        made = [RecordingScreen(lambda: self.where(), token, topics) for _ in range(screens)]
        self.screens += made
        self._watching += [asyncio.create_task(screen.run()) for screen in made]
        async with asyncio.timeout(SETTLE_SECONDS):
            for screen in made:
                await screen.connected.wait()

    async def start(self, outcome: Outcome, *launcher: str) -> None:
        """Start the server; more than 3 s to the ready line is late."""
        begun = time.monotonic()
        await asyncio.to_thread(self.server.start, *launcher)
        outcome.late += time.monotonic() - begun > READY_SECONDS * SLACK

    async def shown(self, outcome: Outcome) -> None:
        """Everything of the log now is on every screen within 10 s, or that is late."""
        head = (await self._tablets[0].read("/stations/grill/tickets"))["seq"]
        try:
            async with asyncio.timeout(SHOWN_SECONDS * SLACK):
                while any(screen.seq < head for screen in self.screens):
                    await asyncio.sleep(0.02)
        except TimeoutError:
            outcome.late += sum(screen.seq < head for screen in self.screens)

    async def check(self, outcome: Outcome, *, stop: bool = True) -> None:
        """I1, I2, I6, I8 from the outside, then `verify`. The server is stopped first for `verify`."""
        await self.rest()
        assert self.journal.faults == [], checking.first(self.journal.faults)
        await self._check_screens(outcome)
        rows = await asyncio.to_thread(checking.Rows, self.server.folder / "kitchenhub.db")
        verdict = checking.compare(rows, self.journal.entries.values())
        outcome.lost += len(verdict.lost)
        outcome.doubled += len(verdict.doubled)
        assert verdict.lost + verdict.doubled == [], checking.first(verdict.lost + verdict.doubled)
        for screen in self.screens:
            assert screen.faults == [], checking.first(screen.faults)
            assert screen.missed(rows.log) == []
        copies = unmarked_copies(self.printers)
        assert copies == [], checking.first(copies)
        assert printed_marks(self.printers) or not self.printers, "nothing was printed"
        assert checking.unhandled(self.server.folder / "server.log") == []
        if stop:
            await self._leave()
            await self._sockets_back()
            assert await asyncio.to_thread(self.server.stop) <= 10 * SLACK
        await asyncio.to_thread(self.server.command, "verify", "--data", str(self.server.folder))

    async def _check_screens(self, outcome: Outcome) -> None:
        """I2: every board is the board of a screen that was opened just now."""
        if not self.screens:
            return
        await self.shown(outcome)
        old = self.screens[:]
        await self.watch(1)
        await self.shown(outcome)
        fresh = self.screens.pop()
        async with asyncio.timeout(SETTLE_SECONDS):  # slips and proofs still go on
            while any(screen.board() != fresh.board() for screen in old):
                await asyncio.sleep(0.1)

    async def _sockets_back(self) -> None:
        """I8: when everybody has gone, the server holds no socket more than when it was started."""
        assert self.server.process is not None
        async with asyncio.timeout(SETTLE_SECONDS * SLACK):
            while checking.sockets_of(self.server.process.pid) > self.sockets:
                await asyncio.sleep(0.1)

    async def _leave(self) -> None:
        """Everybody goes."""
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)
        self._watching.clear()
        for tablet in self._tablets:
            await tablet.close()

    async def close(self) -> None:
        """End everything, whatever happened."""
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)
        await self._leave()
        await self.server.close()
        for printer in self.printers:
            await printer.stop()
        self.journal.close()


@asynccontextmanager
async def rigged(
    founded: Founded, folder: Path, dice: random.Random, *, printing: bool = False, serve: bool = True
) -> AsyncIterator[Rig]:
    """A copy of the restaurant, served, with its two printers when they matter (else they are off)."""
    printers = [RecordingPrinter(port) for port in founded.ports] if printing else []
    for printer in printers:
        await printer.start()
    rig = Rig(await asyncio.to_thread(founded.copy, folder), printers, dice)
    try:
        if serve:
            await asyncio.to_thread(rig.server.start)
            assert rig.server.process is not None
            rig.sockets = checking.sockets_of(rig.server.process.pid)
        yield rig
    finally:
        await rig.close()
