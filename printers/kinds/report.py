"""Reports of the close (X, Z, checkout, drawer) and the test slip."""

from printers.layout import Strip
from printers.slip import Slip


def report(slip: Slip, strip: Strip) -> None:
    """Headed sections of labelled figures."""
    if slip.restaurant:
        strip.center(slip.restaurant, bold=True)
    strip.center(slip.title, bold=True, tall=True)
    if slip.at:
        strip.center(slip.at)
    for section in slip.sections:
        strip.gap()
        strip.band(section.heading)
        for row in section.rows:
            strip.pair(row.label, row.value, bold=row.strong)
    strip.gap()
    for text in slip.foot:
        strip.center(text)


def test(slip: Slip, strip: Strip) -> None:
    """A test slip: does it print, how wide, and which scripts."""
    strip.center(slip.title, bold=True, tall=True)
    strip.rule("=")
    strip.text("".join(str(column % 10) for column in range(1, strip.columns + 1)))
    for text in slip.foot:
        strip.text(text)
