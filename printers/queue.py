"""Where a spooler gets its jobs: in the hub's process, or over HTTP when it runs alone (`http_queue.py`).

A queue belongs to one spooler, which works only the printers that it has a lease on.
Protocols only, because the hub has no need to know this package: whatever has these fields and methods
is a queue.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class PrinterAddress(Protocol):
    """A printer to serve: its id, where it is, how many columns its paper has, and its state as the hub
    knows it (`unknown`: it wants to be told).
    """

    @property
    def id(self) -> str: ...
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def columns(self) -> int: ...
    @property
    def state(self) -> str: ...


class Job(Protocol):
    """A claimed job: the hub has committed `sending` before it is handed over."""

    @property
    def id(self) -> str: ...
    @property
    def slip(self) -> Mapping[str, Any] | bytes | str:
        """The slip as `printers.slip` reads it."""
        ...

    @property
    def reprint(self) -> bool: ...


class PrintQueue(Protocol):
    """The jobs of a restaurant's printers."""

    async def printers(self) -> Sequence[PrinterAddress]:
        """The printers that are this spooler's now. Asked every two seconds, because asking keeps them."""
        ...

    def holds(self, printer: str) -> bool:
        """Whether the printer is certainly still this spooler's, by its own clock and without asking."""
        ...

    async def wait(self, printer: str, timeout_seconds: float) -> bool:
        """Wait until a job may be there for this printer; whether one is. At once when one is already."""
        ...

    async def claim(self, printer: str) -> Job | None:
        """The printer's next job, committed as `sending`; None when there is none, or when another spooler
        has the printer.
        """
        ...

    async def report(self, job_id: str, outcome: str, detail: str, may_have_printed: bool) -> bool:
        """What became of a claimed job: printed, unverified, unknown or failed. False when the hub does not
        take it, because the job went to another spooler.
        """
        ...

    async def printer_is(self, printer: str, state: str, detail: str) -> None:
        """The printer's state, said when it changed: ready, offline, paper_out, cover_open,
        paper_near_end or error.
        """
        ...

    async def leave(self) -> None:
        """Give up all printers, so that another spooler need not wait for the leases to run out."""
        ...
