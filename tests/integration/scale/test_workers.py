"""`serve --workers`: several processes on one port, of which one may fall."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from tests.integration.scale.test_processes import placed
from tests.support.engines import Postgres
from tests.support.server import serving

pytestmark = pytest.mark.timeout(90)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def test_workers_share_a_port_and_a_fallen_one_is_replaced(tmp_path: Path, postgres: Postgres) -> None:
    environ = {"KITCHENHUB_DATABASE_URL": postgres.make_database(), "KITCHENHUB_WORKERS": "2"}
    async with serving(tmp_path / "data", None, ("waiter",), **environ) as server:
        assert server.process is not None
        first = children(server.process.pid)
        assert len(first) == 2
        ids = await placed(server.caller("waiter"), 5)
        os.kill(first[0], signal.SIGKILL)
        async with asyncio.timeout(20):
            while len(children(server.process.pid)) < 2 or first[0] in children(server.process.pid):
                await asyncio.sleep(0.1)
        ids |= await placed(server.caller("waiter"), 5)
        orders = await server.caller("waiter").every("/orders", "orders", open="true")
        assert {one["id"] for one in orders} == ids
        assert await asyncio.to_thread(server.stop) < 10
        assert server.process.returncode == 0
