"""One slip on one TCP connection, with our own time-outs: status first, then bytes, then the printer's
receipt.

What is known is said and nothing more. The receipt is Epson's `GS ( H` function 48 (process id
response); status is `DLE EOT` 1, 2 and 4, both from Epson's ESC/POS command reference.
"""

import asyncio
import contextlib
import ipaddress
import itertools
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Literal

import msgspec

from printers.encode import RECEIPT_REPLY, encode
from printers.slip import Slip

CONNECT_SECONDS = 3.0
STATUS_SECONDS = 2.0
WRITE_SECONDS = 10.0
RECEIPT_SECONDS = 10.0
CHUNK_BYTES = 1_024

PrinterState = Literal["ready", "offline", "paper_out", "cover_open", "paper_near_end", "error"]
OutcomeState = Literal["printed", "unverified", "unknown", "failed"]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Status(msgspec.Struct, frozen=True):
    """What a printer says of itself."""

    state: PrinterState
    detail: str = ""

    @property
    def takes_slips(self) -> bool:
        """Whether a slip may be sent now."""
        return self.state in ("ready", "paper_near_end")


class Outcome(msgspec.Struct, frozen=True):
    """What became of a slip. `may_have_printed` is false only when no byte can have reached the paper."""

    state: OutcomeState
    detail: str
    may_have_printed: bool


class Abilities(msgspec.Struct):
    """What a model was seen to do; None until it was tried. Probed once per printer and remembered."""

    gives_status: bool | None = None
    gives_receipt: bool | None = None


class PrinterNetworks(msgspec.Struct, frozen=True):
    """Where printers may be: networks, and inclusive port ranges. Checked on the address that is
    connected to.
    """

    networks: Sequence[Network]
    ports: Sequence[tuple[int, int]] = ((1024, 65535),)

    def allow(self, host: str, port: int) -> bool:
        """Whether a connection to this numeric address and port may be made."""
        address = ipaddress.ip_address(host)
        inside = any(address.version == net.version and address in net for net in self.networks)
        return inside and any(low <= port <= high for low, high in self.ports)


EVERYWHERE = PrinterNetworks([ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")], [(1, 65535)])
_process_ids = itertools.cycle(range(0x10000))


class NotReachable(Exception):
    """No connection: nothing was sent."""


class Connection:
    """An open connection to a printer, for one slip."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, abilities: Abilities
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._abilities = abilities

    async def status(self) -> Status:
        """Ask for printer, offline and paper status. A model that never answered counts as ready."""
        answers: list[int] = []
        try:
            async with asyncio.timeout(STATUS_SECONDS):
                for question in (1, 2, 4):
                    self._writer.write(b"\x10\x04" + bytes([question]))
                    answers.append((await self._reader.readexactly(1))[0])
        except (TimeoutError, asyncio.IncompleteReadError, OSError):
            if self._abilities.gives_status or self._writer.is_closing() or self._reader.at_eof():
                return Status("offline", "does not answer")
            self._abilities.gives_status = False
            return Status("ready", "does not tell its status")
        if any(answer & 0x93 != 0x12 for answer in answers):
            return Status("error", "answers what no printer says")
        self._abilities.gives_status = True
        return _read_status(*answers)

    async def send(self, slip: Slip, columns: int) -> Outcome:
        """Send a slip and wait for its receipt."""
        process_id = f"{next(_process_ids):04x}".encode()
        slip_bytes = encode(slip, columns, process_id)
        sent = 0
        try:
            for start in range(0, len(slip_bytes), CHUNK_BYTES):
                self._writer.write(slip_bytes[start : start + CHUNK_BYTES])
                sent = start + 1
                async with asyncio.timeout(WRITE_SECONDS):
                    await self._writer.drain()
        except (TimeoutError, OSError) as fault:
            return Outcome("unknown", f"the line broke while printing ({_words(fault)})", sent > 0)
        return await self._receipt(process_id)

    async def _receipt(self, process_id: bytes) -> Outcome:
        wanted = RECEIPT_REPLY + process_id + b"\x00"
        seconds = RECEIPT_SECONDS if self._abilities.gives_receipt is not False else STATUS_SECONDS
        try:
            async with asyncio.timeout(seconds):
                await self._reader.readuntil(wanted)
        except TimeoutError:
            return await self._without_receipt()
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            return Outcome("unknown", "the line broke before the printer confirmed", True)
        self._abilities.gives_receipt = True
        return Outcome("printed", "confirmed by the printer", True)

    async def _without_receipt(self) -> Outcome:
        status = await self.status()
        if self._abilities.gives_receipt or not status.takes_slips:
            return Outcome("unknown", f"not confirmed: {status.detail or status.state}", True)
        self._abilities.gives_receipt = False
        return Outcome("unverified", "sent; this model does not confirm", True)


@asynccontextmanager
async def connected(
    host: str, port: int, abilities: Abilities, networks: PrinterNetworks = EVERYWHERE
) -> AsyncIterator[Connection]:
    """A connection to a printer. Raises NotReachable (nothing was sent)."""
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            numeric = await _resolve(host, port)
            if not networks.allow(numeric, port):
                raise NotReachable(f"{host}:{port} is not in a network where printers may be")
            reader, writer = await asyncio.open_connection(numeric, port)
    except (TimeoutError, OSError) as fault:
        raise NotReachable(_words(fault)) from None
    try:
        yield Connection(reader, writer, abilities)
    finally:
        writer.close()
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(1):
                await writer.wait_closed()


async def _resolve(host: str, port: int) -> str:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return str(found[0][4][0])


def _read_status(printer: int, offline: int, paper: int) -> Status:
    if offline & 0x04:
        return Status("cover_open", "the cover is open")
    if paper & 0x60 or offline & 0x20:
        return Status("paper_out", "no paper")
    if offline & 0x40:
        return Status("error", "the printer reports an error")
    if printer & 0x08:
        return Status("offline", "the printer is off line")
    if paper & 0x0C:
        return Status("paper_near_end", "little paper left")
    return Status("ready")


def _words(fault: BaseException) -> str:
    if isinstance(fault, TimeoutError):
        return "no answer in time"
    if isinstance(fault, ConnectionRefusedError):
        return "connection refused"
    return (getattr(fault, "strerror", None) or str(fault) or type(fault).__name__)[:200]
