"""What can happen on paper."""

import msgspec

from kitchenhub.paper.tables import JobState


class SlipChanged(msgspec.Struct, frozen=True):
    """A ticket's slip was queued, reached its end or got into trouble: the ticket shows it as proof."""

    job_id: str
    ticket_id: str
    printer_id: str
    state: JobState
