"""Who a secret belongs to: API tokens and browser sign-ins, looked up by their hash and remembered
shortly.

On the hot path this is one dictionary look-up. What is remembered is checked again after a few seconds,
so that a revocation made anywhere ends requests and sockets within 5 s; one made here forgets everything
at once.
"""

import asyncio
import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from kitchenhub.api.principal import Principal
from kitchenhub.staff.tables import ApiToken, SignIn, StaffMember
from kitchenhub.store.database import Database
from kitchenhub.store.rows import TABLES
from kitchenhub.store.work import Actor

REMEMBERED_SECONDS = 3.0
REMEMBERED_MAX = 10_000
SECRET_LENGTH_MAX = 200
SIGN_IN_LASTS = timedelta(hours=16)

_TOKENS = TABLES[ApiToken].table
_SIGN_INS = TABLES[SignIn].table
_STAFF = TABLES[StaffMember].table
_BY_TOKEN = sa.select(_TOKENS.c.restaurant_id, _TOKENS.c.id, _TOKENS.c.name, _TOKENS.c.role).where(
    _TOKENS.c.token_hash == sa.bindparam("secret_hash"), _TOKENS.c.revoked_at.is_(None)
)
_BY_SIGN_IN = (
    sa.select(_STAFF.c.restaurant_id, _STAFF.c.id, _STAFF.c.name, _STAFF.c.role, _SIGN_INS.c.id)
    .join_from(
        _SIGN_INS,
        _STAFF,
        (_STAFF.c.restaurant_id == _SIGN_INS.c.restaurant_id) & (_STAFF.c.id == _SIGN_INS.c.staff_id),
    )
    .where(
        _SIGN_INS.c.secret_hash == sa.bindparam("secret_hash"),
        _SIGN_INS.c.ended_at.is_(None),
        _SIGN_INS.c.expires_at > sa.bindparam("now"),
        _STAFF.c.archived == sa.literal_column("0"),
    )
)
_Key = tuple[bool, bytes]


class _Remembered(msgspec.Struct, frozen=True):
    principal: Principal
    until: float


def secret_hash(secret: str) -> bytes:
    """How a token or a cookie's secret is kept: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).digest()


class Credentials:
    """Turns secrets into principals for one database. `clock` tells the time that sign-ins expire by."""

    def __init__(
        self, database: Database, clock: Callable[[], str], seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._clock = clock
        self._seconds = seconds
        self._remembered: dict[_Key, _Remembered] = {}
        self._asking: dict[_Key, asyncio.Task[Principal | None]] = {}
        self._generation = 0

    async def resolve(self, bearer: str | None, cookie: str | None) -> Principal | None:
        """The principal of an API token or of a session cookie, or None. The token counts when both
        come.
        """
        secret = bearer or cookie
        if not secret or len(secret) > SECRET_LENGTH_MAX:
            return None
        key = (bool(bearer), secret_hash(secret))
        known = self._remembered.get(key)
        if known is not None and self._seconds() < known.until:
            return known.principal
        asking = self._asking.get(key)
        if asking is None:
            asking = self._asking[key] = asyncio.create_task(self._ask(key, self._generation))
        return await asyncio.shield(asking)

    def forget(self) -> None:
        """Forget everything: call after a token was revoked, a sign-in ended or the staff changed."""
        self._generation += 1
        self._remembered.clear()
        self._asking.clear()

    async def _ask(self, key: _Key, generation: int) -> Principal | None:
        try:
            principal = await asyncio.to_thread(self._look_up, key)
        finally:
            if generation == self._generation:
                self._asking.pop(key, None)
        if generation == self._generation:
            self._remembered.pop(key, None)
            if principal is not None:
                if len(self._remembered) >= REMEMBERED_MAX:
                    self._remembered.clear()
                self._remembered[key] = _Remembered(principal, self._seconds() + REMEMBERED_SECONDS)
        return principal

    def _look_up(self, key: _Key) -> Principal | None:
        by_token, hashed = key
        statement = self._database.compiled(_BY_TOKEN if by_token else _BY_SIGN_IN)
        given: dict[str, Any] = {"secret_hash": hashed, "now": self._clock()}
        with self._database.reading() as session:
            found = session.fetch(statement.sql, [given[name] for name in statement.names])
        if not found:
            return None
        restaurant_id, id, name, role, *sign_in = found[0]
        actor = Actor("token" if by_token else "staff", id, name, role)
        return Principal(restaurant_id, actor, sign_in[0] if sign_in else None)
