"""One screen that never reads, among ten: it delays nobody, and cannot keep the server from stopping
(F5, F7).
"""

import asyncio
import base64
import os
from pathlib import Path

import pytest

from kitchenhub.simulate.screens import Screen
from kitchenhub.store.work import uuid7
from tests.support.server import Server, order, serving

HEALTHY = 9
ORDERS = 60
LINES = 120
STOP_SECONDS_MAX = 10


async def frozen_screen(server: Server) -> asyncio.StreamWriter:
    """A socket that shakes hands and then never reads again; its buffer is kept small."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=1024)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET /api/v1/live?topics=floor,stations HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
        "Sec-WebSocket-Version: 13\r\n"
        f"Authorization: Bearer {server.tokens['manager']}\r\n\r\n".encode()
    )
    assert b" 101 " in (await reader.readuntil(b"\r\n"))
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    return writer


@pytest.mark.timeout(180)
async def test_a_screen_that_never_reads_delays_no_other_and_no_stop(tmp_path: Path) -> None:
    async with serving(tmp_path / "data", roles=("manager", "waiter")) as server:
        frozen = await frozen_screen(server)
        screens = [Screen(server.url, server.tokens["manager"], "floor,stations") for _ in range(HEALTHY)]
        tasks = [asyncio.create_task(screen.run()) for screen in screens]
        for screen in screens:
            await asyncio.wait_for(screen.connected.wait(), 20)
        waiter = server.caller("waiter")
        placed: set[str] = set()
        slowest = 0.0
        note = "x" * 400
        for _ in range(ORDERS):  # about 10 MB of events for each screen, more than kernels buffer
            lines = [{"id": uuid7(), "item": "salad", "quantity": 1, "note": note} for _ in range(LINES)]
            begun = asyncio.get_running_loop().time()
            made = await waiter.post("/orders", order(uuid7(), *lines))
            slowest = max(slowest, asyncio.get_running_loop().time() - begun)
            placed.add(made["id"])
        for screen in screens:
            async with asyncio.timeout(20):
                while not placed <= screen.shown:
                    await asyncio.sleep(0.05)
        assert slowest < 5, f"an order waited {slowest:.1f} s beside a frozen screen"
        took = await asyncio.to_thread(server.stop)
        assert took <= STOP_SECONDS_MAX, f"the frozen screen held the stop for {took:.1f} s"
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        frozen.close()
