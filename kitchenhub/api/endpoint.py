"""What a route is: one declaration that serves routing, roles, decoding and the OpenAPI document.

Subjects list their endpoints in `routes.py`. Path parameters are handed to the function by position, in
the order of the path, then the body or the query when there is one.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kitchenhub.roles import Roles

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
PUBLIC: Roles = frozenset()


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A method and a path under `/api/v1`, who may call it and what it takes and answers.

    `codes` are the trade's rejections it may answer besides the usual ones; they are part of the
    documentation. `public` endpoints need no credential. An endpoint answers 501 when it has neither
    write, read nor edge.
    """

    method: Method
    path: str
    roles: Roles
    summary: str
    write: Callable[..., Any] | None = None
    read: Callable[..., Any] | None = None
    edge: Callable[..., Awaitable[Response]] | None = None
    body: Any = None
    query: Any = None
    answer: Any = None
    status: int = 200
    codes: tuple[str, ...] = ()
    public: bool = False
    media_type: str = "application/json"

    @property
    def name(self) -> str:
        """A stable operation id such as `post_orders_id_fire`."""
        words = self.path.replace("{", "").replace("}", "").replace("-", "_").strip("/").split("/")
        return "_".join([self.method.lower(), *words])


def write(
    method: Method,
    path: str,
    roles: Roles,
    run: Callable[..., Any],
    *,
    summary: str,
    answer: Any,
    body: Any = None,
    status: int = 200,
    codes: tuple[str, ...] = (),
) -> Endpoint:
    """A command: `run(work, *path ids[, body]) -> Result`, handed to the hub with its Idempotency-Key.

    `status` is for the documentation; the Result says what is sent.
    """
    return Endpoint(
        method=method, path=path, roles=roles, summary=summary, write=run, body=body, answer=answer,
        status=status, codes=codes,
    )  # fmt: skip


def read(
    path: str, roles: Roles, run: Callable[..., Any], *, summary: str, answer: Any, query: Any = None
) -> Endpoint:
    """A query: `run(reader, *path ids[, query]) -> Struct`, in one read transaction, off the event loop."""
    return Endpoint(
        method="GET", path=path, roles=roles, summary=summary, read=run, query=query, answer=answer
    )


def edge(
    method: Method,
    path: str,
    roles: Roles,
    run: Callable[[Request, Any], Awaitable[Response]],
    *,
    summary: str,
    answer: Any,
    body: Any = None,
    status: int = 200,
    codes: tuple[str, ...] = (),
    public: bool = False,
    media_type: str = "application/json",
) -> Endpoint:
    """A route that needs the request itself (cookies, files): `await run(request, call)`.

    `call` is the edge's `Call`: principal, hub, decoded body and state of the application.
    """
    return Endpoint(
        method=method, path=path, roles=roles, summary=summary, edge=run, body=body, answer=answer,
        status=status, codes=codes, public=public, media_type=media_type,
    )  # fmt: skip


def not_yet(method: Method, path: str, roles: Roles, summary: str) -> Endpoint:
    """A path of the contract that a later issue builds: 501 `not_yet`, never a silent nothing."""
    return Endpoint(method=method, path=path, roles=roles, summary=summary, status=501, codes=("not_yet",))
