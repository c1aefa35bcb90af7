"""The table that the run ends with: every fault with how often, what it cost, and the verdict."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

WIDTHS = (5, 50, 7, 6, 8, 6)


class Outcome(msgspec.Struct):
    """One row. It says FAILED until the block that proves it has come to its end."""

    fault: str
    what: str
    times: int = 0
    lost: int = 0
    doubled: int = 0
    late: int = 0
    verdict: str = "FAILED"
    note: str = ""


OUTCOMES: list[Outcome] = []


@contextmanager
def proving(fault: str, what: str) -> Iterator[Outcome]:
    """A row of the table that holds when the block ends without an error."""
    outcome = Outcome(fault, what)
    OUTCOMES.append(outcome)
    yield outcome
    assert (outcome.lost, outcome.doubled, outcome.late) == (0, 0, 0), outcome
    outcome.verdict = "holds"


def not_done(fault: str, what: str, why: str) -> None:
    """A fault that this machine cannot have; the table says so."""
    OUTCOMES.append(Outcome(fault, what, verdict="NOT DONE", note=why))


def told() -> list[str]:
    """The table as lines."""
    lines = [_row("fault", "what", "times", "lost", "doubled", "late", "verdict")]
    for one in sorted(OUTCOMES, key=lambda one: (int(one.fault.strip("F")), one.what)):
        verdict = f"{one.verdict}{': ' if one.note else ''}{one.note}"
        lines.append(_row(one.fault, one.what, one.times, one.lost, one.doubled, one.late, verdict))
    return lines


def _row(*cells: object) -> str:
    padded = [str(cell).ljust(width) for cell, width in zip(cells, WIDTHS, strict=False)]
    return " ".join([*padded, str(cells[-1])])
