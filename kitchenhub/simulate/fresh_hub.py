"""A hub of its own for a simulation: a real server process on a fresh data folder and a free port."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from kitchenhub.errors import CannotStart
from kitchenhub.restaurant.file import RestaurantFile
from kitchenhub.restaurant.writing import write_restaurant

READY_SECONDS = 30.0
STOP_SECONDS = 15.0


class FreshHub:
    """A running server, where it listens and the tokens of its clients by role."""

    def __init__(self, folder: Path, url: str, tokens: dict[str, str]) -> None:
        self.folder = folder
        self.url = url
        self.tokens = tokens


@asynccontextmanager
async def fresh_hub(folder: Path, file: RestaurantFile, roles: tuple[str, ...]) -> AsyncIterator[FreshHub]:
    """Make the restaurant in `folder`, serve it, and stop the server at the end.

    The server's log goes to `server.log` in the folder. Raises CannotStart.
    """
    folder.mkdir(parents=True, exist_ok=True)
    described = folder / "restaurant.yaml"
    described.write_text(write_restaurant(file, pins=True))
    await _command("init", str(described), "--data", str(folder))
    tokens = {
        role: await _command("token", "create", role, "--role", role, "--data", str(folder)) for role in roles
    }
    with (folder / "server.log").open("wb") as log:
        server = await asyncio.create_subprocess_exec(
            *_kitchenhub("serve", "--data", str(folder), "--port", "0"), stdout=subprocess.PIPE, stderr=log
        )
        try:
            yield FreshHub(folder, await _ready(server), tokens)
        finally:
            await _stop(server)


def _kitchenhub(*words: str) -> list[str]:
    return [sys.executable, "-m", "kitchenhub", *words]


async def _command(*words: str) -> str:
    done = await asyncio.create_subprocess_exec(
        *_kitchenhub(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    )
    out, err = await done.communicate()
    if done.returncode != 0:
        raise CannotStart(f"`kitchenhub {' '.join(words[:2])}` failed: {err.decode().strip()}")
    return out.decode().strip()


async def _ready(server: asyncio.subprocess.Process) -> str:
    assert server.stdout is not None
    try:
        async with asyncio.timeout(READY_SECONDS):
            async for line in server.stdout:
                if line.startswith(b"ready "):
                    return line.decode().split()[1]
    except TimeoutError:
        pass
    raise CannotStart("The simulation's own hub did not become ready; its log says why.")


async def _stop(server: asyncio.subprocess.Process) -> None:
    if server.returncode is None:
        server.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(server.wait(), STOP_SECONDS)
        except TimeoutError:
            server.kill()
            await server.wait()
