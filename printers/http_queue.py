"""The print queue over HTTP: for a spooler beside the printers, with outgoing connections only.

Every write carries an Idempotency-Key and is sent again with the same one until there is an answer, so
that a lost answer prints and records nothing twice. While the hub is away, tries are further and further
apart and never in step with other spoolers.
"""

import asyncio
import math
import random
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx2
import msgspec

ROOT = "/api/v1"
# An idle spooler asks this often what waits, once for all its printers: a slip is late by that at most.
POLL_SECONDS = 0.5
ANSWER_SECONDS = 5.0
PAUSE_SECONDS_MIN = 0.5
PAUSE_SECONDS_MAX = 8.0
# The hub cannot take it just now: the same request may be sent again.
_AGAIN = frozenset({429, 502, 503, 504})
T = TypeVar("T")


class HubAway(Exception):
    """No answer: the hub is not there just now, or cannot take anything."""


class HubRefused(Exception):
    """An answer that another try will not change: a bad token, an unknown printer, no KitchenHub."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class ServedPrinter(msgspec.Struct, frozen=True):
    """A printer to serve."""

    id: str
    address: str
    columns: int
    state: str
    lease_ms: int

    @property
    def host(self) -> str:
        """Its name or address."""
        return urlsplit(self.address).hostname or ""

    @property
    def port(self) -> int:
        """Its TCP port."""
        return urlsplit(self.address).port or 9100


class ClaimedJob(msgspec.Struct, frozen=True):
    """A job to send."""

    id: str
    slip: Mapping[str, Any]
    reprint: bool


class _Leased(msgspec.Struct):
    printers: list[ServedPrinter]


class _Waiting(msgspec.Struct):
    id: str
    waiting: int


class _Listed(msgspec.Struct):
    printers: list[_Waiting]


class HttpQueue:
    """The jobs of a hub's printers (`only` these, or all) for the spooler `holder`.

    Raises HubAway and HubRefused. `client` and the other arguments after `*` are for tests.
    """

    def __init__(
        self,
        url: str,
        token: str,
        holder: str,
        only: Sequence[str] = (),
        *,
        client: httpx2.AsyncClient | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        randomness: Callable[[], float] = random.random,
    ) -> None:
        self._client = client or httpx2.AsyncClient(timeout=ANSWER_SECONDS)
        self._url = url.rstrip("/") + ROOT
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._holder = holder
        self._only = list(only) or None
        self._clock = clock
        self._sleep = sleep
        self._randomness = randomness
        self._held_until: dict[str, float] = {}
        self._claim_keys: dict[str, str] = {}
        self._waiting: dict[str, int] = {}
        self._looked_at = -math.inf
        self._looking = asyncio.Lock()

    async def printers(self) -> list[ServedPrinter]:
        """The printers that this spooler has now; takes and renews their leases. Tried once."""
        begun = self._clock()
        body = {"holder": self._holder, "printers": self._only}
        held = await self._post("/printers/lease", body, _Leased)
        self._held_until = {one.id: begun + one.lease_ms / 1_000 for one in held.printers}
        return [one for one in held.printers if one.address.startswith("tcp://")]

    def holds(self, printer: str) -> bool:
        """Whether the lease is certainly still this spooler's: counted from before it was asked for."""
        return self._held_until.get(printer, -math.inf) > self._clock()

    async def wait(self, printer: str, timeout_seconds: float) -> bool:
        """Wait until a slip waits for this printer; whether one does."""
        until = self._clock() + timeout_seconds
        while not await self._slips_wait(printer):
            if self._clock() >= until:
                return False
            await self._sleep(POLL_SECONDS)
        return True

    async def claim(self, printer: str) -> ClaimedJob | None:
        """The printer's next job, committed as `sending`; None when there is none, or it is not ours.

        A claim whose answer was lost is made again under its key, so that its job is not taken for one
        that may be on paper.
        """
        key = self._claim_keys.setdefault(printer, _new_key())
        body = {"printer": printer, "holder": self._holder}
        try:
            found = await self._post("/print-jobs/claim", body, dict[str, Any], key, ANSWER_SECONDS)
        except HubRefused:
            del self._claim_keys[printer]
            raise
        del self._claim_keys[printer]
        self._looked_at = -math.inf
        return msgspec.convert(found, ClaimedJob) if found else None

    async def report(self, job_id: str, outcome: str, detail: str, may_have_printed: bool) -> bool:
        """What became of a claimed job, said until the hub answers; False when it is no longer ours."""
        body = {
            "outcome": outcome, "detail": detail[:300], "may_have_printed": may_have_printed,
            "holder": self._holder,
        }  # fmt: skip
        try:
            await self._post(f"/print-jobs/{quote(job_id, safe='')}/report", body, dict, None, math.inf)
        except HubRefused as refusal:
            if refusal.status == 409:
                return False
            raise
        return True

    async def printer_is(self, printer: str, state: str, detail: str) -> None:
        """The printer's state."""
        body = {"state": state, "detail": detail[:300], "holder": self._holder}
        await self._post(f"/printers/{quote(printer, safe='')}/state", body, dict, None, ANSWER_SECONDS)

    async def leave(self) -> None:
        """Give up all printers."""
        self._held_until = {}
        await self._post("/printers/leave", {"holder": self._holder}, dict)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _slips_wait(self, printer: str) -> bool:
        """Whether a slip waits; one look answers for all printers."""
        async with self._looking:
            if self._clock() - self._looked_at >= POLL_SECONDS * 0.9:
                answer = await self._answer("GET", "/printers", None, {}, ANSWER_SECONDS)
                self._waiting = {one.id: one.waiting for one in _decoded(answer, _Listed).printers}
                self._looked_at = self._clock()
        return self._waiting.get(printer, 0) > 0

    async def _post(
        self, path: str, body: object, type: type[T], key: str | None = None, patience_seconds: float = 0.0
    ) -> T:
        answer = await self._answer(
            "POST", path, msgspec.json.encode(body), {"Idempotency-Key": key or _new_key()}, patience_seconds
        )
        return _decoded(answer, type)

    async def _answer(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], patience_seconds: float
    ) -> httpx2.Response:
        """Send until there is an answer, for so long. Pauses double; chance shortens each by up to half."""
        until = self._clock() + patience_seconds
        pause = PAUSE_SECONDS_MIN
        while True:
            try:
                answer = await self._client.request(
                    method, self._url + path, content=body, headers=self._headers | headers
                )
            except httpx2.TransportError as fault:
                why = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
            else:
                if answer.status_code not in _AGAIN:
                    return answer
                why = f"it answers {answer.status_code}"
            if self._clock() + pause > until:
                raise HubAway(f"The hub does not answer ({why}).") from None
            await self._sleep(pause * (0.5 + self._randomness() / 2))
            pause = min(2 * pause, PAUSE_SECONDS_MAX)


def _decoded(answer: httpx2.Response, type: type[T]) -> T:
    if not 200 <= answer.status_code < 300:
        raise HubRefused(answer.status_code, _words(answer))
    try:
        return msgspec.json.decode(answer.content, type=type)
    except msgspec.MsgspecError:
        raise HubRefused(answer.status_code, "What answers there is no KitchenHub.") from None


def _words(answer: httpx2.Response) -> str:
    """A refusal as a sentence: the problem's own words when it is one of KitchenHub's."""
    try:
        return str(msgspec.json.decode(answer.content)["detail"])[:300]
    except (msgspec.MsgspecError, KeyError, TypeError):
        return f"What answers there is no KitchenHub (status {answer.status_code})."


def _new_key() -> str:
    return str(uuid.uuid4())
