"""ESC/POS bytes as operations, as they arrive. Unknown sequences are counted, never guessed."""

import functools
from collections.abc import Callable

import msgspec

from printers.lines import COLUMN_DOTS, FEED_DOTS
from printers.virtual.dots import rows_of_columns
from printers.virtual.operations import (
    AskModel,
    AskReceipt,
    AskSensors,
    AskStatus,
    Cut,
    Feed,
    KickDrawer,
    Move,
    Operation,
    Picture,
    ReportChanges,
    Style,
    Text,
)

# ESC t n: the pages by Epson's numbers, which python-escpos's default profile uses.
CODE_PAGES = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 13: "cp857", 14: "cp737", 16: "cp1252",
    17: "cp866", 18: "cp852", 19: "cp858", 34: "cp855", 45: "cp1250", 46: "cp1251",
}  # fmt: skip
ESC, GS, FS, DLE = 0x1B, 0x1D, 0x1C, 0x10
# How many argument bytes follow; 1 unless named. What has none or a length of its own stands below.
_ESC_ARGUMENTS = {"@": 0, "2": 0, "p": 3, "$": 2, "\\": 2, "c": 2}
_ESC_KNOWN = "@!-EGJMRSTVadtr{32p \\$c"
_GS_ARGUMENTS = {"L": 2, "W": 2, "P": 2}
_GS_KNOWN = "!BHbfhwaIrLWP"
_QUESTIONS: dict[str, Callable[[int], Operation]] = {"r": AskSensors, "a": ReportChanges, "I": AskModel}
_FS_ARGUMENTS = {".": 0, "-": 1, "!": 1, "C": 1, "S": 2}
_LONG_CUTS = b"ABabgh"
# More than the longest slip at full width; a bigger picture is a broken or a hostile one.
PICTURE_BYTES_MAX = 4 * 1024 * 1024


class Parser:
    """Feed bytes, take operations. Incomplete sequences wait for more."""

    def __init__(self) -> None:
        self._buffer = b""
        self._style = Style()
        self._page = "cp437"
        self.unknown_count = 0

    @property
    def waiting_bytes(self) -> int:
        """How many bytes of an incomplete sequence are kept."""
        return len(self._buffer)

    def feed(self, received: bytes) -> list[Operation]:
        """The operations that these bytes complete."""
        self._buffer += received
        self._operations: list[Operation] = []
        at = 0
        while at < len(self._buffer):
            taken = self._take(self._buffer[at:])
            if taken == 0:
                break
            at += taken
        self._buffer = self._buffer[at:]
        return self._operations

    def _take(self, buffer: bytes) -> int:
        """How many bytes the next operation takes; 0 when it is not complete."""
        first = buffer[0]
        if first >= 0x20:
            return self._text(buffer)
        commands: dict[int, Callable[[bytes], int]] = {
            ESC: self._escape, GS: self._group, FS: self._double_byte, DLE: self._realtime,
        }  # fmt: skip
        if first in commands:
            return commands[first](buffer) if len(buffer) > 1 else 0
        if first == 0x0A:
            self._operations.append(Feed(1, self._style))
        else:
            self.unknown_count += first not in (0x00, 0x0D)
        return 1

    def _text(self, buffer: bytes) -> int:
        end = next((at for at, byte in enumerate(buffer) if byte < 0x20), len(buffer))
        self._operations.append(Text(buffer[:end].decode(self._page, "replace"), self._style))
        return end

    def _escape(self, buffer: bytes) -> int:
        command = chr(buffer[1])
        if command == "*":
            return self._columns_picture(buffer)
        if command not in _ESC_KNOWN:
            self.unknown_count += 1
            return 2
        arguments = _ESC_ARGUMENTS.get(command, 1)
        if len(buffer) < 2 + arguments:
            return 0
        if command in "$\\":
            self._move(command, buffer[2] + buffer[3] * 256)
        else:
            self._set(command, buffer[2] if arguments else 0)
        return 2 + arguments

    def _set(self, command: str, value: int) -> None:
        if command == "@":
            self._style, self._page = Style(), "cp437"
        elif command == "!":
            self._change(
                bold=bool(value & 8), underline=bool(value & 0x80), height_scale=2 if value & 0x10 else 1,
                width_scale=2 if value & 0x20 else 1,
            )  # fmt: skip
        elif command in "EG":
            self._change(bold=bool(value & 1))
        elif command == "-":
            self._change(underline=bool(value & 3))
        elif command == "a":
            self._change(align="center" if value & 3 == 1 else "left")
        elif command == "2":
            self._change(feed_dots=FEED_DOTS)
        elif command == "3":
            self._change(feed_dots=value)
        elif command == "t":
            self.unknown_count += value not in CODE_PAGES
            self._page = CODE_PAGES.get(value, "cp437")
        elif command == "d":
            self._operations.append(Feed(value, self._style))
        elif command == "J":
            self._operations.append(Feed(1, self._style))
        elif command == "p":
            self._operations.append(KickDrawer())

    def _move(self, command: str, dots: int) -> None:
        """`ESC $` from the left edge, `ESC \\` from here; leftwards counts down from 65,536."""
        if command == "$":
            self._operations.append(Move(dots // COLUMN_DOTS, from_edge=True))
        elif dots < 0x8000:
            self._operations.append(Move(dots // COLUMN_DOTS, from_edge=False))

    def _change(self, **changes: object) -> None:
        self._style = msgspec.structs.replace(self._style, **changes)

    def _group(self, buffer: bytes) -> int:
        command = chr(buffer[1])
        if command == "v":
            return self._rows_picture(buffer)
        if command == "(":
            return self._function(buffer)
        if command == "k":
            return self._bar_code(buffer)
        arguments = _GS_ARGUMENTS.get(command, 1)
        if command == "V" and len(buffer) > 2 and buffer[2] in _LONG_CUTS:
            arguments = 2
        if len(buffer) < 2 + arguments:
            return 0
        if command == "V":
            self._operations.append(Cut())
        elif command == "B":
            self._change(invert=bool(buffer[2] & 1))
        elif command == "!":
            self._change(width_scale=(buffer[2] >> 4 & 7) + 1, height_scale=(buffer[2] & 7) + 1)
        elif command in "raI":
            self._operations.append(_QUESTIONS[command](buffer[2]))
        elif command not in _GS_KNOWN:
            self.unknown_count += 1
            return 2
        return 2 + arguments

    def _rows_picture(self, buffer: bytes) -> int:
        """`GS v 0`: rows from the left to the right."""
        if len(buffer) < 8:
            return 0
        row_bytes, rows = buffer[4] + buffer[5] * 256, buffer[6] + buffer[7] * 256
        return self._picture(buffer, 8, row_bytes, rows * row_bytes, lambda dots: dots)

    def _columns_picture(self, buffer: bytes) -> int:
        """`ESC *`: columns of 8 or 24 dots from the left to the right, turned into rows."""
        if len(buffer) < 5:
            return 0
        column_bytes = 3 if buffer[2] >= 32 else 1
        columns = buffer[3] + buffer[4] * 256
        row_bytes = (columns + 7) // 8
        turned = functools.partial(rows_of_columns, column_bytes=column_bytes, row_bytes=row_bytes)
        return self._picture(buffer, 5, row_bytes, columns * column_bytes, turned)

    def _picture(
        self, buffer: bytes, begin: int, row_bytes: int, size_bytes: int, turned: Callable[[bytes], bytes]
    ) -> int:
        if size_bytes == 0 or size_bytes > PICTURE_BYTES_MAX:
            self.unknown_count += 1
            return begin
        if len(buffer) < begin + size_bytes:
            return 0
        self._operations.append(Picture(row_bytes, turned(buffer[begin : begin + size_bytes])))
        return begin + size_bytes

    def _bar_code(self, buffer: bytes) -> int:
        """`GS k`: no bars are drawn here, so it counts as unknown, but is passed over whole."""
        if len(buffer) < 4:
            return 0
        end = 4 + buffer[3] if buffer[2] > 6 else buffer.find(b"\0", 3) + 1
        if end == 0 or len(buffer) < end:
            return 0
        self.unknown_count += 1
        return end

    def _function(self, buffer: bytes) -> int:
        """`GS ( x` and `FS ( x`: they say their own length, so an unknown one is passed over whole."""
        if len(buffer) < 5:
            return 0
        end = 5 + buffer[3] + buffer[4] * 256
        if len(buffer) < end:
            return 0
        body = buffer[5:end]
        if buffer[0] == GS and buffer[2] == ord("H") and body[:2] == b"\x30\x30" and len(body) == 6:
            self._operations.append(AskReceipt(body[2:]))
        else:
            self.unknown_count += 1
        return end

    def _double_byte(self, buffer: bytes) -> int:
        """`FS`: styles of Chinese and Japanese characters, and their mode; this printer has none."""
        if buffer[1] == ord("("):
            return self._function(buffer)
        arguments = _FS_ARGUMENTS.get(chr(buffer[1]))
        if arguments is None:
            self.unknown_count += 1
            return 2
        return 2 + arguments if len(buffer) >= 2 + arguments else 0

    def _realtime(self, buffer: bytes) -> int:
        if buffer[1] != 0x04:
            self.unknown_count += 1
            return 2
        if len(buffer) < 3:
            return 0
        self._operations.append(AskStatus(buffer[2]))
        return 3
