"""Errors on the wire: problem+json (RFC 9457), one shape for every family, with a stable `code`."""

import secrets
from typing import Any

import msgspec
import structlog
from starlette.responses import Response

from kitchenhub.errors import CODES, FieldError, Rejected, Unavailable

MEDIA_TYPE = "application/problem+json"
log = structlog.get_logger("api")


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A problem document. `current` shows the state that stands in the way of a 409."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    retryable: bool
    fields: tuple[FieldError, ...] = ()
    current: Any = None
    incident: str | None = None


def problem(code: str, detail: str, *, fields: tuple[FieldError, ...] = (), current: Any = None) -> Problem:
    """The problem document of a code."""
    status, title = CODES[code]
    return Problem(
        type=f"urn:kitchenhub:problem:{code}", title=title, status=status, detail=detail, code=code,
        retryable=status in (429, 503), fields=fields, current=current,
    )  # fmt: skip


def rejected(rejection: Rejected) -> Problem:
    """The problem document of a rejection."""
    return problem(rejection.code, rejection.detail, fields=rejection.fields, current=rejection.current)


def encode_rejection(rejection: Rejected) -> bytes:
    """A rejection as it is sent and remembered."""
    return msgspec.json.encode(rejected(rejection))


def respond(document: Problem, headers: dict[str, str] | None = None) -> Response:
    """A problem as a response."""
    body = msgspec.json.encode(document)
    return Response(body, document.status, headers, media_type=MEDIA_TYPE)


def unavailable(fault: Unavailable) -> Response:
    """503: the same key may be sent again after a moment."""
    return respond(problem("unavailable", fault.detail), {"Retry-After": str(fault.retry_after_seconds)})


def bug(method: str, path: str) -> Response:
    """500 with an incident id that stands beside the stack in the log only. Call it in an except."""
    incident = secrets.token_hex(6)
    log.exception("bug", incident=incident, method=method, path=path[:200])
    document = problem("internal", f"Something broke here. Nothing of it was done. Incident {incident}.")
    return respond(msgspec.structs.replace(document, incident=incident))
