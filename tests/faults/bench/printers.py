"""A printer as a witness: the virtual printer, keeping every slip it ever printed."""

import re
from collections import Counter

from printers.virtual import PrintedSlip, VirtualPrinter

_MARK = re.compile(r"mark-[0-9a-f]{12}")


class RecordingPrinter(VirtualPrinter):
    """A virtual printer whose `taken` never forgets."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.taken: list[PrintedSlip] = []

    async def keep(self, slip: PrintedSlip) -> None:
        self.taken.append(slip)
        await super().keep(slip)


def unmarked_copies(printers: list[RecordingPrinter]) -> list[str]:
    """Lines (by their mark) that are on more than one slip without REPRINT: food that is cooked twice."""
    first = Counter(
        mark
        for printer in printers
        for slip in printer.taken
        if not slip.reprint and "VOID" not in slip.text
        for mark in set(_MARK.findall(slip.text))
    )
    return [f"{mark} is on {times} slips without REPRINT" for mark, times in first.items() if times > 1]


def printed_marks(printers: list[RecordingPrinter]) -> set[str]:
    """Every mark that is on some paper."""
    return {mark for one in printers for slip in one.taken for mark in _MARK.findall(slip.text)}
