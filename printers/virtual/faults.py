"""What can be wrong with a virtual printer.

`rst` and `slow` take a number: `rst_after=300` breaks the line after so many bytes, `slow=1000` prints so
many bytes a second.
"""

from typing import Literal, get_args

import msgspec

FaultKind = Literal[
    "none",
    "off",  # refuses connections, loses what it had not printed
    "paper_out",  # answers, keeps what comes until there is paper
    "paper_near_end",
    "cover_open",
    "slow",
    "silent",  # prints, but answers nothing
    "no_receipt",  # prints and tells its status, but confirms no slip
    "rst",  # breaks the line after so many bytes of a connection
    "stuck",  # takes the connection and never reads
    "busy",  # takes the connection while another host prints: nothing happens until that is over
    "rubbish",  # answers what no printer says
]
KINDS: tuple[str, ...] = get_args(FaultKind)
_SPELLINGS = {"rst_after": "rst", "slow": "slow"}


class Fault(msgspec.Struct, frozen=True):
    """A fault with its numbers."""

    kind: str = "none"
    rst_after_bytes: int = 200
    bytes_a_second: int = 400


def read_fault(text: str) -> Fault:
    """The fault that a text names. Raises ValueError."""
    word, equals, number = text.partition("=")
    kind = _SPELLINGS.get(word, word)
    wrong_number = bool(equals) and (word not in _SPELLINGS or not number.isdecimal() or int(number) < 1)
    if kind not in KINDS or wrong_number:
        raise ValueError(f"There is no fault {text!r}. There are: {', '.join(KINDS)}, rst_after=N, slow=N.")
    if not equals:
        return Fault(kind)
    if kind == "rst":
        return Fault(kind, rst_after_bytes=int(number))
    return Fault(kind, bytes_a_second=int(number))
