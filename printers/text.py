"""The one filter in front of the encoder: what people typed stays text and can never become a command.

Control characters of every kind, bidirectional overrides, separators and lone surrogates are removed;
combining marks are bounded so that one letter cannot print over its neighbours. Also the width of text
in print columns, and wrapping by it.
"""

import functools
import re
import unicodedata

LENGTH_MAX = 600
MARKS_MAX = 4
COLUMNS_MIN = 4
# Control, format, surrogate, line and paragraph separator.
_REMOVED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Zero-width joiners shape words and emoji: format characters, but no commands. They count as marks.
_JOINERS = "\u200c\u200d"
_BREAKS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]+")
# What no code page has although another character looks the same on paper: hyphens and the minus sign.
_SAME_LOOK = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u02bc": "\u2019"})


def printable(text: str) -> str:
    """The text without anything that is no text, in NFC, on one line, bounded in length and in marks."""
    # Four times: enough for everything that may be removed from honest text, and a bound on the work.
    spaced = _BREAKS.sub(" ", text[: 4 * LENGTH_MAX]).replace("\t", " ").translate(_SAME_LOOK)
    kept = "".join(map(_kept, spaced))
    # Removing a character may bring together what NFC makes one: first remove, then normalise.
    return _bounded(unicodedata.normalize("NFC", kept)).strip()


def paragraphs(text: str) -> list[str]:
    """A note's own lines, each printable; empty ones left out."""
    return [part for part in map(printable, _BREAKS.split(text[: 4 * LENGTH_MAX])) if part]


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in _REMOVED and character not in _JOINERS:
        return ""
    if category == "Zs":
        return " "
    # U+FFFE, U+FFFF and their like in every plane are no characters.
    return "" if ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF else character


def _bounded(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if _width(character) == 0 else 0
        if marks <= MARKS_MAX:
            kept.append(character)
        if len(kept) == LENGTH_MAX:
            break
    return "".join(kept)


def width_of(text: str) -> int:
    """How many print columns the text takes: wide characters two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_width, text))


@functools.lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def is_mark(character: str) -> bool:
    """Whether the character takes no column of its own and belongs to the one before it."""
    return _width(character) == 0


def wrap(text: str, columns: int) -> list[str]:
    """The text on lines of at most `columns` print columns, broken between words where that is possible.

    Never empty: no text is one empty line.
    """
    columns = max(columns, COLUMNS_MIN)
    lines: list[str] = []
    line = ""
    for word in text.split():
        candidate = f"{line} {word}" if line else word
        if width_of(candidate) <= columns:
            line = candidate
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, columns)
        lines += full
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, columns: int) -> list[str]:
    pieces = [""]
    taken = 0
    for character in word:
        width = _width(character)
        if taken + width > columns:
            pieces.append("")
            taken = 0
        pieces[-1] += character
        taken += width
    return pieces
