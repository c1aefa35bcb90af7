"""What can be wrong with a virtual printer."""

from typing import Literal

Fault = Literal[
    "none", "off", "paper_out", "paper_near_end", "cover_open", "slow", "silent", "no_receipt", "rst",
    "stuck", "busy", "rubbish",
]  # fmt: skip
