"""The cheapest possible HTTP client: one connection, one request at a time, only as much parsing as the
bench needs.
"""

import asyncio


class Connection:
    """A kept-alive connection to a loopback server."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port

    async def open(self) -> None:
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """Send a whole request; status and body of the answer."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        at = lower.index(b"content-length:") + 15
        length = int(lower[at : lower.index(b"\r", at)])
        return int(head[9:12]), await self._reader.readexactly(length)

    def close(self) -> None:
        """Drop the connection."""
        self._writer.close()
