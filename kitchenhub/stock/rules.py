"""Who gets the last portions of one order, and where a stock level counts as low. Pure.

Lines are served in their order: a line that does not fit whole takes nothing, so that what the tablet
sends again without the named lines is sure to fit the same stock.
"""

from collections.abc import Mapping, Sequence

import msgspec

from kitchenhub.menu.tables import SubjectKind

Thing = tuple[SubjectKind, str]


class Limit(msgspec.Struct, frozen=True):
    """How much of a thing is left: units, or thousandths of an ingredient. `off` by hand means none."""

    name: str
    left: int
    off: bool = False
    unit: str | None = None


def refused(uses: Sequence[Mapping[Thing, int]], limits: Mapping[Thing, Limit]) -> dict[int, list[Thing]]:
    """Which lines cannot be had, by index, and for want of what. `uses` is what each line takes."""
    left = {thing: 0 if limit.off else limit.left for thing, limit in limits.items()}
    wanting: dict[int, list[Thing]] = {}
    for index, used in enumerate(uses):
        held_to = {thing: amount for thing, amount in used.items() if thing in left}
        missing = [thing for thing, amount in held_to.items() if limits[thing].off or amount > left[thing]]
        if missing:
            wanting[index] = missing
            continue
        for thing, amount in held_to.items():
            left[thing] -= amount
    return wanting


def is_below(level_milli: int, mark_milli: int | None) -> bool:
    """Whether a level is under its mark; without a mark it never is."""
    return mark_milli is not None and level_milli < mark_milli


def counted_difference(on_hand_milli: int, counted_milli: int) -> int:
    """The move that brings the books to what was counted."""
    return counted_milli - on_hand_milli
