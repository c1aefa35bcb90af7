"""ESC/POS bytes as operations, byte by byte as they arrive. Unknown sequences are counted, never
guessed.
"""

from typing import Literal

import msgspec

Kind = Literal["text", "feed", "image", "cut", "drawer", "receipt", "status"]
# ESC t n: the pages that python-escpos's default profile selects by these numbers.
CODE_PAGES = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
}
_ESC_ONE = b"!-EGJMRSTVade{tr\x20"  # ESC x n
_GS_ONE = b"!BHbfhwaIr"  # GS x n


class Style(msgspec.Struct, frozen=True):
    """How text is printed."""

    bold: bool = False
    tall: bool = False
    band: bool = False
    underline: bool = False
    align: int = 0


class Operation(msgspec.Struct, frozen=True):
    """Something the printer does. `width` and `bits` belong to images, `value` to status, receipts and
    feeds.
    """

    kind: Kind
    text: str = ""
    style: Style = Style()
    value: bytes = b""
    width: int = 0


class Parser:
    """Feed bytes, take operations. Incomplete sequences wait for more."""

    def __init__(self) -> None:
        self._buffer = b""
        self._style = Style()
        self._page = "cp437"
        self.unknown = 0

    def feed(self, data: bytes) -> list[Operation]:
        """The operations that these bytes complete."""
        self._buffer += data
        operations: list[Operation] = []
        while self._buffer:
            taken = self._take(operations)
            if taken == 0:
                break
            self._buffer = self._buffer[taken:]
        return operations

    def _take(self, operations: list[Operation]) -> int:
        first = self._buffer[0]
        if first == 0x1B:
            return self._escape(operations)
        if first == 0x1D:
            return self._group(operations)
        if first == 0x10:
            return self._realtime(operations)
        if first == 0x0A:
            operations.append(Operation("feed", style=self._style, value=b"\x01"))
            return 1
        if first < 0x20:
            self.unknown += first not in (0x00, 0x0D)
            return 1
        end = next((at for at, byte in enumerate(self._buffer) if byte < 0x20), len(self._buffer))
        text = self._buffer[:end].decode(self._page, "replace")
        operations.append(Operation("text", text, self._style))
        return end

    def _escape(self, operations: list[Operation]) -> int:
        buffer = self._buffer
        if len(buffer) < 2:
            return 0
        command = buffer[1]
        if command == ord("@"):
            self._style, self._page = Style(), "cp437"
            return 2
        if command == ord("p"):
            if len(buffer) < 5:
                return 0
            operations.append(Operation("drawer"))
            return 5
        if command == ord("2"):
            return 2
        if len(buffer) < 3:
            return 0
        if command not in _ESC_ONE and command != ord("3"):
            self.unknown += 1
            return 2
        self._set(command, buffer[2], operations)
        return 3

    def _set(self, command: int, value: int, operations: list[Operation]) -> None:
        change = msgspec.structs.replace
        if command == ord("!"):
            self._style = change(self._style, bold=bool(value & 8), tall=bool(value & 0x30),
                                 underline=bool(value & 0x80))  # fmt: skip
        elif command in b"EG":
            self._style = change(self._style, bold=bool(value & 1))
        elif command == ord("-"):
            self._style = change(self._style, underline=bool(value & 3))
        elif command == ord("a"):
            self._style = change(self._style, align=value & 3)
        elif command == ord("t"):
            self.unknown += value not in CODE_PAGES
            self._page = CODE_PAGES.get(value, "cp437")
        elif command == ord("d"):
            operations.append(Operation("feed", style=self._style, value=bytes([value])))

    def _group(self, operations: list[Operation]) -> int:
        buffer = self._buffer
        if len(buffer) < 3:
            return 0
        command, value = buffer[1], buffer[2]
        if command == ord("V"):
            long = value in (65, 66, 97, 98, 103, 104)
            if long and len(buffer) < 4:
                return 0
            operations.append(Operation("cut"))
            return 4 if long else 3
        if command == ord("v"):
            return self._image(operations)
        if command == ord("("):
            return self._function(operations)
        if command == ord("r"):
            operations.append(Operation("status", value=bytes([value, 0])))
            return 3
        if command not in _GS_ONE:
            self.unknown += 1
            return 2
        if command == ord("B"):
            self._style = msgspec.structs.replace(self._style, band=bool(value & 1))
        elif command == ord("!"):
            self._style = msgspec.structs.replace(self._style, tall=bool(value & 0x77))
        return 3

    def _image(self, operations: list[Operation]) -> int:
        buffer = self._buffer
        if len(buffer) < 8:
            return 0
        row_bytes = buffer[4] + buffer[5] * 256
        rows = buffer[6] + buffer[7] * 256
        end = 8 + row_bytes * rows
        if len(buffer) < end:
            return 0
        operations.append(Operation("image", value=buffer[8:end], width=row_bytes * 8, style=self._style))
        return end

    def _function(self, operations: list[Operation]) -> int:
        buffer = self._buffer
        if len(buffer) < 5:
            return 0
        end = 5 + buffer[3] + buffer[4] * 256
        if len(buffer) < end:
            return 0
        body = buffer[5:end]
        if buffer[2] == ord("H") and body[:2] == b"\x30\x30" and len(body) == 6:
            operations.append(Operation("receipt", value=body[2:]))
        else:
            self.unknown += 1
        return end

    def _realtime(self, operations: list[Operation]) -> int:
        if len(self._buffer) < 3:
            return 0
        if self._buffer[1] == 0x04:
            operations.append(Operation("status", value=bytes([0, self._buffer[2]])))
            return 3
        self.unknown += 1
        return 2
