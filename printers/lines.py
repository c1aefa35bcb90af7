"""Styled lines: what a slip is between its layout and its bytes.

The measures are those of an 80 mm printer's font A: a character is 12 dots wide and 24 high, a line of
normal text is fed by 30 dots, and 8 dots are a millimetre.
"""

from typing import Literal

import msgspec

from printers.text import width_of

COLUMN_DOTS = 12
CHARACTER_DOTS = 24
FEED_DOTS = 30
DOTS_A_MM = 8

Align = Literal["left", "center"]
# `tall` is twice as high, `large` twice as high and wide.
Size = Literal["normal", "tall", "large"]


class Span(msgspec.Struct, frozen=True):
    """Text in one style; `invert` is white on black."""

    text: str
    bold: bool = False
    invert: bool = False


class Line(msgspec.Struct, frozen=True):
    """One printed line. A `tight` line is fed by no more than its height: boxes have no gaps."""

    spans: tuple[Span, ...]
    size: Size = "normal"
    align: Align = "left"
    tight: bool = False

    @property
    def text(self) -> str:
        """The line's text without its style."""
        return "".join(span.text for span in self.spans)

    @property
    def width_scale(self) -> int:
        """How many columns a character of one column takes."""
        return 2 if self.size == "large" else 1

    @property
    def height_scale(self) -> int:
        """How many times as high as normal text."""
        return 1 if self.size == "normal" else 2

    @property
    def columns(self) -> int:
        """How many columns of the paper the text takes."""
        return width_of(self.text) * self.width_scale

    @property
    def feed_dots(self) -> int:
        """How far the paper moves."""
        height = CHARACTER_DOTS * self.height_scale
        return height if self.tight else max(height, FEED_DOTS)
