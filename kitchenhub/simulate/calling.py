"""HTTP as a simulated client speaks it: one key per press, the same key again when no answer came."""

import asyncio
from typing import Any

import httpx2

from kitchenhub.store.work import uuid7

TRIES = 8
FIRST_PAUSE_SECONDS = 0.2


class Refused(Exception):
    """The hub said no; `problem` is its document."""

    def __init__(self, path: str, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{path}: {status} {problem.get('code')}: {problem.get('detail')}")
        self.status = status
        self.problem = problem
        self.code = str(problem.get("code"))


class Caller:
    """A client with a token. Its calls are repeated with the same key until there is an answer."""

    def __init__(self, url: str, token: str) -> None:
        limits = httpx2.Limits(max_connections=16, max_keepalive_connections=16)
        self._client = httpx2.AsyncClient(
            base_url=f"{url}/api/v1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=30.0,
            limits=limits,
        )

    async def get(self, path: str, **parameters: str) -> dict[str, Any]:
        """Read; raises Refused."""
        return await self._send("GET", path, None, None, parameters)

    async def every(self, path: str, plural: str, **parameters: str) -> list[dict[str, Any]]:
        """Read a whole list, page by page."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            page = await self.get(path, limit="200", **parameters, **({"cursor": cursor} if cursor else {}))
            found += page[plural]
            cursor = page.get("next")
            if cursor is None:
                return found

    async def post(
        self, path: str, body: dict[str, Any] | None = None, key: str | None = None
    ) -> dict[str, Any]:
        """Write; raises Refused."""
        return await self._send("POST", path, body or {}, key or uuid7(), {})

    async def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Write; raises Refused."""
        return await self._send("PUT", path, body, uuid7(), {})

    async def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Write; raises Refused."""
        return await self._send("PATCH", path, body, uuid7(), {})

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _send(
        self, method: str, path: str, body: Any, key: str | None, parameters: dict[str, str]
    ) -> dict[str, Any]:
        headers = {"Idempotency-Key": key} if key else {}
        pause = FIRST_PAUSE_SECONDS
        for attempt in range(1, TRIES + 1):
            try:
                answer = await self._client.request(
                    method, path, json=body, headers=headers, params=parameters or None
                )
            except httpx2.TransportError:
                if attempt == TRIES:
                    raise
            else:
                if answer.status_code not in (429, 503) or attempt == TRIES:
                    decoded: dict[str, Any] = answer.json()
                    if answer.is_success:
                        return decoded
                    raise Refused(path, answer.status_code, decoded)
            await asyncio.sleep(pause)
            pause *= 2
        raise AssertionError("unreachable")
