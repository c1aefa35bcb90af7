"""The control socket: how a command-line command reaches the server that holds the data folder.

A Unix socket in the data folder (mode 0600): whoever may open it may read the database anyway. One request
and one answer a connection, each a line of JSON. It knows no subject; the handlers come from outside.
"""

import asyncio
import json
import os
import socket
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog

from kitchenhub.errors import CannotStart, Rejected

SOCKET_FILE = "control.sock"
LINE_BYTES_MAX = 16 * 1024 * 1024
PATH_BYTES_MAX = 100  # a Unix socket's path ends at 107 bytes on Linux, 103 elsewhere
ANSWER_WITHIN_SECONDS = 120.0
Handler = Callable[[dict[str, Any]], Awaitable[Any]]
log = structlog.get_logger("control")


class NobodyListens(Exception):
    """There is no control socket, or no server behind it."""


class Refused(Exception):
    """The server understood and refused; the text says why."""


async def listen(data_dir: Path, handlers: Mapping[str, Handler]) -> Callable[[], Awaitable[None]]:
    """Answer control requests until the returned function is awaited. The caller holds the folder's lock."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = json.loads(await reader.readline())
            reply = await _reply(handlers, request)
            writer.write(json.dumps(reply).encode() + b"\n")
            await writer.drain()
        except (OSError, ValueError, asyncio.LimitOverrunError) as fault:
            log.warning("control request broke off", fault=str(fault))
        finally:
            writer.close()

    server = await asyncio.start_unix_server(answer, sock=_bind(data_dir), limit=LINE_BYTES_MAX)

    async def end() -> None:
        server.close()
        _remove(data_dir)

    return end


async def _reply(handlers: Mapping[str, Handler], request: Any) -> dict[str, Any]:
    handler = handlers.get(request.get("command", "")) if isinstance(request, dict) else None
    if handler is None:
        return {"refused": "This server does not know that command; is it an older version?"}
    try:
        return {"done": await handler(request.get("arguments", {}))}
    except (Rejected, CannotStart) as refusal:
        return {"refused": str(refusal)}
    except Exception:  # the outer edge of a control request: the server goes on, the log has the stack
        log.exception("bug", command=request["command"])
        return {"refused": "Something broke in the server; its log says what."}


def ask(data_dir: Path, command: str, arguments: Mapping[str, Any]) -> Any:
    """Let the running server do a command. Raises NobodyListens, or Refused."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(ANSWER_WITHIN_SECONDS)
        try:
            with _path(data_dir) as path:
                asking.connect(path)
        except OSError as fault:
            raise NobodyListens(str(fault)) from None
        try:
            asking.sendall(json.dumps({"command": command, "arguments": arguments}).encode() + b"\n")
            with asking.makefile("rb") as answers:
                line = answers.readline()
        except OSError:
            line = b""
    if not line:
        raise Refused("The server went away before it answered; look whether it was done.")
    reply = json.loads(line)
    if "refused" in reply:
        raise Refused(reply["refused"])
    return reply["done"]


def ask_patiently(data_dir: Path, command: str, arguments: Mapping[str, Any], seconds: float) -> Any:
    """`ask`, again and again for a while: a server that is just starting listens in a moment."""
    until = time.monotonic() + seconds
    while True:
        try:
            return ask(data_dir, command, arguments)
        except NobodyListens:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _bind(data_dir: Path) -> socket.socket:
    _remove(data_dir)  # a killed server leaves its socket behind
    bound = socket.socket(socket.AF_UNIX)
    with _path(data_dir) as path:
        bound.bind(path)
        Path(path).chmod(0o600)  # nobody can connect before it listens
    return bound


def _remove(data_dir: Path) -> None:
    (data_dir / SOCKET_FILE).unlink(missing_ok=True)


@contextmanager
def _path(data_dir: Path) -> Iterator[str]:
    path = data_dir / SOCKET_FILE
    if len(os.fsencode(path)) <= PATH_BYTES_MAX:
        yield str(path)
        return
    folder = os.open(data_dir, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{SOCKET_FILE}"  # a name for the folder that is short enough
    finally:
        os.close(folder)
