"""Route × role: what the registry grants is granted, everything else is refused."""

import httpx2
import pytest

from kitchenhub.api.endpoint import Endpoint
from kitchenhub.endpoints import ENDPOINTS
from kitchenhub.store.work import uuid7
from tests.support.server import ROLES, Server

_MADE_UP = {"id": "none", "line": "none", "station": "none", "day": "2020-01-01", "slip": "1"}

# Only a browser can sign out: a token has no session, and is told so with 403.
_WALKED = [endpoint for endpoint in ENDPOINTS if endpoint.name != "delete_session"]


async def status(server: Server, endpoint: Endpoint, token: str | None) -> int:
    path = endpoint.path
    for name, value in _MADE_UP.items():
        path = path.replace("{" + name + "}", value)
    headers = {"Idempotency-Key": uuid7()} if endpoint.method != "GET" else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    async with httpx2.AsyncClient(base_url=f"{server.url}/api/v1") as client:
        body: dict[str, str] | None = {} if endpoint.method != "GET" else None
        return (await client.request(endpoint.method, path, json=body, headers=headers)).status_code


@pytest.mark.parametrize("endpoint", _WALKED, ids=lambda one: f"{one.method} {one.path}")
async def test_a_route_admits_exactly_the_roles_that_it_names(server: Server, endpoint: Endpoint) -> None:
    anonymous = await status(server, endpoint, None)
    assert (anonymous == 401) == (not endpoint.public), anonymous
    for role in ROLES:
        found = await status(server, endpoint, server.tokens[role])
        assert found < 500 or found == 501, f"{role}: {found}"
        if not endpoint.public:
            assert (found == 403) == (role not in endpoint.roles), f"{role}: {found}"


async def test_what_is_in_no_registry_does_not_exist(server: Server) -> None:
    async with httpx2.AsyncClient(base_url=server.url) as client:
        headers = {"Authorization": f"Bearer {server.tokens['owner']}"}
        for path in ("/api/v1/secrets", "/api/v1/orders/x/y/z", "/admin", "/static/../app.py"):
            assert (await client.get(path, headers=headers)).status_code == 404
        assert (await client.delete("/api/v1/orders", headers=headers)).status_code == 405
