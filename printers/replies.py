"""What a printer sends back, without I/O: bytes in, replies out.

`DLE EOT` answers with one byte, `GS ( H` with a header, the process id and NUL, automatic status with
four bytes; fixed bits tell them apart (Epson's ESC/POS command reference). Everything else is rubbish
and is only counted.
"""

from typing import Literal

import msgspec

PrinterState = Literal["ready", "offline", "paper_out", "cover_open", "paper_near_end", "error"]

_RECEIPT_HEADER = b"\x37\x22"
_RECEIPT_BYTES = 7
_AUTOMATIC_BYTES = 4
_FLOW_CONTROL = b"\x11\x13"
_FIXED_BITS, _STATUS_BITS, _AUTOMATIC_BITS = 0x93, 0x12, 0x10


class Status(msgspec.Struct, frozen=True):
    """What a printer says of itself."""

    state: PrinterState
    detail: str = ""

    @property
    def takes_slips(self) -> bool:
        """Whether a slip may be sent now."""
        return self.state in ("ready", "paper_near_end")


class StatusByte(msgspec.Struct, frozen=True):
    """An answer to `DLE EOT`."""

    value: int


class Receipt(msgspec.Struct, frozen=True):
    """Everything before the request with this process id is on paper."""

    process_id: bytes


Reply = StatusByte | Receipt


class Replies:
    """Feed bytes, take replies. Automatic status and flow control are passed over."""

    def __init__(self) -> None:
        self._buffer = b""
        self.rubbish_count = 0

    def feed(self, received: bytes) -> list[Reply]:
        """The replies that these bytes complete."""
        self._buffer += received
        replies: list[Reply] = []
        while self._buffer:
            taken = self._take(replies)
            if taken == 0:
                break
            self._buffer = self._buffer[taken:]
        return replies

    def _take(self, replies: list[Reply]) -> int:
        buffer = self._buffer
        if buffer[0] == _RECEIPT_HEADER[0]:
            if buffer[:2] != _RECEIPT_HEADER[: len(buffer)]:
                self.rubbish_count += 1
                return 1
            if len(buffer) < _RECEIPT_BYTES:
                return 0
            replies.append(Receipt(buffer[2:6]))
            return _RECEIPT_BYTES
        fixed = buffer[0] & _FIXED_BITS
        if fixed == _STATUS_BITS:
            replies.append(StatusByte(buffer[0]))
        elif fixed == _AUTOMATIC_BITS:
            return _AUTOMATIC_BYTES if len(buffer) >= _AUTOMATIC_BYTES else 0
        elif buffer[0] not in _FLOW_CONTROL:
            self.rubbish_count += 1
        return 1


def read_status(printer: int, offline: int, paper: int) -> Status:
    """What the answers to `DLE EOT` 1, 2 and 4 mean together."""
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
