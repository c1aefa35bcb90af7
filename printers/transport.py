"""One slip on one TCP connection, with our own time-outs: status first, then bytes, then the printer's
receipt.

What is known is said and nothing more: `printed` only with the receipt of this very slip.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import msgspec

from printers.address import EVERYWHERE, PrinterNetworks, resolve
from printers.encode import EncodedSlip
from printers.lines import DOTS_A_MM
from printers.replies import Receipt, Replies, Status, StatusByte, read_status

OutcomeState = Literal["printed", "unverified", "unknown", "failed"]
CHUNK_BYTES = 4_096
READ_BYTES = 1_024
# The slowest printers still sold do 60 mm a second; the receipt is waited for so much longer.
PAPER_MM_A_SECOND = 60
_WELL = 0x12
_ASK_STATUS = b"\x10\x04"
_ASK_OFFLINE_CAUSE = _ASK_STATUS + b"\x02"
__all__ = [
    "EVERYWHERE",
    "Abilities",
    "Connection",
    "NotReachable",
    "Outcome",
    "Patience",
    "PrinterNetworks",
    "connected",
]


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """How long to wait for what. The lease on the printer is renewed meanwhile."""

    connect_seconds: float = 3.0
    status_seconds: float = 2.0
    write_seconds: float = 10.0
    receipt_seconds: float = 10.0
    # How often the status is asked while the receipt is awaited: a printer that ran out of paper says so.
    look_seconds: float = 2.0
    slip_seconds_max: float = 45.0
    close_seconds: float = 1.0
    # A slip that is being sent when the spooler stops gets so long to end well.
    grace_seconds: float = 3.0


class Outcome(msgspec.Struct, frozen=True):
    """What became of a slip. `may_have_printed` is false only when no byte can have reached the paper."""

    state: OutcomeState
    detail: str
    may_have_printed: bool


class Abilities(msgspec.Struct):
    """What a model was seen to do; None until it was tried. Found out once per printer and remembered."""

    gives_status: bool | None = None
    gives_receipt: bool | None = None


class NotReachable(Exception):
    """No connection: nothing was sent."""


class Connection:
    """An open connection to a printer, for one slip."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, abilities: Abilities,
        patience: Patience,
    ) -> None:  # fmt: skip
        self._reader = reader
        self._writer = writer
        self._abilities = abilities
        self._patience = patience
        self._replies = Replies()
        self._waiting: list[StatusByte | Receipt] = []
        self._receipts: set[bytes] = set()

    async def status(self) -> Status:
        """Ask for printer, offline and paper status. A model that never answered any counts as ready."""
        known = self._abilities.gives_status
        # A model that told nothing the first time is asked again, but hardly waited for.
        seconds = self._patience.status_seconds * (0.2 if known is False else 1)
        answers: list[int] = []
        try:
            async with asyncio.timeout(seconds):
                for question in (1, 2, 4):
                    self._writer.write(_ASK_STATUS + bytes([question]))
                    answers.append(await self._status_byte())
        except EOFError:
            return Status("offline", "closes the connection")
        except OSError as fault:  # TimeoutError is one
            if self._replies.rubbish_count:
                return Status("error", "answers what no printer says")
            if known or answers or not isinstance(fault, TimeoutError):
                return Status("offline", _words(fault))
            self._abilities.gives_status = False
            return Status("ready", "does not tell its status")
        self._abilities.gives_status = True
        return read_status(*answers)

    @property
    def closed(self) -> bool:
        """Whether the printer is known to have ended the connection."""
        return self._writer.transport.is_closing() or self._reader.at_eof()

    async def send(self, slip: EncodedSlip, process_id: bytes) -> Outcome:
        """Send a slip and wait for its receipt. Never raises for what a printer or a network does."""
        if self.closed:
            return Outcome("failed", "the printer closed the connection before the slip", False)
        try:
            async with asyncio.timeout(self._patience.slip_seconds_max):
                for start in range(0, len(slip.payload), CHUNK_BYTES):
                    self._writer.write(slip.payload[start : start + CHUNK_BYTES])
                    async with asyncio.timeout(self._patience.write_seconds):
                        await self._writer.drain()
                return await self._receipt(process_id, slip.paper_dots / DOTS_A_MM / PAPER_MM_A_SECOND)
        except EOFError:
            return Outcome("unknown", "the line broke before the printer confirmed", True)
        except OSError as fault:
            return Outcome("unknown", f"the line broke while printing: {_words(fault)}", True)

    async def _receipt(self, process_id: bytes, printing_seconds: float) -> Outcome:
        """Wait for the receipt, asking meanwhile whether the printer can still print.

        Only one kind of question is asked, so that late answers cannot be taken for others, and no answer
        is no bad answer: a printer with a full buffer reads the question when it gets there.
        """
        clock = asyncio.get_running_loop().time
        seconds = self._patience.receipt_seconds
        if self._abilities.gives_receipt is False:
            seconds = min(seconds, self._patience.status_seconds)
        deadline = clock() + seconds + printing_seconds
        answered = False
        while (left := deadline - clock()) > 0:
            self._writer.write(_ASK_OFFLINE_CAUSE)
            try:
                async with asyncio.timeout(min(left, self._patience.look_seconds)):
                    while process_id not in self._receipts:
                        reply = await self._reply()
                        trouble = self._heard(reply)
                        answered = answered or isinstance(reply, StatusByte)
                        if trouble is not None:
                            return Outcome("unknown", f"not confirmed: {trouble}", True)
                self._abilities.gives_receipt = True
                return Outcome("printed", "confirmed by the printer", True)
            except TimeoutError:
                continue
        return self._without_receipt(answered)

    def _heard(self, reply: StatusByte | Receipt) -> str | None:
        """Remember a receipt; say why a status means that none will come."""
        if isinstance(reply, Receipt):
            self._receipts.add(reply.process_id)
            return None
        status = read_status(_WELL, reply.value, _WELL)
        return None if status.takes_slips else status.detail

    def _without_receipt(self, answered: bool) -> Outcome:
        if self._abilities.gives_receipt:
            return Outcome("unknown", "not confirmed, although this printer does confirm", True)
        if self._abilities.gives_status and not answered:
            return Outcome("unknown", "the printer does not answer any more", True)
        self._abilities.gives_receipt = False
        return Outcome("unverified", "sent; this model does not confirm", True)

    async def _status_byte(self) -> int:
        while True:
            reply = await self._reply()
            if isinstance(reply, StatusByte):
                return reply.value
            self._receipts.add(reply.process_id)

    async def _reply(self) -> StatusByte | Receipt:
        while not self._waiting:
            received = await self._reader.read(READ_BYTES)
            if not received:
                raise EOFError
            self._waiting += self._replies.feed(received)
        return self._waiting.pop(0)


@asynccontextmanager
async def connected(
    host: str, port: int, abilities: Abilities, networks: PrinterNetworks = EVERYWHERE,
    patience: Patience = Patience(),  # noqa: B008  (frozen)
) -> AsyncIterator[Connection]:  # fmt: skip
    """A connection to a printer. Raises NotReachable (nothing was sent)."""
    try:
        async with asyncio.timeout(patience.connect_seconds):
            numeric = await resolve(host, port, networks)
            if numeric is None:
                raise NotReachable(f"{host}:{port} is not in a network where printers may be")
            reader, writer = await asyncio.open_connection(numeric, port)
    except OSError as fault:
        raise NotReachable(_words(fault)) from None
    try:
        yield Connection(reader, writer, abilities, patience)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            async with asyncio.timeout(patience.close_seconds):
                await writer.wait_closed()


def _words(fault: OSError) -> str:
    if isinstance(fault, TimeoutError):
        return "no answer in time"
    if isinstance(fault, ConnectionRefusedError):
        return "connection refused"
    if isinstance(fault, ConnectionResetError | BrokenPipeError):
        return "the connection was reset"
    return (fault.strerror or type(fault).__name__)[:200]
