"""Styled lines as ESC/POS bytes. python-escpos is the encoder only; it never sees a socket.

A line that the printer's code pages carry goes as text in the page that fits, every other one as a
picture of itself, so that no name ever prints as question marks. A slip ends with a cut and the request
for its receipt.
"""

import functools
import logging
from typing import Any

from printers.layout import Line, lay_out
from printers.slip import Slip

# Pages that nearly every ESC/POS printer has, cheapest first; the name is python-escpos's, the codec Python's.
CODE_PAGES = (
    ("CP437", "cp437"),
    ("CP858", "cp858"),
    ("CP1252", "cp1252"),
    ("CP852", "cp852"),
    ("CP866", "cp866"),
)
RECEIPT_REQUEST = b"\x1d(H\x06\x00\x30\x30"
RECEIPT_REPLY = b"\x37\x22"


def encode(slip: Slip, columns: int, process_id: bytes) -> bytes:
    """The bytes of a whole slip. `process_id` is 4 bytes in 0x20–0x7E that the printer's receipt
    repeats.
    """
    printer = _encoder()
    printer._raw(b"\x1b@")
    page = ""
    for line in lay_out(slip, columns):
        found = code_page(line.text)
        if found is None:
            _picture(printer, line, columns)
            page = ""
            continue
        _style(printer, line)
        if found != page:
            printer.charcode(found)
            page = found
        printer.text(line.text + "\n")
    printer.set_with_default()
    if slip.open_drawer:
        printer.cashdraw(2)
    printer.cut()
    printer._raw(RECEIPT_REQUEST + process_id)
    return bytes(printer.output)


def code_page(text: str) -> str | None:
    """The first code page that carries the whole text, or None."""
    for name, codec in CODE_PAGES:
        try:
            text.encode(codec)
        except UnicodeEncodeError:
            continue
        return name
    return None


def _style(printer: Any, line: Line) -> None:
    printer.set(
        align=line.align, bold=line.bold, invert=line.band, double_height=line.tall, double_width=line.tall,
        normal_textsize=not line.tall,
    )  # fmt: skip


def _picture(printer: Any, line: Line, columns: int) -> None:
    from printers.raster import picture

    image = picture(line, columns)
    size = (image.width // 8).to_bytes(2, "little") + image.height.to_bytes(2, "little")
    # The library's own image() wants a paper width that its default profile lacks; this is its GS v 0.
    printer.set_with_default()
    printer._raw(b"\x1dv0\x00" + size + bytes(byte ^ 0xFF for byte in image.tobytes()))


@functools.cache
def _library() -> Any:
    # Imported late: it takes 300 ms and calls logging.basicConfig, which would add a handler of its own.
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    from escpos.printer import Dummy

    logging.getLogger("escpos").setLevel(logging.ERROR)
    root.handlers[:], root.level = handlers, level
    return Dummy


def _encoder() -> Any:
    return _library()()
