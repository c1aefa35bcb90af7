"""The one filter in front of the encoder: what people typed stays text and can never become a command.

Control characters of every kind, bidirectional overrides, separators and lone surrogates are removed;
combining marks are bounded so that one letter cannot print over its neighbours. Also the width of text
in print columns.
"""

import unicodedata

LENGTH_MAX = 600
MARKS_MAX = 4
_REMOVED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Zero-width joiners shape words in several scripts; they are format characters but no commands.
_KEPT = {"\u200c", "\u200d"}


def printable(text: str) -> str:
    """The text without anything that is no text, in NFC, on one line, bounded in length."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", _spaces(text))[:LENGTH_MAX]:
        category = unicodedata.category(character)
        if category in _REMOVED and character not in _KEPT:
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= MARKS_MAX:
            kept.append(character)
    return "".join(kept).strip()


def _spaces(text: str) -> str:
    return text.translate({0x0A: " ", 0x0D: " ", 0x09: " ", 0x0B: " ", 0x0C: " ", 0x2028: " ", 0x2029: " "})


def width_of(text: str) -> int:
    """How many print columns the text takes: wide characters two, combining marks none."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def wrap(text: str, columns: int) -> list[str]:
    """The text on lines of at most `columns` print columns, broken between words where that is possible."""
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


def pad(left: str, right: str, columns: int) -> str:
    """Left and right text on one line of exactly `columns`; the left side is cut when both do not fit."""
    room = columns - width_of(right) - 1
    while width_of(left) > room and left:
        left = left[:-1]
    return left + " " * (columns - width_of(left) - width_of(right)) + right
