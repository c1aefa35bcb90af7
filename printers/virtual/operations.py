"""What a printer can be told: the operations that the bytes of ESC/POS stand for."""

import msgspec

from printers.lines import FEED_DOTS, Align


class Style(msgspec.Struct, frozen=True):
    """How text is printed. `feed_dots` is the line spacing."""

    bold: bool = False
    underline: bool = False
    invert: bool = False
    width_scale: int = 1
    height_scale: int = 1
    align: Align = "left"
    feed_dots: int = FEED_DOTS


class Text(msgspec.Struct, frozen=True):
    """Characters on the line that is being printed."""

    text: str
    style: Style


class Feed(msgspec.Struct, frozen=True):
    """The line ends; the paper moves by so many lines."""

    lines: int
    style: Style


class Move(msgspec.Struct, frozen=True):
    """The next character stands so many columns from the left edge, or from here."""

    columns: int
    from_edge: bool


class Picture(msgspec.Struct, frozen=True):
    """Dots, a row of `row_bytes` after the other; a set bit is black."""

    row_bytes: int
    dots: bytes


class Cut(msgspec.Struct, frozen=True):
    """The slip ends."""


class KickDrawer(msgspec.Struct, frozen=True):
    """The drawer opens."""


class AskReceipt(msgspec.Struct, frozen=True):
    """`GS ( H`: answer with the process id when everything before is on paper."""

    process_id: bytes


class AskStatus(msgspec.Struct, frozen=True):
    """`DLE EOT n`: answered at once, whatever is being printed."""

    question: int


class AskSensors(msgspec.Struct, frozen=True):
    """`GS r n`: answered in its turn."""

    question: int


class AskModel(msgspec.Struct, frozen=True):
    """`GS I n`: who are you?"""

    question: int


class ReportChanges(msgspec.Struct, frozen=True):
    """`GS a n`: tell the status by itself; 0 ends it."""

    sensors: int


Operation = (
    Text
    | Feed
    | Move
    | Picture
    | Cut
    | KickDrawer
    | AskReceipt
    | AskStatus
    | AskSensors
    | AskModel
    | ReportChanges
)
