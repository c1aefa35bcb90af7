"""A program for tests: serves a tiny application the way `kitchenhub serve` does, on a free port.

`python -m tests.integration.serving.small_app FOLDER` prints the ready line, then what its life was.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from kitchenhub.serving.listening import listen, url_of
from kitchenhub.serving.running import serve
from kitchenhub.settings import load


async def echo(request: Request) -> Response:
    """Answer with the body after `wait` seconds."""
    if "wait" in request.query_params:
        print("asked", flush=True)
        await asyncio.sleep(float(request.query_params["wait"]))
    return PlainTextResponse(await request.body())


async def flood(socket: WebSocket) -> None:
    """Send for ever, whether anybody reads or not."""
    await socket.accept()
    while True:
        await socket.send_text("x" * 60_000)


class SmallApp:
    """What is served."""

    asgi = Starlette(routes=[Route("/", echo, methods=["GET", "POST"]), WebSocketRoute("/flood", flood)])

    async def start(self) -> None:
        """Say so."""
        print("started", flush=True)

    async def stop(self) -> None:
        """Say so."""
        print("stopped", flush=True)


async def nothing_beside() -> Callable[[], Awaitable[None]]:
    """Nothing runs beside this server."""

    async def end() -> None:
        print("ended", flush=True)

    return end


if __name__ == "__main__":
    settings = load({"data_dir": Path(sys.argv[1])}, {})
    on = listen("127.0.0.1", 0)
    serve(SmallApp(), settings, on, lambda: print(f"ready {url_of(on)}", flush=True), nothing_beside)
    print("over", flush=True)
