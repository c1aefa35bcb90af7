"""The routes of printers and print jobs; lease, claim, report and state are for a spooler that runs
alone.
"""

from kitchenhub.api.endpoint import Endpoint, edge, read, write
from kitchenhub.paper.cards import Claimed, LeasedPrinters, PrinterCard, PrintJobCard
from kitchenhub.paper.leasing import LeavePrinters, TakePrinters, post_lease, post_leave
from kitchenhub.paper.queries import JobPage, JobQuery, Printers, list_jobs, list_printers
from kitchenhub.paper.spooling import Claim, Report, Reprint, claim_job, report_job, reprint
from kitchenhub.paper.watching import SaidState, printer_is
from kitchenhub.roles import PRINTERS, READERS, STAFF

_WATCHERS = READERS | PRINTERS

ENDPOINTS: list[Endpoint] = [
    read("/printers", _WATCHERS, list_printers, answer=Printers, summary="Printers and what waits for them"),
    read("/print-jobs", _WATCHERS, list_jobs, query=JobQuery, answer=JobPage, summary="Slips, newest first"),
    write("POST", "/print-jobs/{id}/reprint", STAFF, reprint, body=Reprint, answer=PrintJobCard, status=201,
          summary="Print a slip again, marked REPRINT", codes=("job_state", "unknown_reference")),
    write("POST", "/print-jobs/claim", PRINTERS, claim_job, body=Claim, answer=Claimed,
          summary="Claim a printer's next slip; an empty object when there is none",
          codes=("unknown_reference",)),
    write("POST", "/print-jobs/{id}/report", PRINTERS, report_job, body=Report, answer=PrintJobCard,
          summary="Say what became of a claimed slip", codes=("job_state",)),
    write("POST", "/printers/{id}/state", PRINTERS, printer_is, body=SaidState, answer=PrinterCard,
          summary="Say how a printer is"),
    edge("POST", "/printers/lease", PRINTERS, post_lease, body=TakePrinters, answer=LeasedPrinters,
         summary="Take the printers that a spooler works, or keep them; again every two seconds",
         codes=("unknown_reference",)),
    edge("POST", "/printers/leave", PRINTERS, post_leave, body=LeavePrinters, answer=dict,
         summary="Give up the printers that a spooler has"),
]  # fmt: skip
