"""Where a spooler gets its jobs: in the hub's process, or over HTTP when it runs alone. Both run one
contract.
"""

from typing import Any, Protocol

import msgspec


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A claimed job: the hub has committed `sending` before it is handed over."""

    id: str
    printer: str
    slip: dict[str, Any]
    reprint: bool
    attempt: int


class PrinterAddress(msgspec.Struct, frozen=True, kw_only=True):
    """A printer to serve."""

    id: str
    host: str
    port: int
    columns: int


class PrintQueue(Protocol):
    """The jobs of a restaurant's printers."""

    async def printers(self) -> list[Any]:
        """The printers to serve now (PrinterAddress, or alike)."""
        ...

    async def wait(self, printer: str, timeout_seconds: float) -> bool:
        """Wait until a job may be there for this printer; whether one is."""
        ...

    async def claim(self, printer: str, holder: str) -> Any | None:
        """The printer's next job (Job, or alike), committed as `sending`; None when there is none."""
        ...

    async def report(self, job_id: str, outcome: str, detail: str, may_have_printed: bool) -> None:
        """What became of a claimed job."""
        ...

    async def printer_is(self, printer: str, state: str, detail: str) -> None:
        """The printer's state, said when it changed and from time to time while it is not ready."""
        ...
