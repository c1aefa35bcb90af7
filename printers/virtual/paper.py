"""What is on the paper: the operations of one slip as lines, and these as text, HTML or a picture."""

from datetime import UTC, datetime

import msgspec

from printers.lines import DOTS_A_MM, FEED_DOTS, Line, Size, Span
from printers.text import width_of
from printers.virtual.operations import Feed, KickDrawer, Move, Operation, Picture, Style, Text

# A roll torn off by itself: what never cuts must not fill the memory. A printed slip ends at 3 m.
PAPER_DOTS_MAX = 4_000 * DOTS_A_MM


class PrintedLine(msgspec.Struct):
    """One line on the paper: text in styles, or a picture."""

    texts: list[Text] = []
    picture: Picture | None = None
    feed_dots: int = FEED_DOTS

    @property
    def style(self) -> Style:
        """The style of the line as a whole: the largest of its texts."""
        styles = [one.style for one in self.texts] or [Style()]
        return max(styles, key=lambda style: (style.height_scale, style.width_scale))

    @property
    def columns(self) -> int:
        """How many columns are taken."""
        return sum(width_of(one.text) * one.style.width_scale for one in self.texts)

    @property
    def text(self) -> str:
        """The line as plain text; a picture is named as one."""
        if self.picture is not None:
            return "[picture]"
        return "".join(one.text for one in self.texts)

    def styled(self) -> Line:
        """The line as the layout knows it."""
        style = self.style
        size: Size = "large" if style.width_scale > 1 else "tall" if style.height_scale > 1 else "normal"
        spans = tuple(Span(one.text, one.style.bold, one.style.invert) for one in self.texts)
        return Line(spans, size, style.align, tight=style.feed_dots < FEED_DOTS)


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
        self._paper_dots = 0
        self._png: bytes | None = None

    def add(self, operation: Operation) -> None:
        """Print what an operation says."""
        if isinstance(operation, Text):
            self._print(operation.text, operation.style)
        elif isinstance(operation, Picture):
            if self.lines[-1].texts:
                self._new_line(FEED_DOTS)
            self.lines[-1].picture = operation
            self._new_line(len(operation.dots) // operation.row_bytes)
        elif isinstance(operation, Feed):
            for _ in range(operation.lines):
                self._new_line(operation.style.feed_dots)
        elif isinstance(operation, Move):
            gap = operation.columns - (self.lines[-1].columns if operation.from_edge else 0)
            self._print(" " * min(gap, self.columns), Style())
        elif isinstance(operation, KickDrawer):
            self.drawer_kicks += 1

    def _print(self, text: str, style: Style) -> None:
        """Text that is longer than the line goes on in the next one, wherever that is, as printers do."""
        line = self.lines[-1]
        room = self.columns - line.columns
        fits = 0
        for character in text:
            room -= width_of(character) * style.width_scale
            if room < 0:
                break
            fits += 1
        if fits:
            line.texts.append(Text(text[:fits], style))
        if fits < len(text) and self.columns >= 2 * style.width_scale:
            self._new_line(style.feed_dots)
            self._print(text[fits:], style)

    def _new_line(self, feed_dots: int) -> None:
        self._paper_dots += feed_dots
        self.lines[-1].feed_dots = feed_dots
        self.lines.append(PrintedLine())

    @property
    def too_long(self) -> bool:
        """Whether the paper is longer than any slip."""
        return self._paper_dots > PAPER_DOTS_MAX or len(self.lines) > PAPER_DOTS_MAX // FEED_DOTS

    @property
    def empty(self) -> bool:
        """Whether nothing was printed."""
        return not any(line.texts or line.picture for line in self.lines)

    @property
    def printed_lines(self) -> list[PrintedLine]:
        """The lines without the empty ones that feed the paper to the knife."""
        end = max((at for at, line in enumerate(self.lines) if line.texts or line.picture), default=-1)
        return self.lines[: end + 1]

    @property
    def text(self) -> str:
        """All lines as plain text, centred ones where they stand."""
        return "\n".join(_placed(line, self.columns) for line in self.printed_lines) + "\n"

    @property
    def reprint(self) -> bool:
        """Whether the slip says that it is a copy."""
        return "REPRINT" in self.text

    @property
    def html(self) -> str:
        """The strip as HTML with classes only (`strip.css` has them); every text is escaped."""
        from printers.virtual.strip import strip_html

        return strip_html(self)

    def png(self) -> bytes:
        """The strip as a PNG; drawn once."""
        if self._png is None:
            from printers.virtual.drawing import strip_png

            self._png = strip_png(self)
        return self._png


def _placed(line: PrintedLine, columns: int) -> str:
    text = line.text.rstrip()
    if line.style.align != "center":
        return text
    return " " * max(0, (columns - width_of(text)) // 2) + text
