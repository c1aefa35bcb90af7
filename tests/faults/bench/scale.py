"""How large a fault is played: the suite's short version, or full size (`tests/faults/run --full`).

Times that are promised for a machine of one's own are allowed three times as long in the suite, which
shares its cores.
"""

import os
import random

FULL = os.environ.get("FAULTS_FULL") == "1"
SEED = int(os.environ.get("FAULTS_SEED", "20261123"))
SLACK = 1.0 if FULL else 3.0


def size(short: int, full: int) -> int:
    """The number for this run."""
    return full if FULL else short


def dice_of(fault: str, seed: int = SEED) -> random.Random:
    """The dice of a fault; its seed is printed, so that a failure shows it."""
    print(f"{fault}: seed {seed}")
    return random.Random(f"{fault}:{seed}")
