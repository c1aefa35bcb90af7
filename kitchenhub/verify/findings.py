"""What an invariant check says: what is wrong, and what is merely not done yet."""

from typing import Literal

import msgspec

Invariant = Literal["I1", "I2", "I3", "I4", "I5", "I6", "I7"]
SHOWN_MAX = 50

TITLES: dict[Invariant, str] = {
    "I1": "every acknowledged command exists exactly once",
    "I2": "every sent line is on its stations exactly once",
    "I3": "stock is opening plus moves",
    "I4": "every bill adds up",
    "I5": "every settled bill is in the books once",
    "I6": "every ticket was shown or printed, or somebody was told",
    "I7": "the log has no gap and its chain verifies",
}


class Findings(msgspec.Struct):
    """The findings of one restaurant: failures by invariant, how much was checked, and what is pending."""

    failures: list[tuple[Invariant, str]] = []
    pending: list[str] = []
    checked: dict[str, int] = {}

    def fail(self, invariant: Invariant, text: str) -> None:
        """Something does not hold."""
        self.failures.append((invariant, text))

    def wait(self, text: str) -> None:
        """Something is still on its way, which is no failure."""
        self.pending.append(text)

    def count(self, what: str, number: int) -> None:
        """How many things a check has looked at."""
        self.checked[what] = self.checked.get(what, 0) + number

    @property
    def sound(self) -> bool:
        """Whether everything holds."""
        return not self.failures
