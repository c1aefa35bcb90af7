"""What people must be told."""

import msgspec

from kitchenhub.alerts.tables import Severity


class Trouble(msgspec.Struct, frozen=True):
    """Something is wrong: raised once per code and subject while it lasts."""

    code: str
    subject: str
    severity: Severity
    text: str
    detail: str | None = None


class TroubleOver(msgspec.Struct, frozen=True):
    """It is over; harmless when nothing was raised."""

    code: str
    subject: str
