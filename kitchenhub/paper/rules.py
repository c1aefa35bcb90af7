"""Pure decisions about slips: which state a report leads to, when trouble is told, when the backup helps.

Times are text as everywhere; nothing here looks at a clock.
"""

from datetime import timedelta
from typing import Literal

from kitchenhub.paper.tables import JobState, Printer, PrinterState, PrintJob
from kitchenhub.store.times import later

Outcome = Literal["printed", "unverified", "unknown", "failed"]
# How the names of the hub's own spoolers begin; there is one hub, so an earlier one's jobs are nobody's.
HUB_HOLDER = "hub-"
LEASE = timedelta(seconds=60)
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


def is_abandoned(job: PrintJob, holder: str, now: str) -> bool:
    """Whether a job found `sending` has nobody who sends it: its holder asks for another, or its lease
    ended.
    """
    return job.holder == holder or not _is_living(job, now)


def is_held_elsewhere(job: PrintJob, now: str) -> bool:
    """Whether a spooler that runs alone is sending the job on a living lease."""
    of_the_hub = job.holder is None or job.holder.startswith(HUB_HOLDER)
    return not of_the_hub and _is_living(job, now)


def _is_living(job: PrintJob, now: str) -> bool:
    """Whether the job's lease lasts. One that ends later than any that is given is of a clock that was set
    back since.
    """
    return job.lease_until is not None and now < job.lease_until <= later(now, 2 * LEASE)


def has_lasted(printer: Printer, span: timedelta, now: str) -> bool:
    """Whether the printer has been in trouble for so long, or the clock was set back meanwhile."""
    since = printer.troubled_since
    return since is not None and not later(now, -span) < since <= later(now, span)
