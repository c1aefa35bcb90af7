"""One connection to a virtual printer: reads, answers, and prints as far as its fault lets it.

Status is answered at once, everything else in its turn: while there is no paper it waits, and is printed
when there is some again, even if the other side has gone meanwhile, as printers do.
"""

import asyncio
import contextlib
import socket
import struct
from collections import deque
from typing import Protocol

from printers.virtual.faults import Fault
from printers.virtual.operations import (
    AskModel,
    AskReceipt,
    AskSensors,
    AskStatus,
    Cut,
    Operation,
    ReportChanges,
)
from printers.virtual.paper import PrintedSlip
from printers.virtual.parsing import Parser

READ_BYTES = 4_096
SLOW_READ_BYTES = 64
# What a printer keeps that cannot print now; then it stops reading.
WAITING_MAX = 20_000
_NOT_PRINTING = ("paper_out", "cover_open")
_NOT_READING = ("stuck", "busy")


class Printer(Protocol):
    """What a connection needs of its printer."""

    columns: int
    condition: Fault
    changed: asyncio.Event

    async def keep(self, slip: PrintedSlip) -> None:
        """A slip came out."""
        ...


class PrinterConnection:
    """The bytes of one client."""

    def __init__(self, printer: Printer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._printer = printer
        self._reader = reader
        self._writer = writer
        self._parser = Parser()
        self._slip: PrintedSlip | None = None
        self._bytes_count = 0
        self._waiting: deque[Operation] = deque()

    async def serve(self) -> None:
        """Until the client closes and everything is printed. Raises OSError when the line breaks."""
        received_count = 0
        while True:
            await self._until(lambda kind: kind not in _NOT_READING)
            fault = self._printer.condition
            received = await self._reader.read(SLOW_READ_BYTES if fault.kind == "slow" else READ_BYTES)
            if not received:
                break
            await self._until(lambda kind: kind not in _NOT_READING)
            fault = self._printer.condition
            received_count += len(received)
            if fault.kind == "rst" and received_count > fault.rst_after_bytes:
                allowed = len(received) - (received_count - fault.rst_after_bytes)
                await self._take(received[: max(allowed, 0)])
                self.reset()
                return
            if fault.kind == "slow":
                await asyncio.sleep(len(received) / fault.bytes_a_second)
            await self._take(received)
        while self._waiting:
            await self._until(lambda kind: kind not in _NOT_PRINTING)
            await self._print_waiting()

    def reset(self) -> None:
        """Break the line with RST, as a printer does that loses its power."""
        connection = self._writer.get_extra_info("socket")
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()

    async def end(self) -> None:
        """A slip without a cut stays as it is: the next connection begins a new one."""
        await self._cut()
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    async def _take(self, received: bytes) -> None:
        self._bytes_count += len(received)
        for operation in self._parser.feed(received):
            if isinstance(operation, AskStatus):
                await self._answer(bytes([status_byte(operation.question, self._printer.condition.kind)]))
            else:
                self._waiting.append(operation)
        if len(self._waiting) > WAITING_MAX:
            await self._until(lambda kind: kind not in _NOT_PRINTING)
        await self._print_waiting()

    async def _print_waiting(self) -> None:
        while self._waiting and self._printer.condition.kind not in _NOT_PRINTING:
            await self._do(self._waiting.popleft())

    async def _do(self, operation: Operation) -> None:
        kind = self._printer.condition.kind
        if isinstance(operation, AskReceipt):
            if kind != "no_receipt":
                await self._answer(b"\x37\x22" + operation.process_id + b"\x00")
        elif isinstance(operation, AskSensors):
            await self._answer(b"\x0c" if kind == "paper_near_end" else b"\x00")
        elif isinstance(operation, AskModel):
            await self._answer(b"_KitchenHub virtual printer\x00")
        elif isinstance(operation, ReportChanges):
            if operation.sensors:
                await self._answer(b"\x10\x00\x03\x00" if kind == "paper_near_end" else b"\x10\x00\x00\x00")
        elif isinstance(operation, Cut):
            await self._cut()
        else:
            if self._slip is None:
                self._slip = PrintedSlip(0, self._printer.columns)
            self._slip.add(operation)
            if self._slip.too_long:
                await self._cut()

    async def _cut(self) -> None:
        slip, self._slip = self._slip, None
        if slip is None or slip.empty:
            return
        slip.bytes_count, self._bytes_count = self._bytes_count, 0
        slip.unknown_sequences, self._parser.unknown_count = self._parser.unknown_count, 0
        await self._printer.keep(slip)

    async def _answer(self, reply: bytes) -> None:
        kind = self._printer.condition.kind
        if kind == "silent" or self._writer.transport.is_closing():
            return
        self._writer.write(b"?" * len(reply) if kind == "rubbish" else reply)
        # Gone already: then nobody waits for the answer, and the paper matters more.
        with contextlib.suppress(ConnectionError):
            await self._writer.drain()

    async def _until(self, allows: "Allows") -> None:
        while not allows(self._printer.condition.kind):
            await self._printer.changed.wait()


class Allows(Protocol):
    """Whether a fault lets something happen."""

    def __call__(self, kind: str, /) -> bool: ...


def status_byte(question: int, kind: str) -> int:
    """The answer to `DLE EOT` 1 (printer), 2 (offline), 3 (error) or 4 (paper)."""
    status = 0x12
    if question == 1 and kind in _NOT_PRINTING:
        status |= 0x08
    if question == 2:
        status |= {"cover_open": 0x04, "paper_out": 0x20}.get(kind, 0)
    if question == 4:
        status |= {"paper_near_end": 0x0C, "paper_out": 0x6C}.get(kind, 0)
    return status
