"""Bad screens: they shake hands and then read nothing, or too little, or only after a while."""

import asyncio
import base64
import os
import socket

from tests.support.server import Server

BUFFER_BYTES = 4_096
DRIP_BYTES = 1_000


class SlowScreen:
    """A raw socket on the live channel with a small buffer. `gone` is set once the server dropped it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.gone = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Subscribe; from here on nothing is read."""
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        raw.setblocking(False)
        await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", self._server.port))
        self._reader, self._writer = await asyncio.open_connection(sock=raw, limit=BUFFER_BYTES)
        key = base64.b64encode(os.urandom(16)).decode()
        self._writer.write(
            f"GET /api/v1/live?topics=floor,stations HTTP/1.1\r\nHost: 127.0.0.1:{self._server.port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n"
            f"Authorization: Bearer {self._server.tokens['manager']}\r\n\r\n".encode()
        )
        assert b" 101 " in await self._reader.readuntil(b"\r\n")
        self._writer.transport.pause_reading()  # type: ignore[attr-defined]

    def read(self, *, after_seconds: float = 0.0, bytes_a_second: int | None = None) -> None:
        """Begin to read after a while, all or so much a second."""
        self._reading = asyncio.create_task(self._read(after_seconds, bytes_a_second))

    async def _read(self, after_seconds: float, bytes_a_second: int | None) -> None:
        await asyncio.sleep(after_seconds)
        self._writer.transport.resume_reading()  # type: ignore[attr-defined]
        try:
            while await self._reader.read(bytes_a_second or 65_536):
                await asyncio.sleep(1 if bytes_a_second else 0)
        except OSError:
            pass  # a reset is one way to be dropped
        self.gone.set()

    async def close(self) -> None:
        """Go away."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        self._writer.close()
