"""Several restaurants in one installation: what belongs to one does not exist for the others."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest

from kitchenhub.simulate.calling import Caller, Refused
from kitchenhub.store.work import uuid7
from tests.support.engines import Postgres
from tests.support.server import SMALL, Server, burger, order, serving

pytestmark = pytest.mark.timeout(120)


class Houses(NamedTuple):
    """A server with two restaurants, and an owner's token for each."""

    server: Server
    first: Caller
    second: Caller


@pytest.fixture(params=["sqlite", "postgres"])
async def houses(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Houses]:
    environ = {}
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        environ["KITCHENHUB_DATABASE_URL"] = server.make_database()
    async with serving(tmp_path / "data", None, ("owner",), **environ) as house:
        file = tmp_path / "osteria.yaml"
        file.write_text(SMALL.read_text().replace("Trattoria Aurora", "Osteria Bella"))
        data = ("--data", str(house.folder))
        number = await asyncio.to_thread(house.command, "restaurant", "add", str(file), *data)
        assert number.strip() == "2"
        words = ("token", "create", "second", "--role", "owner", "--restaurant", "2", *data)
        house.tokens["second"] = (await asyncio.to_thread(house.command, *words)).strip()
        yield Houses(house, house.caller("owner"), house.caller("second"))


async def until_served(caller: Caller) -> None:
    """A restaurant that was added beside a running server is served in a moment."""
    async with asyncio.timeout(10):
        while (await caller.get("/restaurant"))["name"] != "Osteria Bella":
            await asyncio.sleep(0.1)


async def test_ids_of_another_restaurant_do_not_exist(houses: Houses) -> None:
    await until_served(houses.second)
    placed = await houses.first.post("/orders", order(uuid7(), burger(uuid7())))
    ticket = (await houses.first.get("/stations/grill/tickets"))["tickets"][0]["id"]
    line = placed["lines"][0]["id"]
    for method, path in (
        ("get", f"/orders/{placed['id']}"),
        ("post", f"/orders/{placed['id']}/fire"),
        ("post", f"/orders/{placed['id']}/bills"),
        ("post", f"/orders/{placed['id']}/hand-over"),
        ("post", f"/tickets/{ticket}/bump"),
    ):
        with pytest.raises(Refused) as refused:
            await getattr(houses.second, method)(path)
        assert refused.value.code == "not_found", path
    act = {"quantity": 1, "reason": "no"}
    with pytest.raises(Refused) as refused:
        await houses.second.post(f"/orders/{placed['id']}/lines/{line}/void", act)
    assert refused.value.code == "not_found"
    assert (await houses.second.get("/orders"))["orders"] == []
    assert (await houses.second.get("/stations/grill/tickets"))["tickets"] == []


async def test_each_counts_its_own_orders_events_and_keys(houses: Houses) -> None:
    await until_served(houses.second)
    id, key = uuid7(), uuid7()
    body = order(id, burger(uuid7()))
    first = await houses.first.post("/orders", body, key=key)
    second = await houses.second.post("/orders", body, key=key)
    assert (first["number"], second["number"]) == (1, 1)
    logs = {(await caller.get("/events"))["log"] for caller in (houses.first, houses.second)}
    assert len(logs) == 2
    data = ("--data", str(houses.server.folder))
    listed = await asyncio.to_thread(houses.server.command, "restaurant", "list", *data)
    assert listed.splitlines() == ["1  Trattoria Aurora", "2  Osteria Bella"]
    await asyncio.to_thread(houses.server.command, "verify", *data)
    refused = await asyncio.to_thread(
        houses.server.command, "token", "create", "x", "--role", "owner", *data, code=2
    )
    assert refused == ""


async def test_people_choose_their_restaurant_before_they_sign_in(houses: Houses) -> None:
    await until_served(houses.second)
    async with httpx2.AsyncClient(base_url=houses.server.url) as browser:
        choice = (await browser.get("/")).text
        assert "Osteria Bella" in choice
        assert "Luca" not in choice
        assert "Luca" in (await browser.get("/?restaurant=2")).text
        key = {"Idempotency-Key": uuid7(), "Origin": houses.server.url}
        body = {"staff": "ada", "pin": "2580", "restaurant": 2}
        signed = await browser.post("/api/v1/sessions", json=body, headers=key)
        assert signed.status_code == 201, signed.text
        assert (await browser.get("/api/v1/restaurant")).json()["name"] == "Osteria Bella"
