"""The live channel over real sockets: who gets in, what comes first, what comes after."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from kitchenhub.store.work import uuid7
from tests.support.server import Server, burger, order


@asynccontextmanager
async def live(
    server: Server, query: str, role: str | None = "manager", **headers: str
) -> AsyncIterator[ClientConnection]:
    if role:
        headers["Authorization"] = f"Bearer {server.tokens[role]}"
    address = f"ws://127.0.0.1:{server.port}/api/v1/live?{query}"
    spoken = [Subprotocol("kitchenhub.v1")]
    async with connect(address, additional_headers=headers, subprotocols=spoken, max_size=None) as socket:
        yield socket


async def frame(socket: ClientConnection) -> dict[str, Any]:
    got: dict[str, Any] = json.loads(await asyncio.wait_for(socket.recv(), 15))
    return got


async def place(server: Server) -> dict[str, Any]:
    return await server.caller("waiter").post("/orders", order(uuid7(), burger(uuid7())))


@pytest.mark.parametrize(
    ("query", "role", "headers", "status"),
    [
        ("topics=floor", None, {}, 401),
        ("topics=floor", "guest", {}, 403),
        ("topics=office", "kitchen", {}, 403),
        ("topics=floor", "manager", {"Origin": "https://evil.example"}, 403),
        ("topics=nonsense", "manager", {}, 404),
        ("topics=station", "manager", {}, 404),
        ("topics=", "manager", {}, 422),
        ("topics=floor&after=x", "manager", {}, 422),
        ("topics=floor&secret=1", "manager", {}, 422),
    ],
)
async def test_who_may_not_listen_is_refused_before_the_handshake_completes(
    server: Server, query: str, role: str | None, headers: dict[str, str], status: int
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with live(server, query, role, **headers):
            raise AssertionError("it was let in")
    assert refused.value.response.status_code == status


async def test_a_snapshot_first_and_then_whole_cards_in_order(server: Server) -> None:
    async with live(server, "topics=floor,station:grill") as socket:
        assert socket.subprotocol == "kitchenhub.v1"
        snapshot = await frame(socket)
        assert snapshot["kind"] == "snapshot"
        assert set(snapshot["topics"]) == {"floor", "station:grill"}
        made = await place(server)
        events = [await frame(socket) for _ in range(2)]
        assert [event["type"] for event in events] == ["order.placed", "ticket.opened"]
        assert events[0]["data"]["id"] == made["id"]
        assert snapshot["seq"] < events[0]["seq"] < events[1]["seq"]


async def test_the_exact_tail_after_the_last_number(server: Server) -> None:
    async with live(server, "topics=floor") as socket:
        first = await frame(socket)
    ids = [(await place(server))["id"] for _ in range(3)]
    async with live(server, f"topics=floor&after={first['seq']}&log={first['log']}") as socket:
        told = [await frame(socket) for _ in range(3)]
    assert [event["kind"] for event in told] == ["event"] * 3
    assert [event["data"]["id"] for event in told] == ids


@pytest.mark.parametrize("query", ["after=99999999&log={log}", "after=1&log=another"])
async def test_a_number_that_is_not_of_this_log_gets_a_snapshot(server: Server, query: str) -> None:
    async with live(server, "topics=menu") as socket:
        log = (await frame(socket))["log"]
    async with live(server, "topics=menu&" + query.format(log=log)) as socket:
        assert (await frame(socket))["kind"] == "snapshot"


async def test_a_quiet_channel_beats(server: Server) -> None:
    async with live(server, "topics=menu") as socket:
        snapshot = await frame(socket)
        beat = await frame(socket)
    assert beat["kind"] == "beat"
    assert beat["log"] == snapshot["log"]
    assert beat["seq"] >= snapshot["seq"]


async def test_rubbish_closes_the_socket_with_its_code(server: Server) -> None:
    async with live(server, "topics=menu") as socket:
        await frame(socket)
        await socket.send("rubbish")
        assert (await frame(socket))["code"] == "bad_message"
        with pytest.raises(ConnectionClosed) as closed:
            await frame(socket)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4009


async def test_what_a_program_has_seen_proves_a_ticket(server: Server) -> None:
    async with live(server, "topics=station:fryer", "kitchen") as socket:
        await frame(socket)
        fries = {"id": uuid7(), "item": "fries", "quantity": 1, "variant": "small"}
        await server.caller("waiter").post("/orders", order(uuid7(), fries))
        opened = await frame(socket)
        assert opened["data"]["proof"]["screens"] == []
        await socket.send(json.dumps({"kind": "seen", "seq": opened["seq"]}))
        proven = await frame(socket)
    assert proven["type"] == "ticket.changed"
    assert len(proven["data"]["proof"]["screens"]) == 1


async def _listen(socket: ClientConnection) -> None:
    while True:
        await socket.recv()


async def test_a_revoked_token_ends_its_socket_within_five_seconds(server: Server) -> None:
    owner = server.caller("owner")
    made = await owner.post("/tokens", {"name": "short", "role": "manager"})
    async with connect(
        f"ws://127.0.0.1:{server.port}/api/v1/live?topics=menu",
        additional_headers={"Authorization": f"Bearer {made['token']}"},
    ) as socket:
        await frame(socket)
        await owner._send("DELETE", f"/tokens/{made['id']}", {}, uuid7(), {})
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(_listen(socket), 8)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4001
