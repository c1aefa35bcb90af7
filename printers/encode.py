"""Styled lines as ESC/POS bytes. python-escpos is the encoder only; it never sees a socket.

What the printer's code pages carry goes as text, changing the page within a line where that is needed;
any other line goes as a picture of itself, so that no name ever prints as question marks. A slip ends
with a cut and the request for its receipt.
"""

import functools
import logging
from typing import Any

import msgspec

from printers.layout import lay_out
from printers.lines import CHARACTER_DOTS, Line
from printers.raster import bitmap
from printers.slip import Slip

# Pages that nearly every ESC/POS printer has: python-escpos's name of it and Python's codec.
CODE_PAGES = {"CP437": "cp437", "CP858": "cp858", "CP1252": "cp1252", "CP852": "cp852", "CP866": "cp866"}
PROCESS_ID_BYTES = 4
# Reset; characters as in the USA, so that # and $ are that; no double-byte Chinese mode on printers with one.
_BEGIN = b"\x1b@\x1bR\x00\x1c."
# GS ( H, function 48: print everything before, then answer with the process id that follows.
_RECEIPT_REQUEST = b"\x1d(H\x06\x00\x30\x30"


class EncodedSlip(msgspec.Struct, frozen=True):
    """A slip's bytes, and how long its paper is."""

    payload: bytes
    paper_dots: int


def encode(slip: Slip, columns: int, process_id: bytes) -> EncodedSlip:
    """The bytes of a whole slip. `process_id` is 4 bytes in 0x20–0x7E that the printer's receipt
    repeats.
    """
    if len(process_id) != PROCESS_ID_BYTES or any(not 0x20 <= byte <= 0x7E for byte in process_id):
        raise ValueError("a process id is 4 printable ASCII characters")
    lines = lay_out(slip, columns)
    writer = _LineWriter(columns)
    # A copy opens no drawer: nobody may be standing there for it.
    if slip.open_drawer and not slip.reprint:
        writer.printer.cashdraw(2)
    for line in lines:
        writer.write(line)
    writer.finish()
    payload = writer.printer.output + _RECEIPT_REQUEST + process_id
    return EncodedSlip(payload, sum(line.feed_dots for line in lines))


def warm_up() -> None:
    """Import the encoder ahead of the first slip; it takes a third of a second."""
    _library()


class _LineWriter:
    """Writes lines to python-escpos's dummy printer, and says each thing only when it changes."""

    def __init__(self, columns: int) -> None:
        self.printer = _library()()
        self.printer._raw(_BEGIN)
        self._columns = columns
        self._page = ""
        self._tight = False
        self._style: tuple[object, ...] = ()

    def write(self, line: Line) -> None:
        """One line, as text or as a picture."""
        if line.tight != self._tight:
            self._tight = line.tight
            self.printer.line_spacing(CHARACTER_DOTS if line.tight else None)
        runs = [code_page_runs(span.text, self._page) for span in line.spans]
        if None in runs:
            self._picture(line)
            return
        for span, run in zip(line.spans, runs, strict=True):
            for page, text in run or ():
                self._set(line, bold=span.bold, invert=span.invert)
                if page != self._page:
                    self.printer.charcode(page)
                    self._page = page
                self.printer.text(text)
        self.printer.text("\n")

    def finish(self) -> None:
        """Style as it was, feed to the knife, cut all but a bridge so that the slip stays in place."""
        self.printer.set_with_default()
        self.printer.cut(mode="PART")

    def _set(self, line: Line, *, bold: bool, invert: bool) -> None:
        style = (line.size, line.align, bold, invert)
        if style != self._style:
            self._style = style
            self.printer.set(
                align=line.align, bold=bold, invert=invert, custom_size=True, width=line.width_scale,
                height=line.height_scale,
            )  # fmt: skip

    def _picture(self, line: Line) -> None:
        image = bitmap(line, self._columns)
        row_bytes = (image.width + 7) // 8
        size = row_bytes.to_bytes(2, "little") + image.height.to_bytes(2, "little")
        self._set(Line(()), bold=False, invert=False)
        # The library's image() wants a paper width that its default profile lacks; this is its GS v 0.
        self.printer._raw(b"\x1dv0\x00" + size + bytes(byte ^ 0xFF for byte in image.tobytes()))


def code_page_runs(text: str, page: str) -> list[tuple[str, str]] | None:
    """The text cut into runs of one code page each, going on with `page` where that works.

    None when a character is on no page.
    """
    runs: list[tuple[str, str]] = []
    while text:
        pages = sorted(CODE_PAGES, key=lambda name: name != page)
        page = max(pages, key=lambda name: _carried(text, CODE_PAGES[name]))
        length = _carried(text, CODE_PAGES[page])
        if length == 0:
            return None
        runs.append((page, text[:length]))
        text = text[length:]
    return runs


def _carried(text: str, codec: str) -> int:
    """How many characters from the beginning the code page has."""
    try:
        text.encode(codec)
    except UnicodeEncodeError as first_lacking:
        return first_lacking.start
    return len(text)


@functools.cache
def _library() -> Any:
    # Its import calls logging.basicConfig, which does nothing when the root logger has a handler.
    root, quiet = logging.getLogger(), logging.NullHandler()
    root.addHandler(quiet)
    try:
        from escpos.printer import Dummy
    finally:
        root.removeHandler(quiet)
    logging.getLogger("escpos").setLevel(logging.ERROR)
    return Dummy
