"""One thing the doctor looked at."""

from typing import Literal

import msgspec

Verdict = Literal["good", "mention", "wrong"]


class Finding(msgspec.Struct, frozen=True):
    """What was looked at, what was seen, and what to do when it is not good."""

    subject: str
    verdict: Verdict
    seen: str
    advice: str = ""


def good(subject: str, seen: str) -> Finding:
    """Nothing to do."""
    return Finding(subject, "good", seen)


def mention(subject: str, seen: str, advice: str) -> Finding:
    """Worth knowing; the restaurant runs."""
    return Finding(subject, "mention", seen, advice)


def wrong(subject: str, seen: str, advice: str) -> Finding:
    """Somebody has to act."""
    return Finding(subject, "wrong", seen, advice)
