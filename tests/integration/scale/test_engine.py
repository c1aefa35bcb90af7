"""PostgreSQL as the shipped commands use it: made, served, copied, restored, killed and paused."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from kitchenhub.simulate.calling import Refused
from kitchenhub.store.work import uuid7
from tests.integration.scale.test_processes import events_of, placed, salad
from tests.support.engines import Postgres
from tests.support.server import SMALL, Server, serving

pytestmark = pytest.mark.timeout(150)


@pytest.fixture
async def own_postgres() -> AsyncIterator[Postgres]:
    """A server that the test may kill."""
    server = await asyncio.to_thread(Postgres)
    await asyncio.to_thread(server.start)
    yield server
    await asyncio.to_thread(server.stop)


async def test_a_copy_made_under_load_verifies_and_is_restored_to_either_engine(
    tmp_path: Path, postgres: Postgres
) -> None:
    copy = tmp_path / "copy.db"
    async with serving(
        tmp_path / "data", roles=("owner", "waiter"), KITCHENHUB_DATABASE_URL=postgres.make_database()
    ) as server:
        load = asyncio.create_task(placed(server.caller("waiter"), 30))
        data = ("--data", str(server.folder))
        await asyncio.to_thread(server.command, "backup", str(copy), *data)
        await load
        said = await asyncio.to_thread(server.command, "restore", str(copy), *data, code=2)
        assert said == ""
        events = await events_of(server)
    on_file = Server(tmp_path / "file")
    on_file.command("restore", str(copy), "--data", str(on_file.folder))
    on_file.command("verify", "--data", str(on_file.folder))
    other = Server(tmp_path / "other", KITCHENHUB_DATABASE_URL=postgres.make_database())
    other.command("restore", str(copy), "--data", str(other.folder))
    other.command("verify", "--data", str(other.folder))
    other.tokens = server.tokens
    try:
        await asyncio.to_thread(other.start)
        restored = await events_of(other)
        placed_then = [one["data"] for one in restored if one["type"] == "order.placed"]
        assert placed_then
        assert (
            placed_then
            == [one["data"] for one in events if one["type"] == "order.placed"][: len(placed_then)]
        )
        await other.caller("waiter").post("/orders", salad())
    finally:
        await other.close()


async def test_what_was_answered_survives_kills_of_postgresql(tmp_path: Path, own_postgres: Postgres) -> None:
    url = own_postgres.make_database()
    async with serving(tmp_path / "data", roles=("owner", "waiter"), KITCHENHUB_DATABASE_URL=url) as server:
        waiter = server.caller("waiter")
        answered: set[str] = set()
        for _ in range(3):
            load = asyncio.create_task(placed(waiter, 12))
            await asyncio.sleep(0.3)
            await asyncio.to_thread(own_postgres.kill)
            await asyncio.sleep(0.5)
            await asyncio.to_thread(own_postgres.start)
            answered |= await load  # each call repeats under its key until it is answered
        orders = await server.caller("owner").every("/orders", "orders", open="true")
        assert {one["id"] for one in orders} == answered
        events = await events_of(server)
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
        await asyncio.to_thread(server.command, "verify", "--data", str(server.folder))


async def test_a_frozen_postgresql_is_waited_for_and_nothing_is_lost(
    tmp_path: Path, own_postgres: Postgres
) -> None:
    url = own_postgres.make_database()
    async with serving(tmp_path / "data", roles=("owner", "waiter"), KITCHENHUB_DATABASE_URL=url) as server:
        waiter = server.caller("waiter")
        load = asyncio.create_task(placed(waiter, 30))
        await asyncio.sleep(0.3)
        own_postgres.freeze()
        await asyncio.sleep(3)
        assert not load.done()
        async with httpx2.AsyncClient(base_url=server.url) as browser:
            assert (await browser.get("/health/live", timeout=2)).status_code == 200
        own_postgres.freeze(signal.SIGCONT)
        ids = await load
        orders = await server.caller("owner").every("/orders", "orders", open="true")
        assert {one["id"] for one in orders} == ids
        await asyncio.to_thread(server.command, "verify", "--data", str(server.folder))


async def test_a_postgresql_that_is_away_is_a_clear_refusal_and_the_key_stays_good(
    tmp_path: Path, own_postgres: Postgres
) -> None:
    url = own_postgres.make_database()
    async with serving(tmp_path / "data", roles=("owner", "waiter"), KITCHENHUB_DATABASE_URL=url) as server:
        waiter = server.caller("waiter")
        await placed(waiter, 2)
        await asyncio.to_thread(own_postgres.kill)
        body, key = salad(), uuid7()
        with pytest.raises(Refused) as refused:
            await waiter.post("/orders", body, key=key)
        assert (refused.value.status, refused.value.problem["retryable"]) == (503, True)
        own_postgres.start()
        assert (await waiter.post("/orders", body, key=key))["number"] == 3


async def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    url = "postgresql://somebody:secret@127.0.0.1:9/nothing"
    server = Server(tmp_path / "data", KITCHENHUB_DATABASE_URL=url)
    file = tmp_path / "house.yaml"
    file.write_text(SMALL.read_text())
    said = await asyncio.to_thread(server.refused, "init", str(file), "--data", str(server.folder))
    assert "127.0.0.1:9/nothing" in said
    assert "secret" not in said
    assert len(said.strip().splitlines()) == 1
