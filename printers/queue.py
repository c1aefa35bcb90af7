"""Where a spooler gets its jobs: in the hub's process, or over HTTP when it runs alone.

Protocols only, because the hub has no need to know this package: whatever has these fields and methods
is a queue.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class PrinterAddress(Protocol):
    """A printer to serve: its id, where it is, and how many columns its paper has."""

    @property
    def id(self) -> str: ...
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def columns(self) -> int: ...


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
        """The printers to serve now."""
        ...

    async def wait(self, printer: str, timeout_seconds: float) -> bool:
        """Wait until a job may be there for this printer; whether one is. At once when one is already."""
        ...

    async def claim(self, printer: str, holder: str) -> Job | None:
        """The printer's next job, committed as `sending` for the holder; None when there is none."""
        ...

    async def report(self, job_id: str, outcome: str, detail: str, may_have_printed: bool) -> None:
        """What became of a claimed job: printed, unverified, unknown or failed."""
        ...

    async def printer_is(self, printer: str, state: str, detail: str) -> None:
        """The printer's state, said when it changed: ready, offline, paper_out, cover_open,
        paper_near_end or error.
        """
        ...
