"""HTTP as uvicorn speaks it, with bounds on the head and on how long a request may take to arrive.

A client that sends its request a byte a second, or a head without end, is answered with a problem document
and closed; it never holds a connection for long. Bodies are bounded by the API itself.
"""

from typing import Any

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kitchenhub.api.problems import MEDIA_TYPE, Problem

HEAD_BYTES_MAX = 16 * 1024
ARRIVES_IN_SECONDS = 10.0
_MALFORMED = (400, "Bad Request", "malformed", "This is not an HTTP request that can be read.")
_HEAD_TOO_LARGE = (431, "Request Header Fields Too Large", "too_large", "The head may have 16 KiB.")
_TOO_SLOW = (408, "Request Timeout", "too_slow", "A request has to arrive within 10 s.")


class BoundedHttp(HttpToolsProtocol):
    """One connection. `due_at` is the loop's time by which the request being sent must have arrived."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.due_at: float | None = self.loop.time() + ARRIVES_IN_SECONDS
        self._in_head = False
        self._idle = True
        self._begun = 0
        self._head_bytes = 0
        self._head_too_large = False

    def data_received(self, data: bytes) -> None:
        """Feed the parser, and refuse a head that goes on and on."""
        was_in_head, was_idle, begun_before = self._in_head, self._idle, self._begun
        super().data_received(data)
        begun = self._begun - begun_before
        # Where a head began inside the data is not known; then only its whole headers count, below.
        if self._in_head and (begun == 0 if was_in_head else was_idle and begun == 1):
            self._count(len(data))
        if self._head_too_large and not self.transport.is_closing():
            self._refuse(*_HEAD_TOO_LARGE)

    def on_message_begin(self) -> None:
        """A request begins to arrive."""
        self._in_head, self._idle = True, False
        self._begun += 1
        self._head_bytes = 0
        self.due_at = self.loop.time() + ARRIVES_IN_SECONDS
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A part of the target."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A whole header."""
        self._count(len(name) + len(value) + 4)
        if self._head_too_large:
            raise ValueError("head too large")  # ends the parsing; the answer says why
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request has arrived."""
        self.due_at = None
        self._idle = True
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """The connection becomes a WebSocket, which has limits of its own."""
        self.due_at = None
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        """A request that the parser gave up on."""
        self._refuse(*(_HEAD_TOO_LARGE if self._head_too_large else _MALFORMED))

    def refuse_slow(self) -> None:
        """End a connection whose request did not arrive in time; one that sent nothing yet just ends."""
        self.due_at = None
        if self._in_head or (self.cycle is not None and not self.cycle.response_started):
            self._refuse(*_TOO_SLOW)
        else:
            self.transport.close()

    def _count(self, size: int) -> None:
        self._head_bytes += size
        self._head_too_large = self._head_bytes > HEAD_BYTES_MAX

    def _refuse(self, status: int, reason: str, code: str, detail: str) -> None:
        body = msgspec.json.encode(
            Problem(
                type=f"urn:kitchenhub:problem:{code}", title=reason, status=status, detail=detail, code=code,
                retryable=False,
            )
        )  # fmt: skip
        head = (
            f"HTTP/1.1 {status} {reason}\r\ncontent-type: {MEDIA_TYPE}\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
        if self.cycle is not None:
            self.cycle.disconnected = True


def refuse_slow_requests(connections: Any, now: float) -> None:
    """Go through a server's connections and end those whose request is overdue; call it every second."""
    for connection in list(connections):
        if isinstance(connection, BoundedHttp) and connection.due_at is not None and connection.due_at < now:
            connection.refuse_slow()
