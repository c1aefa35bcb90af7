"""Reports of the close (X, Z, checkout, drawer) and the test slip."""

from printers.layout import Strip
from printers.slip import Slip

# One line for each way to the paper: the first code page, others, and scripts that go as a picture.
_SAMPLES = ("Crème brûlée 12,50 €", "Žluťoučký kůň · Шницель", "寿司 · ต้มยำ · شاورما")


def report(slip: Slip, strip: Strip) -> None:
    """Headed sections of labelled figures."""
    if slip.restaurant:
        strip.center(slip.restaurant, bold=True)
    strip.center(slip.title, bold=True, size="large")
    said = " · ".join(word for word in (slip.at, slip.server) if word)
    if said:
        strip.center(said)
    for flag in slip.flags:
        strip.band(flag)
    for section in slip.sections:
        strip.gap()
        strip.text(section.heading, bold=True)
        strip.rule()
        for row in section.rows:
            strip.pair(row.label, row.value, bold=row.strong, hanging=2)
    if slip.foot:
        strip.gap()
    for text in slip.foot:
        strip.center(text)


def test(slip: Slip, strip: Strip) -> None:
    """A test slip: does it print, is the width right, do sizes and scripts come out."""
    strip.band("TEST", slip.at or "", size="tall")
    strip.center(slip.title, bold=True, size="large")
    strip.text("".join(str(column % 10) for column in range(1, strip.columns + 1)))
    strip.rule("=")
    for sample in _SAMPLES:
        strip.text(sample)
    strip.text("The figures above fill one line exactly.")
    for text in slip.foot:
        strip.text(text)
