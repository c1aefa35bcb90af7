"""Named points on the way of a command at which a test may let the process die, as a power cut would.

Nothing here happens by itself: no setting and no variable arms a point, only the launcher of the tests does
(`tests/faults/bench/dying.py`). Unarmed, a point costs one look at an empty dictionary.
"""

import os
import signal

from starlette.background import BackgroundTask

POINTS = ("before_commit", "after_commit", "after_answer", "mid_delivery", "after_slip_bytes")
_left: dict[str, int] = {}


def arm(point: str, passes: int) -> None:
    """Die when a point is reached for the `passes`th time. Raises ValueError for an unknown point."""
    if point not in POINTS:
        raise ValueError(f"There is no crash point {point!r}. There are: {', '.join(POINTS)}.")
    _left[point] = passes


def reach(point: str) -> None:
    """This point is reached."""
    if _left and point in _left:
        _left[point] -= 1
        if not _left[point]:
            os.kill(os.getpid(), signal.SIGKILL)


def reach_afterwards(point: str) -> BackgroundTask | None:
    """What a response does once it is sent: reach a point, if one is armed at all."""
    return BackgroundTask(reach, point) if _left else None
