"""The virtual printer itself: answers like a printer with `GS ( H` receipts, and fails on demand."""

import asyncio
import socket

from printers.virtual.connection import PrinterConnection
from printers.virtual.faults import Fault, read_fault
from printers.virtual.paper import PrintedSlip

SLIPS_KEPT = 200


class VirtualPrinter:
    """A printer on a loopback TCP port. `fault` may be changed at any time.

    `slips` are the last 200 in order; `slips_taken` counts all since the start.
    """

    def __init__(self, port: int = 0, columns: int = 42, host: str = "127.0.0.1") -> None:
        self.host = host
        self.port = port
        self.columns = columns
        self.slips: list[PrintedSlip] = []
        self.slips_taken = 0
        self.condition: Fault = Fault()
        self.changed = asyncio.Event()
        self._fault = "none"
        self._socket: socket.socket | None = None
        self._server: asyncio.Server | None = None
        self._opening: asyncio.Task[None] | None = None
        self._connections: dict[asyncio.Task[None], PrinterConnection] = {}
        self._printed = asyncio.Condition()

    @property
    def fault(self) -> str:
        """What is wrong with it now; `none` when nothing is."""
        return self._fault

    @fault.setter
    def fault(self, fault: str) -> None:
        """Raises ValueError for a fault that there is not."""
        before, self.condition, self._fault = self.condition, read_fault(fault), fault
        self.changed.set()
        self.changed = asyncio.Event()
        if self._socket is None or (before.kind == "off") == (self.condition.kind == "off"):
            return
        if self.condition.kind == "off":
            self._refuse()
        else:
            self._socket.listen(100)
            self._opening = asyncio.get_running_loop().create_task(self._listen())

    async def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        self._socket = self._bound()
        self.port = self._socket.getsockname()[1]
        if self.condition.kind != "off":
            await self._listen()

    async def stop(self) -> None:
        """Stop listening and drop every connection."""
        if self._opening is not None:
            await self._opening
        self._refuse()
        await asyncio.gather(*self._connections, return_exceptions=True)
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    async def wait_for_slips(self, count: int, timeout_seconds: float = 10) -> None:
        """Wait until at least `count` slips were printed since the start. Raises TimeoutError."""
        async with asyncio.timeout(timeout_seconds), self._printed:
            await self._printed.wait_for(lambda: self.slips_taken >= count)

    async def keep(self, slip: PrintedSlip) -> None:
        """A slip came out."""
        self.slips_taken += 1
        slip.number = self.slips_taken
        self.slips.append(slip)
        del self.slips[:-SLIPS_KEPT]
        async with self._printed:
            self._printed.notify_all()

    def _bound(self) -> socket.socket:
        """A socket that holds the port; until it listens, connections are refused."""
        bound = socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET)
        bound.setblocking(False)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((self.host, self.port))
        except OSError:
            bound.close()
            raise
        return bound

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._accept, sock=self._socket)

    def _refuse(self) -> None:
        """Power off: the port refuses, connections break, what was not printed is gone."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._socket = self._bound()
        for task, connection in self._connections.items():
            connection.reset()
            task.cancel()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connection = PrinterConnection(self, reader, writer)
        self._connections[task] = connection
        try:
            await connection.serve()
        except (OSError, asyncio.CancelledError):
            pass  # the other side went away, or the printer was switched off: the paper keeps what it has
        finally:
            del self._connections[task]
            await connection.end()
