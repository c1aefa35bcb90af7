"""Routes of people and credentials. PINs and new tokens are handled here, at the edge, off the event loop.

A PIN never reaches the command log: its fingerprint there would give four digits away to whoever reads the
database. So signing in is not remembered under its key (doing it twice makes two sessions, which harms
nobody), and an approval's fingerprint leaves the PIN out.
"""

import asyncio
import secrets
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from kitchenhub.api.call import Call
from kitchenhub.api.endpoint import PUBLIC, edge, read
from kitchenhub.api.problems import problem, respond
from kitchenhub.api.server import COOKIE, answered, json_response
from kitchenhub.errors import Rejected
from kitchenhub.roles import ALL, OWNERS, READERS, Role
from kitchenhub.staff.approving import make_approval
from kitchenhub.staff.cards import ApprovalCard, NewTokenCard, SessionCard, SignedIn, TokenCard
from kitchenhub.staff.credentials import SIGN_IN_LASTS
from kitchenhub.staff.queries import StaffPage, TokenPage, list_staff, list_tokens, show_session
from kitchenhub.staff.signing_in import sign_in, sign_out
from kitchenhub.staff.tokens import create_token, new_token, revoke_token
from kitchenhub.staff.tries import TooManyTries
from kitchenhub.store.command_log import fingerprint
from kitchenhub.store.paging import Paged
from kitchenhub.store.reads import reading
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.store.work import Actor, Work
from kitchenhub.store.writer import Answer, Command, Result
from kitchenhub.wire import Body, Cents, Id, Name

Pin = Annotated[str, Meta(min_length=1, max_length=64, description="as typed; 4 to 8 digits as a rule")]


class SignInBody(Body, frozen=True):
    """A person and their PIN. `restaurant` is needed only where a server has several."""

    staff: Id
    pin: Pin
    restaurant: int | None = None


class ApprovalBody(Body, frozen=True):
    """What a manager says yes to. Without `staff` the PIN may be any manager's or owner's."""

    action: Id
    target: Id
    pin: Pin
    amount_cents: Cents | None = None
    staff: Id | None = None


class TokenBody(Body, frozen=True):
    """A new API token: a name to know it by, and the role it acts in."""

    name: Name
    role: Role


async def begin_session(request: Request, call: Call) -> Response:
    """Sign in with a PIN; the session comes as a cookie."""
    body: SignInBody = call.body
    restaurant_id = await _restaurant(call, body.restaurant)
    try:
        person = await call.state.door.enter(restaurant_id, body.staff, body.pin, _address(request))
    except TooManyTries as wait:
        return _wait(wait)
    secret = secrets.token_urlsafe(32)
    actor = Actor("staff", person.id, person.name, person.role)
    command = Command("post_sessions", restaurant_id, actor, lambda work: sign_in(work, person, secret))
    answer = await call.hub.submit(command)
    response = answered(answer)
    if answer.status == 201:
        _set_cookie(request, response, secret, int(SIGN_IN_LASTS.total_seconds()))
    return response


async def read_session(_: Request, call: Call) -> Response:
    """Who asks."""
    return json_response(await asyncio.to_thread(_session_body, call))


async def end_session(request: Request, call: Call) -> Response:
    """Sign out: the cookie is worth nothing from now on."""
    sign_in_id = call.caller.session_id
    if sign_in_id is None:
        raise Rejected("forbidden", "An API token has no session to end; revoke it instead.")
    answer = await call.submit("delete_session", lambda work: sign_out(work, sign_in_id))
    call.state.credentials.forget()
    response = answered(answer)
    _set_cookie(request, response, "", 0)
    return response


async def approve(request: Request, call: Call) -> Response:
    """Record a manager's yes."""
    body: ApprovalBody = call.body
    caller = call.caller
    try:
        manager = await call.state.door.approve(caller.restaurant_id, body.staff, body.pin, _address(request))
    except TooManyTries as wait:
        return _wait(wait)

    def run(work: Work) -> Result:
        return make_approval(work, body.action, body.target, body.amount_cents, manager)

    asked = {"action": body.action, "target": body.target, "amount_cents": body.amount_cents}
    mark = fingerprint(request.method, request.url.path, asked)
    return answered(await _submit(call, "post_approvals", run, mark))


async def make_token(_: Request, call: Call) -> Response:
    """Make an API token and show it this once."""
    body: TokenBody = call.body
    token = new_token()
    answer = await call.submit("post_tokens", lambda work: create_token(work, body.name, body.role, token))
    if answer.status != 201:
        return answered(answer)
    card = msgspec.json.decode(answer.body, type=TokenCard)
    shown = NewTokenCard(
        id=card.id, name=card.name, role=card.role, created_at=card.created_at, revoked_at=card.revoked_at,
        token=None if answer.replayed else token,
    )  # fmt: skip
    return answered(msgspec.structs.replace(answer, body=msgspec.json.encode(shown)))


async def end_token(_: Request, call: Call) -> Response:
    """Revoke an API token; what uses it is refused at once."""
    token_id = call.ids[0]
    answer = await call.submit("delete_tokens_id", lambda work: revoke_token(work, token_id))
    call.state.credentials.forget()
    return answered(answer)


async def _restaurant(call: Call, wanted: int | None) -> int:
    known = await asyncio.to_thread(restaurant_ids, call.hub.database)
    if wanted is None and len(known) == 1:
        return known[0]
    if wanted not in known:
        raise Rejected("invalid", "Name one of this server's restaurants.")
    return wanted


async def _submit(call: Call, name: str, run: Callable[[Work], Result], mark: bytes) -> Answer:
    caller = call.caller
    return await call.hub.submit(Command(name, caller.restaurant_id, caller.actor, run, call.key, mark))


def _session_body(call: Call) -> bytes:
    caller = call.caller
    with reading(call.hub.database, caller.restaurant_id, call.hub.clock()) as reader:
        return msgspec.json.encode(show_session(reader, caller))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _wait(wait: TooManyTries) -> Response:
    seconds = wait.retry_after_seconds
    document = problem("rate_limited", f"Too many wrong PINs. Try again in {seconds} s.")
    return respond(document, {"Retry-After": str(seconds)})


def _set_cookie(request: Request, response: Response, secret: str, seconds: int) -> None:
    secure = request.url.scheme == "https"
    name = f"__Host-{COOKIE}" if secure else COOKIE
    response.set_cookie(
        name, secret, max_age=seconds, path="/", secure=secure, httponly=True, samesite="strict"
    )


_NONE: Any = dict[str, str]
ENDPOINTS = [
    edge("POST", "/sessions", PUBLIC, begin_session, summary="Sign in with a PIN", body=SignInBody,
         answer=SignedIn, status=201, codes=("pin_wrong", "rate_limited"), public=True),
    edge("GET", "/session", ALL, read_session, summary="Who asks, and which pages they have",
         answer=SessionCard),
    edge("DELETE", "/session", ALL, end_session, summary="Sign out", answer=_NONE),
    read("/staff", READERS, list_staff, summary="Everybody who works here", answer=StaffPage, query=Paged),
    edge("POST", "/approvals", READERS, approve, summary="A manager's yes to one act, good for 60 s",
         body=ApprovalBody, answer=ApprovalCard, status=201, codes=("pin_wrong", "rate_limited")),
    edge("POST", "/tokens", OWNERS, make_token, summary="Make an API token; it is shown once",
         body=TokenBody, answer=NewTokenCard, status=201),
    read("/tokens", OWNERS, list_tokens, summary="API tokens, without their secrets", answer=TokenPage,
         query=Paged),
    edge("DELETE", "/tokens/{id}", OWNERS, end_token, summary="Revoke an API token", answer=TokenCard,
         codes=("not_found",)),
]  # fmt: skip
