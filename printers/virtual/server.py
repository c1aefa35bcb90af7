"""The virtual printer itself: answers like a printer with `GS ( H` receipts, and fails on demand."""

import asyncio
import contextlib
import socket
import struct
from typing import get_args

from printers.virtual.faults import Fault
from printers.virtual.paper import PrintedSlip
from printers.virtual.parsing import Operation, Parser

SLIPS_KEPT = 200
SLOW_BYTES_A_SECOND = 400
FAULTS: tuple[str, ...] = get_args(Fault)


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
        self.rst_after_bytes = 200
        self._fault: str = "none"
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._printed = asyncio.Condition()
        self._unfinished: PrintedSlip | None = None

    @property
    def fault(self) -> str:
        """What is wrong with it now; `none` when nothing is."""
        return self._fault

    @fault.setter
    def fault(self, fault: str) -> None:
        if fault not in FAULTS:
            raise ValueError(f"there is no fault {fault!r}")
        self._fault = fault

    async def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        self._server = await asyncio.start_server(self._accept, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening and drop every connection."""
        if self._server is not None:
            self._server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def wait_for_slips(self, count: int, timeout_seconds: float = 10) -> None:
        """Wait until at least `count` slips were printed since the start. Raises TimeoutError."""
        async with asyncio.timeout(timeout_seconds), self._printed:
            await self._printed.wait_for(lambda: self.slips_taken >= count)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            if self._fault != "off":
                await self._serve(reader, writer)
            else:
                _reset(writer)
        except (OSError, asyncio.CancelledError):
            pass  # the other side went away, or the printer was switched off: paper keeps what it has
        finally:
            self._connections.discard(task)
            self._tear_off()
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        parser = Parser()
        received = 0
        while data := await reader.read(64 if self._fault == "slow" else 4096):
            received += len(data)
            if self._fault == "off" or (self._fault == "rst" and received > self.rst_after_bytes):
                _reset(writer)
                return
            if self._fault == "stuck":
                await asyncio.sleep(3600)
            if self._fault == "slow":
                await asyncio.sleep(len(data) / SLOW_BYTES_A_SECOND)
            for operation in parser.feed(data):
                await self._do(operation, parser, writer)
            if self._unfinished is not None:
                self._unfinished.bytes_count += len(data)

    async def _do(self, operation: Operation, parser: Parser, writer: asyncio.StreamWriter) -> None:
        if operation.kind == "status":
            await self._answer(writer, bytes([self._status(operation.value[1])]))
        elif operation.kind == "receipt":
            await self._answer(writer, b"\x37\x22" + operation.value + b"\x00")
        elif self._fault in ("paper_out", "cover_open"):
            return
        elif operation.kind == "cut":
            await self._finish(parser)
        else:
            if self._unfinished is None:
                self._unfinished = PrintedSlip(self.slips_taken + 1, self.columns)
            self._unfinished.add(operation)

    async def _finish(self, parser: Parser) -> None:
        slip, self._unfinished = self._unfinished, None
        if slip is None or slip.empty:
            return
        slip.unknown_sequences, parser.unknown = parser.unknown, 0
        self._keep(slip)
        async with self._printed:
            self._printed.notify_all()

    def _keep(self, slip: PrintedSlip) -> None:
        self.slips_taken += 1
        self.slips.append(slip)
        del self.slips[:-SLIPS_KEPT]

    def _tear_off(self) -> None:
        """A slip without a cut stays on the paper: the next connection begins a new one."""
        if self._unfinished is not None and not self._unfinished.empty:
            self._keep(self._unfinished)
        self._unfinished = None

    async def _answer(self, writer: asyncio.StreamWriter, reply: bytes) -> None:
        if self._fault in ("silent", "no_receipt") and (self._fault == "silent" or len(reply) > 1):
            return
        if self._fault in ("paper_out", "cover_open") and len(reply) > 1:
            return
        writer.write(b"?" * len(reply) if self._fault == "rubbish" else reply)
        await writer.drain()

    def _status(self, question: int) -> int:
        status = 0x12
        if question == 1 and self._fault in ("paper_out", "cover_open", "busy"):
            status |= 0x08
        if question == 2:
            status |= 0x04 if self._fault == "cover_open" else 0x20 if self._fault == "paper_out" else 0
        if question == 4 and self._fault in ("paper_out", "paper_near_end"):
            status |= 0x6C if self._fault == "paper_out" else 0x0C
        return status


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST, as a printer does that loses its power."""
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
