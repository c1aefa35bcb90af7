"""One request at the edge: who calls, what was decoded, and the way to the hub."""

from collections.abc import Callable
from typing import Any, Protocol

import msgspec

from kitchenhub.api.principal import Principal
from kitchenhub.hub import Hub
from kitchenhub.store.work import Actor, Work
from kitchenhub.store.writer import Answer, Command, Result


class Resolver(Protocol):
    """Turns a credential into a principal."""

    async def resolve(self, bearer: str | None, cookie: str | None) -> Principal | None:
        """The principal of a bearer token or a session cookie, or None."""
        ...


class Call(msgspec.Struct, frozen=True):
    """What an edge endpoint is handed besides the request. `state` is the composed application."""

    principal: Principal | None
    hub: Hub
    state: Any
    body: Any
    ids: tuple[str, ...]
    key: str | None
    fingerprint: bytes

    @property
    def caller(self) -> Principal:
        """The principal of an endpoint that is not public."""
        if self.principal is None:
            raise RuntimeError("a public endpoint has no caller")
        return self.principal

    async def submit(self, name: str, run: Callable[[Work], Result]) -> Answer:
        """Run a command as the caller, under the request's Idempotency-Key."""
        return await self.submit_as(self.caller.restaurant_id, self.caller.actor, name, run)

    async def submit_as(
        self, restaurant_id: int, actor: Actor, name: str, run: Callable[[Work], Result]
    ) -> Answer:
        """Run a command as somebody else, for endpoints that nobody has signed in to yet."""
        return await self.hub.submit(Command(name, restaurant_id, actor, run, self.key, self.fingerprint))
