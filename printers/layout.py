"""A slip as styled lines for a number of columns: the vocabulary of every kind of slip, and the choice
of one.
"""

from collections.abc import Callable
from typing import Literal

import msgspec

from printers.slip import Slip
from printers.text import pad, printable, width_of, wrap

Align = Literal["left", "center"]


class Line(msgspec.Struct, frozen=True):
    """One printed line. `tall` is twice as high and wide, `band` white on black."""

    text: str
    bold: bool = False
    tall: bool = False
    band: bool = False
    align: Align = "left"


class Strip:
    """Lines being laid out on paper of `columns` columns. All text passes the filter here."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.lines: list[Line] = []

    def text(self, text: str, *, bold: bool = False, indent: int = 0, hanging: int = 0) -> None:
        """Wrapped text; following lines are indented by `hanging` more."""
        words = wrap(printable(text), self.columns - indent - hanging)
        for number, part in enumerate(words):
            lead = indent + (hanging if number else 0)
            self.lines.append(Line(" " * lead + part, bold))

    def tall(self, text: str) -> None:
        """Twice as high and wide, so on half the columns."""
        for part in wrap(printable(text), self.columns // 2):
            self.lines.append(Line(part, bold=True, tall=True))

    def center(self, text: str, *, bold: bool = False, tall: bool = False) -> None:
        """Centred text."""
        room = self.columns // 2 if tall else self.columns
        for part in wrap(printable(text), room):
            self.lines.append(Line(part, bold, tall, align="center"))

    def band(self, left: str, right: str = "") -> None:
        """White on black over the whole width."""
        left, right = printable(left), printable(right)
        text = pad(f" {left}", f"{right} ", self.columns) if right else f" {left}"
        for part in [text] if width_of(text) <= self.columns else wrap(text, self.columns - 1):
            self.lines.append(Line(part + " " * (self.columns - width_of(part)), bold=True, band=True))

    def pair(self, left: str, right: str, *, bold: bool = False, tall: bool = False, indent: int = 0) -> None:
        """Text at the left, a figure at the right; long text goes on below its beginning."""
        columns = self.columns // 2 if tall else self.columns
        right = printable(right)
        room = columns - width_of(right) - 1 - indent
        first, *rest = wrap(printable(left), max(room, 4))
        lead = " " * indent
        self.lines.append(Line(pad(lead + first, right, columns), bold, tall))
        self.lines += [Line(lead + part, bold, tall) for part in rest]

    def rule(self, character: str = "-") -> None:
        """A line across the paper."""
        self.lines.append(Line(character * self.columns))

    def gap(self) -> None:
        """An empty line."""
        self.lines.append(Line(""))

    def box(self, parts: list[str]) -> None:
        """Text in a box of its own, bold, that nobody overlooks."""
        inner = self.columns - 4
        self.lines.append(Line("+" + "=" * (self.columns - 2) + "+", bold=True))
        for part in parts:
            for piece in wrap(printable(part), inner):
                text = "| " + piece + " " * (inner - width_of(piece)) + " |"
                self.lines.append(Line(text, bold=True))
        self.lines.append(Line("+" + "=" * (self.columns - 2) + "+", bold=True))


def lay_out(slip: Slip, columns: int) -> list[Line]:
    """The lines of a slip. A REPRINT says so first, whatever the kind."""
    from printers.kinds import money, report, ticket

    kinds: dict[str, Callable[[Slip, Strip], None]] = {
        "ticket": ticket.ticket,
        "fire": ticket.fire,
        "void": ticket.void,
        "check": money.check,
        "receipt": money.receipt,
        "report": report.report,
        "test": report.test,
    }
    strip = Strip(columns)
    if slip.reprint:
        strip.band("REPRINT", "may exist twice")
    kinds[slip.kind](slip, strip)
    return strip.lines
