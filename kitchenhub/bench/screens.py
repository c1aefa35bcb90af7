"""Bench screens: WebSocket clients that count frames and note the last number and when an order was
seen.
"""

import asyncio
import base64
import os
import re
import time

_EVENT = b'"kind":"event","seq":'
_SEQ = re.compile(rb'"kind":"event","seq":(\d+)')
_ORDER = re.compile(rb'"type":"order\.placed","topic":"floor","at":"[^"]+","data":\{"id":"([0-9a-f-]{36})"')


class Screen:
    """One live socket. With `stalled` it never reads after the handshake."""

    def __init__(self, host: str, port: int, path: str, token: str, *, stalled: bool = False) -> None:
        self._host = host
        self._port = port
        self._path = path
        self._token = token
        self._stalled = stalled
        self.frames = 0
        self.snapshots = 0
        self.seqs: list[int] = []
        self.keep_seqs = False
        self.seen_at: dict[str, float] | None = None
        self._last_seq = 0
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Shake hands and start reading."""
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port, limit=2**22)
        key = base64.b64encode(os.urandom(16)).decode()
        self._writer.write(
            (
                f"GET {self._path} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                f"Sec-WebSocket-Protocol: kitchenhub.v1\r\nAuthorization: Bearer {self._token}\r\n\r\n"
            ).encode()
        )
        head = await self._reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise RuntimeError(f"no live channel: {head[:200]!r}")
        await self._frame()
        if not self._stalled:
            self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._say_seen())]

    async def _read(self) -> None:
        while True:
            payload = await self._frame()
            now = time.perf_counter()
            self.frames += 1
            self.snapshots += payload.startswith(b'{"kind":"snapshot"')
            last = payload.rfind(_EVENT)
            if last >= 0:
                self._last_seq = int(payload[last + len(_EVENT) : payload.index(b",", last + len(_EVENT))])
            if self.keep_seqs:
                self.seqs += [int(found) for found in _SEQ.findall(payload)]
            if self.seen_at is not None:
                for found in _ORDER.findall(payload):
                    self.seen_at.setdefault(found.decode(), now)

    async def _say_seen(self) -> None:
        """Once a second, as a painted screen does: everything up to the last number is on it."""
        while True:
            await asyncio.sleep(1)
            text = b'{"kind":"seen","seq":%d}' % self._last_seq
            self._writer.write(bytes([0x81, 0x80 | len(text)]) + bytes(4) + text)

    async def _frame(self) -> bytes:
        first, second = await self._reader.readexactly(2)
        length = second & 0x7F
        if length == 126:
            length = int.from_bytes(await self._reader.readexactly(2), "big")
        elif length == 127:
            length = int.from_bytes(await self._reader.readexactly(8), "big")
        payload = await self._reader.readexactly(length)
        if first & 0x0F == 9:
            self._writer.write(bytes([0x8A, 0x80 | len(payload)]) + bytes(4) + payload)
        return payload

    def close(self) -> None:
        """Drop the socket. Raises what a reader died of: a screen that does not read measures nothing."""
        for task in self._tasks:
            if task.done():
                task.result()
            task.cancel()
        self._writer.close()
