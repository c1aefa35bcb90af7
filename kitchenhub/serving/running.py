"""From a composed application to a listening server and back, in an order that loses nothing.

Start: the application's loops, then the listening. Stop (SIGTERM or Ctrl-C): no new connections, five
seconds for the commands under way, then the application's loops; ten seconds in all at the most.
"""

import asyncio
import gc
import signal
import socket
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import structlog
import uvicorn
import uvloop

from kitchenhub.serving.limits import BoundedHttp, refuse_slow_requests
from kitchenhub.settings import Settings

GRACE_SECONDS = 5
APP_STOP_SECONDS = 3
FRAME_BYTES_MAX = 64 * 1024
PING_SECONDS = 15.0
KEEP_ALIVE_SECONDS = 75
GARBAGE_THRESHOLDS = (50_000, 50, 50)
log = structlog.get_logger("server")


class Running(Protocol):
    """What is served: the composed application."""

    asgi: Any

    async def start(self) -> None:
        """Begin the application's own loops."""
        ...

    async def stop(self) -> None:
        """End them, with nothing half done."""
        ...


class Server(uvicorn.Server):
    """uvicorn, saying once that it listens, and closing what arrives too slowly."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        if self.started:
            self._listening()

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second: whether to stop."""
        if counter % 10 == 0:
            refuse_slow_requests(self.server_state.connections, asyncio.get_running_loop().time())
        return await super().on_tick(counter)


def serve(
    app: Running,
    settings: Settings,
    on: socket.socket,
    ready: Callable[[], None],
    beside: Callable[[], Awaitable[Callable[[], Awaitable[None]]]],
) -> None:
    """Serve until a signal says stop. `ready` is called once it listens.

    `beside` starts what runs beside the HTTP server (the control socket) and answers with what ends it.
    """
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(app, settings, on, ready, beside))


async def _serve(
    app: Running,
    settings: Settings,
    on: socket.socket,
    ready: Callable[[], None],
    beside: Callable[[], Awaitable[Callable[[], Awaitable[None]]]],
) -> None:
    # The writer keeps many small rows for long: looking at all of them again and again finds no garbage.
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    server = Server(server_config(app.asgi, settings), ready)
    # uvicorn raises the signals it caught once more after it ended, when these handlers are back: without
    # them the process would die there, before the application has stopped.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(server, "should_exit", True))
    await app.start()
    try:
        end = await beside()
        try:
            await server.serve(sockets=[on])
        finally:
            await end()
    finally:
        try:
            await asyncio.wait_for(app.stop(), APP_STOP_SECONDS)
        except TimeoutError:
            log.error("stopped before everything had ended", seconds=APP_STOP_SECONDS)


def server_config(asgi: Any, settings: Settings) -> uvicorn.Config:
    """How uvicorn is set: bounded, quiet, and trusting no proxy that is not named."""
    return uvicorn.Config(
        asgi,
        http=BoundedHttp,
        ws="websockets-sansio",
        ws_max_size=FRAME_BYTES_MAX,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
