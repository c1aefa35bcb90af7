"""A slip as styled lines for a number of columns: the vocabulary of every kind of slip, and the choice
of one.
"""

from collections.abc import Callable, Iterable, Sequence

from printers.lines import CHARACTER_DOTS, DOTS_A_MM, Align, Line, Size, Span
from printers.slip import Slip
from printers.text import printable, width_of, wrap

PAPER_MM_MAX = 3_000


class Strip:
    """Lines being laid out on paper of `columns` columns. All text passes the filter here."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.lines: list[Line] = []

    def text(
        self, text: str, *, bold: bool = False, size: Size = "normal", indent: int = 0, hanging: int = 0
    ) -> None:
        """Wrapped text; following lines are indented by `hanging` more."""
        self.labelled("", text, bold=bold, size=size, indent=indent, hanging=hanging)

    def labelled(
        self, label: str, text: str, *, bold: bool = False, size: Size = "normal", indent: int = 0,
        hanging: int = 0,
    ) -> None:  # fmt: skip
        """Wrapped text behind a word that stands white on black, as NO and VOID do."""
        label = printable(label)
        words = f"{label} {printable(text)}".strip()
        for number, part in enumerate(wrap(words, self._room(size) - indent - hanging)):
            lead = Span(" " * (indent + (hanging if number else 0)))
            spans = [lead, Span(part, bold)]
            if label and number == 0:
                spans = [lead, Span(label, True, True), Span(part[len(label) :], bold)]
            self._add(spans, size)

    def center(self, text: str, *, bold: bool = False, size: Size = "normal", invert: bool = False) -> None:
        """Centred text; large text that would not fit on one line is only tall."""
        words = f"  {printable(text)}  " if invert else printable(text)
        if size == "large" and width_of(words) > self._room("large"):
            size = "tall"
        for part in [words] if invert else wrap(words, self._room(size)):
            self._add([Span(part, bold, invert)], size, "center")

    def band(self, left: str, right: str = "", *, size: Size = "normal") -> None:
        """White on black over the whole width."""
        room = self._room(size)
        for part in _sides(printable(left), printable(right), room - 2):
            text = f" {part} "
            self._add([Span(text + " " * (room - width_of(text)), True, True)], size)

    def pair(
        self, left: str, right: str, *, bold: bool = False, size: Size = "normal", indent: int = 0,
        hanging: int = 0,
    ) -> None:  # fmt: skip
        """Text at the left, a figure at the right; long text goes on below its beginning."""
        left, right = printable(left), printable(right)
        if size == "large" and width_of(left) + width_of(right) + 1 > self._room("large"):
            size = "tall"
        room = self._room(size) - indent
        for number, part in enumerate(_sides(left, right, room, hanging)):
            lead = " " * (indent + (hanging if number else 0))
            self._add([Span(lead + part, bold)], size)

    def quantified(self, quantity: str, name: str, figure: str) -> None:
        """A quantity, a name that goes on below its own beginning, and a figure at the right."""
        lead = width_of(quantity)
        for number, part in enumerate(_sides(printable(name), printable(figure), self.columns - lead)):
            self._add([Span((" " * lead if number else quantity) + part)])

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Rows of one label and several figures in columns; the first row is the heading."""
        cells = [[printable(cell) for cell in row] for row in rows]
        widths = [max(width_of(row[at]) for row in cells) + 2 for at in range(1, len(cells[0]))]
        for number, (label, *figures) in enumerate(cells):
            filled = "".join(_right(figure, width) for figure, width in zip(figures, widths, strict=True))
            for part in _sides(label, filled.lstrip(), self.columns):
                self._add([Span(part, bold=number == 0)])

    def rule(self, character: str = "─") -> None:
        """A line across the paper."""
        self._add([Span(character * self.columns)])

    def gap(self) -> None:
        """An empty line."""
        self._add([Span("")])

    def box(self, heading: str, texts: Iterable[str]) -> None:
        """Text in a frame of its own, tall and bold under a heading, that nobody overlooks."""
        inner = self.columns - 4
        self._frame("╔═", f" {printable(heading)} ", "═╗")
        for text in texts:
            for part in wrap(printable(text), inner):
                body = f" {part}{' ' * (inner - width_of(part))} "
                spans = (Span("║"), Span(body, bold=True), Span("║"))
                self.lines.append(Line(spans, "tall", tight=True))
        self._frame("╚═", "", "═╝")

    def _frame(self, left: str, heading: str, right: str) -> None:
        line = "═" * (self.columns - 4 - width_of(heading))
        spans = (Span(left), Span(heading, bold=True, invert=True), Span(line + right))
        self.lines.append(Line(tuple(span for span in spans if span.text), tight=True))

    def _add(self, spans: Sequence[Span], size: Size = "normal", align: Align = "left") -> None:
        self.lines.append(Line(tuple(span for span in spans if span.text), size, align))

    def _room(self, size: Size) -> int:
        return self.columns // 2 if size == "large" else self.columns


def _sides(left: str, right: str, room: int, hanging: int = 0) -> list[str]:
    """Left text and right text on lines of exactly `room` columns; what is too long goes on below."""
    if not right:
        return wrap(left, room - hanging)
    width = width_of(right)
    if width > room * 2 // 3 and width_of(left) + 1 + width > room:
        lower = [_right(part, room) for part in wrap(right, room)]
        return [*wrap(left, room), *lower] if left else lower
    first, *rest = wrap(left, room - width - 1 - hanging)
    return [first + _right(right, room - width_of(first)), *rest]


def _right(text: str, width: int) -> str:
    return " " * max(0, width - width_of(text)) + text


def lay_out(slip: Slip, columns: int) -> list[Line]:
    """The lines of a slip, at most 3 m of them. A copy says REPRINT first, whatever the kind."""
    from printers.kinds import kitchen, money, report

    kinds: dict[str, Callable[[Slip, Strip], None]] = {
        "ticket": kitchen.ticket,
        "fire": kitchen.fire,
        "void": kitchen.void,
        "check": money.check,
        "receipt": money.receipt,
        "report": report.report,
        "test": report.test,
    }
    strip = Strip(columns)
    if slip.reprint:
        strip.center("REPRINT", bold=True, size="large", invert=True)
        strip.center("there may be two of these")
    kinds[slip.kind](slip, strip)
    return _bounded(strip)


def _bounded(strip: Strip) -> list[Line]:
    if sum(line.feed_dots for line in strip.lines) <= PAPER_MM_MAX * DOTS_A_MM:
        return strip.lines
    dots_left = PAPER_MM_MAX * DOTS_A_MM - 2 * CHARACTER_DOTS
    for at, line in enumerate(strip.lines):
        dots_left -= line.feed_dots
        if dots_left < 0:
            del strip.lines[at:]
            break
    strip.band("TOO LONG: REST ON SCREEN", size="tall")
    return strip.lines
