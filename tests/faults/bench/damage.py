"""Ways in which a database file goes bad on a disk or by a hand, each as a function of its bytes."""

import random
from collections.abc import Callable

SECTOR_BYTES = 512
PAGE_BYTES = 4_096
Damage = Callable[[bytearray, random.Random], bytes | bytearray]


def _sector(content: bytearray, dice: random.Random, fill: Callable[[], bytes]) -> bytes | bytearray:
    at = dice.randrange(len(content) // SECTOR_BYTES) * SECTOR_BYTES
    content[at : at + SECTOR_BYTES] = fill()
    return content


def sector_zeroed(content: bytearray, dice: random.Random) -> bytes | bytearray:
    """A sector that the disk lost."""
    return _sector(content, dice, lambda: bytes(SECTOR_BYTES))


def sector_of_rubbish(content: bytearray, dice: random.Random) -> bytes | bytearray:
    """A sector with something else in it."""
    return _sector(content, dice, lambda: dice.randbytes(SECTOR_BYTES))


def page_misplaced(content: bytearray, dice: random.Random) -> bytes | bytearray:
    """A page written where another one belongs."""
    pages = len(content) // PAGE_BYTES
    source, target = (dice.randrange(pages) * PAGE_BYTES for _ in range(2))
    content[target : target + PAGE_BYTES] = content[source : source + PAGE_BYTES]
    return content


def page_zeroed(content: bytearray, dice: random.Random) -> bytes | bytearray:
    """A page that was never written."""
    at = dice.randrange(len(content) // PAGE_BYTES) * PAGE_BYTES
    content[at : at + PAGE_BYTES] = bytes(PAGE_BYTES)
    return content


def header_bit_flipped(content: bytearray, dice: random.Random) -> bytes | bytearray:
    """One bit of the file's first hundred bytes."""
    content[dice.randrange(100)] ^= 1 << dice.randrange(8)
    return content


def truncated_at_a_page(content: bytearray, dice: random.Random) -> bytes | bytearray:
    """The end is missing, at the border of a page."""
    return content[: dice.randrange(len(content) // PAGE_BYTES) * PAGE_BYTES]


def truncated_anywhere(content: bytearray, dice: random.Random) -> bytes | bytearray:
    """The end is missing."""
    return content[: dice.randrange(len(content))]


def empty(content: bytearray, dice: random.Random) -> bytes | bytearray:
    """A file of no bytes."""
    return b""


def another_kind(content: bytearray, dice: random.Random) -> bytes | bytearray:
    """Not a database at all."""
    return b"%PDF-1.7\n" + dice.randbytes(len(content))


DAMAGES: tuple[Damage, ...] = (
    sector_zeroed, sector_of_rubbish, page_misplaced, page_zeroed, header_bit_flipped, truncated_at_a_page,
    truncated_anywhere, empty, another_kind,
)  # fmt: skip
