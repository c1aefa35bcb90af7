"""Who works what: a lease on a printer or a destination, so that exactly one process works it at a time.

A lease is a row with a holder and an end. The holder renews it while it lives; when it dies the row runs
out and whoever asks next has it. Decided in the writer's transaction and guarded by the row's key and
version, it holds beside other processes on the same database too. Times are the hub's clock.
"""

import os
import secrets
import socket
from datetime import timedelta

from kitchenhub.store.reads import Reads
from kitchenhub.store.rows import Row, table
from kitchenhub.store.times import later
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result

# With a look every BEAT_SECONDS somebody else works on at most LEASE + BEAT after the holder died: 9 s.
LEASE = timedelta(seconds=7)
BEAT_SECONDS = 2.0
# Renewed only when less than this is left: a commit every second look, and two looks may be missed.
RENEWED_BELOW = timedelta(seconds=4)
# How the names of those begin that only live while they hold the data folder (SQLite).
_IN_FOLDER = ("hub-", "dispatch-")


@table("leases", key=("subject",))
class Lease(Row, frozen=True, kw_only=True):
    """Who works `subject` (`printer:kitchen`, `destination:journal_file`) until when."""

    subject: str
    holder: str
    until: str
    version: int = 1


def new_holder(kind: str) -> str:
    """A name that no other process has, and that tells people where to look: `hub-aurora-4711-9f3a2c`."""
    return f"{kind}-{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(3)}"


def holder_now(reads: Reads, subject: str) -> str | None:
    """Who holds the lease on this subject now; None when nobody does."""
    lease = reads.get(Lease, subject)
    return lease.holder if lease is not None and _lives(lease, reads.now) else None


def is_wanted(reads: Reads, subject: str, holder: str) -> bool:
    """Whether `take` would change anything for this holder: the lease is free, or its own runs out soon."""
    lease = reads.get(Lease, subject)
    if lease is None or not _lives(lease, reads.now):
        return True
    return lease.holder == holder and lease.until < later(reads.now, RENEWED_BELOW)


def take(work: Work, subject: str, holder: str) -> bool:
    """Take the lease, or renew the holder's own; whether the holder has it now."""
    until = later(work.now, LEASE)
    lease = work.get(Lease, subject)
    if lease is None:
        work.add(Lease(restaurant_id=work.restaurant_id, subject=subject, holder=holder, until=until))
        return True
    if lease.holder != holder and _lives(lease, work.now):
        return False
    if lease.holder != holder or lease.until != until:
        work.change(lease, holder=holder, until=until)
    return True


def _lives(lease: Lease, now: str) -> bool:
    """Whether a lease lasts. One that ends later than any that is given is of a clock that was set back."""
    return now < lease.until <= later(now, 2 * LEASE)


def give_up(work: Work, holder: str) -> None:
    """End all leases of a holder that goes, so that the next one need not wait."""
    _end(work, [lease for lease in work.find(Lease) if lease.holder == holder])


def end_earlier(work: Work) -> Result:
    """End what earlier hubs held. Only for the one process that may write, as with SQLite: those are
    dead.
    """
    _end(work, [lease for lease in work.find(Lease) if lease.holder.startswith(_IN_FOLDER)])
    return Result("nothing")


def _end(work: Work, leases: list[Lease]) -> None:
    for lease in leases:
        if lease.until > work.now:
            work.change(lease, until=work.now)
