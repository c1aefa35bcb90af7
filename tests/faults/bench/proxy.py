"""A bad line: a TCP proxy that reads one request at a time and does to it what its script says.

`pass` nothing · `delay` requests overtake each other · `drop_request` the line breaks before the server has
it · `drop_answer` and `rst` after · `half_open` silence · `slow` the answer drips · `duplicate` the request
arrives twice at once · `echo` it arrives again after the answer.
"""

import asyncio
import random
import socket
import struct
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec

from tests.faults.bench.journal import same_answer

ACTS = ("pass", "delay", "drop_request", "drop_answer", "rst", "half_open", "slow", "duplicate", "echo")
DELAY_SECONDS_MAX = 0.3
SILENCE_SECONDS = 1.5
DRIPS = 8
_HEAD_END = b"\r\n\r\n"


class Proxy:
    """Listens on loopback and forwards to the port that `target` says. `faults` are different answers
    to one request.
    """

    def __init__(self, target: Callable[[], int], script: Callable[[], str], dice: random.Random) -> None:
        self._target = target
        self._script = script
        self._dice = dice
        self._tasks: set[asyncio.Task[None]] = set()
        self.acts: Counter[str] = Counter()
        self.faults: list[str] = []

    async def start(self) -> None:
        """Listen; `url` is where."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Drop everything."""
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._spawn(self._serve(reader, writer))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(await _message(reader), writer):
                pass
        except (OSError, EOFError):
            pass  # either side went away, which is what this line is for
        finally:
            writer.close()

    async def _one(self, request: bytes, writer: asyncio.StreamWriter) -> bool:
        """Do to a request what the script says; whether the connection goes on."""
        act = self._script()
        self.acts[act] += 1
        if act == "drop_request":
            return False
        if act == "delay":
            await asyncio.sleep(self._dice.uniform(0, DELAY_SECONDS_MAX))
        twin = asyncio.ensure_future(self._forward(request)) if act == "duplicate" else None
        answer = await self._forward(request)
        if twin is not None:
            self._compare(answer, await twin)
        return await self._hand_back(act, request, answer, writer)

    async def _hand_back(self, act: str, request: bytes, answer: bytes, writer: asyncio.StreamWriter) -> bool:
        if act in ("drop_answer", "rst"):
            if act == "rst":
                linger = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            return False
        if act == "half_open":
            await asyncio.sleep(SILENCE_SECONDS)
            return False
        step = max(1, len(answer) // DRIPS) if act == "slow" else len(answer)
        for at in range(0, len(answer), step):
            writer.write(answer[at : at + step])
            await writer.drain()
            await asyncio.sleep(0.01 if act == "slow" else 0)
        if act == "echo":
            self._spawn(self._again(request, answer))
        return True

    async def _again(self, request: bytes, answer: bytes) -> None:
        await asyncio.sleep(self._dice.uniform(0, DELAY_SECONDS_MAX))
        self._compare(answer, await self._forward(request))

    def _compare(self, first: bytes, second: bytes) -> None:
        answers = [_decoded(one) for one in (first, second)]
        if 503 not in (answers[0][0], answers[1][0]) and not same_answer(*answers):
            self.faults.append(f"{answers[0]} and {answers[1]}")

    async def _forward(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._target())
        try:
            writer.write(request)
            return await _message(reader)
        finally:
            writer.close()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One whole request or answer. Raises EOFError."""
    head = await reader.readuntil(_HEAD_END)
    _, found, rest = head.lower().partition(b"content-length:")
    return head + await reader.readexactly(int(rest.split(b"\r", 1)[0]) if found else 0)


def _decoded(answer: bytes) -> tuple[int, dict[str, object]]:
    head, _, body = answer.partition(_HEAD_END)
    return int(head.split()[1]), msgspec.json.decode(body)
