"""What a spooler does with the queue: claim a job, report what became of it; and a person's reprint.

`sending` is committed before the first byte leaves, by the holder of the printer's lease. A job found
`sending` whose holder has lost that lease may be on paper: it ends as `unknown` and a copy marked REPRINT
takes its place in the queue.
"""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from kitchenhub.alerts.facts import Trouble, TroubleOver
from kitchenhub.alerts.tables import Alert
from kitchenhub.errors import Rejected, unknown, unknown_in_body
from kitchenhub.paper import rules
from kitchenhub.paper.facts import SlipChanged
from kitchenhub.paper.queueing import working_printer
from kitchenhub.paper.tables import JobState, Printer, PrintJob
from kitchenhub.store import leases
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from kitchenhub.wire import Body, Id, Reason

DETAIL_MAX = 300
BREAKS_OFF = "printer_breaks_off"
LOST_SLIP = "slip_not_printed"


class Claim(Body, frozen=True, kw_only=True):
    """A spooler that is ready to send a slip to a printer. `holder` names the spooler."""

    printer: Id
    holder: Id


class Report(Body, frozen=True, kw_only=True):
    """What became of a claimed job. `may_have_printed` is false only when no byte can be on paper.

    A report that names its `holder` is refused when another spooler is sending the job by now.
    """

    outcome: rules.Outcome
    holder: Id | None = None
    may_have_printed: bool = True
    detail: Annotated[str, Meta(max_length=DETAIL_MAX)] = ""


class Reprint(Body, frozen=True, kw_only=True):
    """Why a slip is wanted again, and on which printer (its own when none is named)."""

    reason: Reason
    printer: Id | None = None


def claim_job(work: Work, body: Claim) -> Result:
    """The printer's next job, now `sending` under the holder's lease; nothing when there is none.

    While another spooler has the lease on this printer there is none.
    """
    if work.get(Printer, body.printer) is None:
        raise unknown_in_body("printer", "printer", body.printer)
    if not hold_printer(work, body.printer, body.holder):
        return Result("nothing")
    for job in work.find(PrintJob, printer_id=body.printer, state="sending"):
        _may_be_on_paper(work, job, "nobody said what became of it")
    job_or_none = work.lowest(PrintJob, rules.place_in_queue, printer_id=body.printer, state="queued")
    if job_or_none is None:
        return Result("nothing")
    work.change(
        job_or_none, state="sending", holder=body.holder, sent_at=work.now, attempts=job_or_none.attempts + 1
    )
    return Result("claimed_job", (job_or_none.id,))


def hold_printer(work: Work, printer_id: str, holder: str) -> bool:
    """Take or renew the lease on a printer; whether the holder has it now.

    What an earlier holder was sending there may be on paper, or not.
    """
    if not leases.take(work, lease_subject(printer_id), holder):
        return False
    drop_abandoned(work, printer_id, holder)
    return True


def drop_abandoned(work: Work, printer_id: str, holder: str | None) -> None:
    """What is being sent to the printer by somebody who is not its holder (None: by anybody) is
    nobody's.
    """
    for job in work.find(PrintJob, printer_id=printer_id, state="sending"):
        if rules.is_abandoned(job, holder):
            _may_be_on_paper(work, job, "its spooler stopped while it was sending")


def lease_subject(printer_id: str) -> str:
    """What the lease on a printer is called."""
    return f"printer:{printer_id}"


def report_job(work: Work, id: str, body: Report) -> Result:
    """Record what became of a job, and renew its holder's lease. The same report again changes nothing."""
    job = _job(work, id)
    if job.state == "sending" and body.holder is not None and body.holder != job.holder:
        raise _wrong_state(job, "is being sent by another spooler")
    state = rules.state_after(body.outcome, body.may_have_printed, job.attempts)
    if job.state == state:
        return Result("print_job", (id,))
    if state not in rules.TRANSITIONS[job.state]:
        raise _wrong_state(job, f"is {job.state} and not being sent")
    if job.holder is not None:
        leases.take(work, lease_subject(job.printer_id), job.holder)
    if state == "unknown":
        _may_be_on_paper(work, job, body.detail)
    elif state == "queued":
        _finish(work, job, "queued", body.detail, sent_at=None, finished_at=None)
        _tell_of_attempts(work, job)
    else:
        _finish(work, job, state, body.detail)
        if state == "failed":
            _tell_of_loss(work, job)
        elif _is_told(work, job.printer_id):
            work.happened(TroubleOver(BREAKS_OFF, job.printer_id))
    return Result("print_job", (id,))


def reprint(work: Work, id: str, body: Reprint) -> Result:
    """Print a slip again because a person wants it. It says REPRINT when the first may be on paper."""
    job = _job(work, id)
    if job.state in ("queued", "moved"):
        raise _wrong_state(job, "still waits" if job.state == "queued" else f"went to {job.moved_to}")
    printer = body.printer or job.printer_id
    if working_printer(work, printer) is None:
        raise unknown_in_body("printer", "printer", printer)
    copy = copy_job(
        work, job, printer, reprint=job.state in rules.MAY_HAVE_PRINTED, attempts=0, created_at=work.now,
        reason=body.reason,
    )  # fmt: skip
    if work.get(Alert, f"{LOST_SLIP}:{job.id}") is not None:
        work.happened(TroubleOver(LOST_SLIP, job.id))
    return Result("print_job", (copy.id,), 201)


def copy_job(work: Work, job: PrintJob, printer_id: str, *, reprint: bool, **fields: Any) -> PrintJob:
    """Queue a copy of a job. Once a copy may exist, every later one says REPRINT."""
    copy = msgspec.structs.replace(
        job, id=work.new_id(), printer_id=printer_id, state="queued", reprint=reprint or job.reprint,
        copy_of=job.id, version=1, **(_FRESH | fields),
    )  # fmt: skip
    work.add(copy)
    _show_on_ticket(work, copy)
    return copy


_FRESH: dict[str, Any] = dict.fromkeys(("holder", "sent_at", "finished_at", "detail", "moved_to", "reason"))


def _may_be_on_paper(work: Work, job: PrintJob, detail: str) -> None:
    """The job ends as `unknown`, and a copy marked REPRINT takes its place, until it was tried too
    often.
    """
    _finish(work, job, "unknown", detail)
    if job.attempts >= rules.ATTEMPTS_MAX:
        _tell_of_loss(work, job)
        return
    copy_job(work, job, job.printer_id, reprint=True)
    _tell_of_attempts(work, job)


def _finish(work: Work, job: PrintJob, state: JobState, detail: str, **fields: Any) -> None:
    changes = {"finished_at": work.now, **fields}
    job = work.change(job, state=state, detail=detail[:DETAIL_MAX] or None, holder=None, **changes)
    if state != "queued":
        _show_on_ticket(work, job)


def _show_on_ticket(work: Work, job: PrintJob) -> None:
    if job.kind == "ticket" and job.ticket_id is not None:
        work.happened(SlipChanged(job.id, job.ticket_id, job.printer_id, job.state))


def _tell_of_attempts(work: Work, job: PrintJob) -> None:
    if job.attempts < rules.ATTEMPTS_TOLD:
        return
    printer = working_printer(work, job.printer_id)
    name = printer.name if printer is not None else job.printer_id
    text = f"Printer {name} breaks off: {slip_name(job)} did not come out whole."
    detail = (
        "It is tried again, marked REPRINT where a copy may be on paper. Look at the printer and its cable."
    )
    work.happened(Trouble(BREAKS_OFF, job.printer_id, "danger", text, detail))


def _tell_of_loss(work: Work, job: PrintJob) -> None:
    printer = working_printer(work, job.printer_id)
    name = printer.name if printer is not None else job.printer_id
    text = f"Printer {name} did not print {slip_name(job)} in {job.attempts} tries."
    detail = "Nobody tries it again by itself. Ask for it again in the office, under Printers."
    work.happened(Trouble(LOST_SLIP, job.id, "danger", text, detail))


def _is_told(work: Work, printer_id: str) -> bool:
    alert = work.get(Alert, f"{BREAKS_OFF}:{printer_id}")
    return alert is not None and alert.cleared_at is None


def slip_name(job: PrintJob) -> str:
    """What a person calls the slip: `the ticket of order 12`."""
    number = job.slip.get("order_number")
    return f"the {job.kind} of order {number}" if number else f"the {job.kind}"


def _job(work: Work, id: str) -> PrintJob:
    job = work.get(PrintJob, id)
    if job is None:
        raise unknown("print job", id)
    return job


def _wrong_state(job: PrintJob, why: str) -> Rejected:
    current = {"job": job.id, "state": job.state, "version": job.version}
    return Rejected("job_state", f"This print job {why}.", current=current)
