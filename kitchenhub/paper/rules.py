"""Pure decisions about slips: which state a report leads to, when trouble is told, when the backup helps.

Times are text as everywhere; nothing here looks at a clock.
"""

from datetime import timedelta
from typing import Literal

from kitchenhub.paper.tables import JobState, Printer, PrinterState, PrintJob
from kitchenhub.store.times import later

Outcome = Literal["printed", "unverified", "unknown", "failed"]
TOLD_AFTER = timedelta(seconds=15)
BACKUP_AFTER = timedelta(seconds=30)
# After so many tries people are told and the backup is asked; after so many, nobody tries by itself.
ATTEMPTS_TOLD = 3
ATTEMPTS_MAX = 20

# Where a job may go from a state. What is missing is refused with 409 job_state.
TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    "queued": frozenset({"sending", "moved"}),
    "sending": frozenset({"queued", "printed", "unverified", "unknown", "failed"}),
    "printed": frozenset(),
    "unverified": frozenset(),
    "unknown": frozenset(),
    "failed": frozenset(),
    "moved": frozenset(),
}
MAY_HAVE_PRINTED: frozenset[JobState] = frozenset({"sending", "printed", "unverified", "unknown"})
TAKING_SLIPS: frozenset[PrinterState] = frozenset({"ready", "paper_near_end"})


def state_after(outcome: Outcome, may_have_printed: bool, attempts: int) -> JobState:
    """The state of a job whose sending ended so.

    `queued`: nothing of it can be on paper, so the same job goes out again as it is. `unknown`: it may be,
    and a copy marked REPRINT follows. A slip that failed again and again before its first byte is given
    up soon: it is the slip, not the line, and others wait behind it.
    """
    if outcome in ("printed", "unverified"):
        return outcome
    if may_have_printed:
        return "unknown"
    most = ATTEMPTS_TOLD if outcome == "failed" else ATTEMPTS_MAX
    return "queued" if attempts < most else "failed"


def place_in_queue(job: PrintJob) -> tuple[str, str]:
    """What the queue is ordered by: a copy of an early slip goes before later ones."""
    return job.created_at, job.id


def is_abandoned(job: PrintJob, holder: str | None) -> bool:
    """Whether a job found `sending` has nobody who sends it: its holder has lost the printer's lease.

    `holder` is who has the lease now, None when nobody has.
    """
    return holder is None or job.holder != holder


def has_lasted(printer: Printer, span: timedelta, now: str) -> bool:
    """Whether the printer has been in trouble for so long, or the clock was set back meanwhile."""
    since = printer.troubled_since
    return since is not None and not later(now, -span) < since <= later(now, span)
