"""What is on the paper: the operations of one slip as text, as HTML and as a picture."""

import html
import io
from datetime import UTC, datetime

from PIL import Image

from printers.layout import Line
from printers.raster import COLUMN_DOTS, LINE_DOTS, picture
from printers.text import width_of
from printers.virtual.parsing import Operation, Style

MARGIN_DOTS = 24


class PrintedLine:
    """One line on the paper: pieces of text, or an image."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, Style]] = []
        self.image: Operation | None = None

    @property
    def text(self) -> str:
        """The line as plain text; an image is named as one."""
        return "[picture]" if self.image is not None else "".join(text for text, _ in self.pieces)


class PrintedSlip:
    """A slip as it came out: `text` for tests and screen readers, `html`, and `png()` drawn on demand."""

    def __init__(self, number: int, columns: int) -> None:
        self.number = number
        self.columns = columns
        self.at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.lines: list[PrintedLine] = [PrintedLine()]
        self.bytes_count = 0
        self.unknown_sequences = 0
        self.drawer_kicks = 0
        self._png: bytes | None = None

    def add(self, operation: Operation) -> None:
        """Print what an operation says."""
        if operation.kind == "text":
            self.lines[-1].pieces.append((operation.text, operation.style))
        elif operation.kind == "image":
            self.lines[-1].image = operation
            self.lines.append(PrintedLine())
        elif operation.kind == "feed":
            self.lines += [PrintedLine() for _ in range(operation.value[0])]
        elif operation.kind == "drawer":
            self.drawer_kicks += 1

    @property
    def empty(self) -> bool:
        """Whether nothing was printed."""
        return not any(line.pieces or line.image for line in self.lines)

    @property
    def text(self) -> str:
        """All lines as plain text, centred ones where they stand, empty ones at the end left out."""
        return "\n".join(_placed(line, self.columns) for line in self.lines).rstrip() + "\n"

    @property
    def reprint(self) -> bool:
        """Whether the slip says that it may exist twice."""
        return "REPRINT" in self.text

    @property
    def html(self) -> str:
        """The strip as HTML with classes only; every text is escaped."""
        rows = []
        for line in self.lines:
            pieces = "".join(
                f'<span class="{_classes(style)}">{html.escape(text)}</span>' for text, style in line.pieces
            )
            rows.append(f"<div>{pieces or html.escape(line.text) or '&nbsp;'}</div>")
        return f'<div class="slip" data-columns="{self.columns}">{"".join(rows)}</div>'

    def png(self) -> bytes:
        """The strip as a PNG; drawn once."""
        if self._png is None:
            self._png = _draw(self.lines, self.columns)
        return self._png


def _placed(line: PrintedLine, columns: int) -> str:
    if not line.pieces:
        return line.text
    style = line.pieces[0][1]
    room = columns // 2 if style.tall else columns
    if style.align == 1:
        return " " * max(0, (room - width_of(line.text)) // 2) + line.text
    return line.text.rstrip()


def _classes(style: Style) -> str:
    names = [name for name in ("bold", "tall", "band", "underline") if getattr(style, name)]
    return " ".join([*names, "center"] if style.align == 1 else names)


def _draw(lines: list[PrintedLine], columns: int) -> bytes:
    strips = [_strip(line, columns) for line in lines]
    width = columns * COLUMN_DOTS
    height = sum(strip.height for strip in strips)
    paper = Image.new("L", (width + 2 * MARGIN_DOTS, height + 2 * MARGIN_DOTS), 255)
    y = MARGIN_DOTS
    for strip in strips:
        paper.paste(strip.convert("L"), (MARGIN_DOTS, y))
        y += strip.height
    stream = io.BytesIO()
    paper.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _strip(line: PrintedLine, columns: int) -> Image.Image:
    width = columns * COLUMN_DOTS
    if line.image is not None:
        rows = len(line.image.value) * 8 // line.image.width
        bits = bytes(byte ^ 0xFF for byte in line.image.value)
        return Image.frombytes("1", (line.image.width, rows), bits)
    if not line.pieces:
        return Image.new("1", (width, LINE_DOTS), 1)
    style = line.pieces[0][1]
    return _monospaced(line.text, style, columns)


def _monospaced(text: str, style: Style, columns: int) -> Image.Image:
    """Each character in its column, as a printer's own font does it."""
    scale = 2 if style.tall else 1
    cell = COLUMN_DOTS * scale
    strip = Image.new("L", (columns * COLUMN_DOTS, LINE_DOTS * scale), 0 if style.band else 255)
    x = (columns * COLUMN_DOTS - width_of(text) * cell) // 2 if style.align == 1 else 0
    for character in text:
        width = width_of(character)
        if character.strip():
            glyph = picture(
                Line(character, style.bold, style.tall, style.band, "center"), max(width, 1) * scale
            )
            strip.paste(glyph.convert("L"), (x, 0))
        x += width * cell
    return strip
