"""From endpoints to Starlette routes: credential → role → origin → body → key → hub, always in that
order.

One route per path, so that a wrong method gets the right 405. The edge turns every error family into its
problem document and never lets a stack, a path or SQL out.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import msgspec
import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kitchenhub import crash_points
from kitchenhub.api import decoding
from kitchenhub.api.call import Call, Resolver
from kitchenhub.api.endpoint import Endpoint
from kitchenhub.api.origin import refuse_foreign_origin
from kitchenhub.api.principal import Principal
from kitchenhub.api.problems import bug, problem, rejected, respond, unavailable
from kitchenhub.errors import Rejected, Unavailable
from kitchenhub.hub import Hub
from kitchenhub.store.command_log import fingerprint
from kitchenhub.store.reads import reading
from kitchenhub.store.writer import Answer, Command

PREFIX = "/api/v1"
COOKIE = "kitchenhub"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_PARAMETER = re.compile(r"{(\w+)}")
log = structlog.get_logger("api")


class Edge:
    """Serves endpoints over HTTP for one hub."""

    def __init__(self, hub: Hub, credentials: Resolver, state: Any) -> None:
        self._hub = hub
        self._credentials = credentials
        self._state = state

    def routes(self, endpoints: Sequence[Endpoint]) -> list[BaseRoute]:
        """One Starlette route for each path."""
        paths: dict[str, dict[str, Endpoint]] = defaultdict(dict)
        for endpoint in endpoints:
            if endpoint.method in paths[endpoint.path]:
                raise RuntimeError(f"{endpoint.method} {endpoint.path} is declared twice")
            paths[endpoint.path][endpoint.method] = endpoint
        return [
            Route(PREFIX + path, self._serve(methods), methods=list(methods))
            for path, methods in paths.items()
        ]

    def _serve(self, methods: dict[str, Endpoint]) -> Callable[[Request], Awaitable[Response]]:
        names = tuple(_PARAMETER.findall(next(iter(methods.values())).path))

        async def serve(request: Request) -> Response:
            endpoint = methods["GET" if request.method == "HEAD" else request.method]
            try:
                ids = tuple([request.path_params[name] for name in names])
                return await self._handle(request, endpoint, ids)
            except Rejected as rejection:
                return respond(rejected(rejection))
            except Unavailable as fault:
                return unavailable(fault)
            except ClientDisconnect:
                return respond(problem("malformed", "The connection ended before the body did."))
            except self._hub.database.errors as fault:  # a disk that cannot be read is nobody's bug
                log.error("database refused", method=request.method, path=request.url.path, fault=str(fault))
                return unavailable(Unavailable("The database cannot be read just now."))
            except Exception:  # the outer edge of a request: a bug answers 500 and the next request is served
                return bug(request.method, request.url.path)

        return serve

    async def _handle(self, request: Request, endpoint: Endpoint, ids: tuple[str, ...]) -> Response:
        principal = await self._admit(request, endpoint)
        if endpoint.write is not None:
            raw = await _body(request)
            value, body = _decoded(raw, endpoint)
            key = _key(request)
            run = partial(_run, endpoint.write, ids, body, endpoint.body is not None)
            mark = fingerprint(request.method, request.url.path, value)
            assert principal is not None
            answer = await self._hub.submit(
                Command(endpoint.name, principal.restaurant_id, principal.actor, run, key, mark)
            )
            return answered(answer)
        if endpoint.read is not None:
            assert principal is not None
            return await self._read(request, endpoint, principal, ids)
        if endpoint.edge is not None:
            return await self._edge(request, endpoint, principal, ids)
        raise Rejected("not_yet", f"{endpoint.method} {endpoint.path} is not built yet.")

    async def _admit(self, request: Request, endpoint: Endpoint) -> Principal | None:
        principal = await self.principal(request)
        if principal is None:
            if endpoint.public:
                refuse_foreign_origin(request)
                return None
            raise Rejected("unauthenticated", "Sign in, or send a bearer token.")
        if not endpoint.public and principal.actor.role not in endpoint.roles:
            raise Rejected("forbidden", f"The role {principal.actor.role} may not do this.")
        if principal.session_id is not None or endpoint.public:
            refuse_foreign_origin(request)
        return principal

    async def principal(self, request: Request) -> Principal | None:
        """Who sends this request."""
        header = request.headers.get("authorization", "")
        scheme, _, token = header.partition(" ")
        bearer = token.strip() if scheme.lower() == "bearer" else None
        if header and not bearer:
            return None
        cookie = None if bearer else cookie_secret(request)
        return await self._credentials.resolve(bearer, cookie)

    async def _read(
        self, request: Request, endpoint: Endpoint, principal: Principal, ids: tuple[str, ...]
    ) -> Response:
        arguments: tuple[Any, ...] = ids
        if endpoint.query is not None:
            arguments = (*ids, decoding.query(request.query_params.multi_items(), endpoint.query))
        elif request.query_params:
            raise Rejected("invalid", "This path takes no query parameters.")
        assert endpoint.read is not None
        body = await asyncio.to_thread(self._read_now, endpoint.read, principal.restaurant_id, arguments)
        return json_response(body)

    def _read_now(self, read: Callable[..., Any], restaurant_id: int, arguments: tuple[Any, ...]) -> bytes:
        with reading(self._hub.database, restaurant_id, self._hub.clock()) as reader:
            return msgspec.json.encode(read(reader, *arguments))

    async def _edge(
        self, request: Request, endpoint: Endpoint, principal: Principal | None, ids: tuple[str, ...]
    ) -> Response:
        value: Any = {}
        body = None
        key = None
        if endpoint.method != "GET":
            raw = await _body(request)
            value, body = _decoded(raw, endpoint)
            key = _key(request)
        mark = fingerprint(request.method, request.url.path, value)
        assert endpoint.edge is not None
        return await endpoint.edge(request, Call(principal, self._hub, self._state, body, ids, key, mark))


def answered(answer: Answer) -> Response:
    """A hub's answer as a response."""
    media_type = "application/problem+json" if answer.status >= 400 else "application/json"
    response = json_response(answer.body, answer.status, media_type)
    if answer.replayed:
        response.headers["Idempotent-Replayed"] = "true"
    response.background = crash_points.reach_afterwards("after_answer")
    return response


def json_response(body: bytes, status: int = 200, media_type: str = "application/json") -> Response:
    """Encoded JSON as a response that nobody stores."""
    return Response(body, status, {"Cache-Control": "no-store", "Content-Type": media_type})


def cookie_secret(request: Any) -> str | None:
    """The session secret of a browser's cookie, whichever of its two names it bears."""
    cookies = request.cookies
    secret = cookies.get(f"__Host-{COOKIE}") or cookies.get(COOKIE)
    return str(secret) if secret else None


def _run(run: Callable[..., Any], ids: tuple[str, ...], body: Any, has_body: bool, work: Any) -> Any:
    return run(work, *ids, body) if has_body else run(work, *ids)


async def _body(request: Request) -> bytes:
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and int(declared) > decoding.BODY_BYTES_MAX:
        raise Rejected("too_large", f"A body may have {decoding.BODY_BYTES_MAX // 1024} KiB.")
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > decoding.BODY_BYTES_MAX:
            raise Rejected("too_large", f"A body may have {decoding.BODY_BYTES_MAX // 1024} KiB.")
        parts.append(part)
    raw = b"".join(parts)
    if raw and not _is_json(request.headers.get("content-type", "")):
        raise Rejected("media_type", "Send Content-Type: application/json.")
    if raw and request.headers.get("content-encoding", "identity") != "identity":
        raise Rejected("media_type", "Send the body without Content-Encoding.")
    return raw


def _is_json(content_type: str) -> bool:
    kind, _, parameters = content_type.partition(";")
    charset = parameters.strip().lower().replace('"', "")
    return kind.strip().lower() == "application/json" and charset in ("", "charset=utf-8")


def _decoded(raw: bytes, endpoint: Endpoint) -> tuple[Any, Any]:
    if not raw.strip():
        if endpoint.body is None:
            return {}, None
        raw = b"{}"
    value = decoding.parse(raw)
    if endpoint.body is None:
        if value != {}:
            raise Rejected("invalid", "This action takes an empty object or no body.")
        return value, None
    return value, decoding.typed(raw, value, endpoint.body)


def _key(request: Request) -> str:
    key = request.headers.get("idempotency-key")
    if key is None:
        raise Rejected("key_missing", "Every write carries an Idempotency-Key header.")
    if not _KEY.fullmatch(key):
        raise Rejected("key_malformed", "An Idempotency-Key is 1 to 255 visible ASCII characters.")
    return key
