"""What is wrong with a file that somebody wrote: every mistake with its line, all of them at once.

Used by every reader of files (restaurant file, menu spreadsheet, orders file). Readers add mistakes and go
on; only at the end does the file get rejected as a whole.
"""

import difflib
from collections.abc import Iterable

import msgspec

SUGGESTIONS_MAX = 50  # looking for near words is slow, and nobody reads the fiftieth suggestion


class Mistake(msgspec.Struct, frozen=True, order=True):
    """One thing to put right. `path` is where in the file's own terms, empty for the file as a whole."""

    line: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        return f"line {self.line}: {place}{self.message}"


class FileRejected(Exception):
    """The file has mistakes and nothing of it was used. `mistakes` is in the order of the lines."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class WrongValue(ValueError):
    """A single value cannot be read; the text says why, the reader adds the place."""


class Mistakes:
    """The mistakes of one file while it is being read."""

    def __init__(self) -> None:
        self.found: list[Mistake] = []

    def add(self, line: int, path: str, message: str) -> None:
        """Note a mistake and go on reading."""
        self.found.append(Mistake(line, path, message))

    def unknown(self, kind: str, word: str, known: Iterable[str]) -> str:
        """The sentence for a name that nothing has, with the nearest one that exists."""
        return f'no {kind} is called "{shown(word)}"{self.suggestion(word, known)}'

    def suggestion(self, word: str, known: Iterable[str]) -> str:
        """` (did you mean "grill"?)`, or nothing when nothing is near."""
        if len(self.found) >= SUGGESTIONS_MAX:
            return ""
        near = difflib.get_close_matches(word[:64], list(known), n=1, cutoff=0.6)
        return f' (did you mean "{near[0]}"?)' if near else ""

    def reject_if_any(self) -> None:
        """Raise FileRejected when something was found."""
        if self.found:
            raise FileRejected(self.found)


def shown(text: str) -> str:
    """Text from a file as it may stand in a message: one line, escaped, at most 60 characters."""
    safe = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text[:61]
    )
    return f"{safe[:60]}…" if len(safe) > 60 else safe
