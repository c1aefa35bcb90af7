"""The listening process: bounded heads, requests that must arrive in time, and an orderly end."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kitchenhub.errors import CannotStart
from kitchenhub.serving.limits import HEAD_BYTES_MAX, BoundedHttp, refuse_slow_requests
from kitchenhub.serving.listening import listen, url_of


class Process:
    """The small application as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.serving.small_app", str(folder)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.out = self.process.stdout
        assert self.out.readline() == "started\n"
        ready = self.out.readline()
        assert ready.startswith("ready http://127.0.0.1:")
        self.port = int(urlsplit(ready.split()[1]).port or 0)

    def connect(self) -> socket.socket:
        """A connection of a client."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def ask(self, raw: bytes) -> bytes:
        """Send bytes; what comes back until the connection ends."""
        with self.connect() as client:
            client.sendall(raw)
            answer = b""
            while part := client.recv(65_536):
                answer += part
            return answer

    def stop(self) -> tuple[int, str, float]:
        """SIGTERM: exit code, what it still said, and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        said, _ = self.process.communicate(timeout=15)
        return self.process.returncode, said, time.monotonic() - began


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    """A running process."""
    made = Process(tmp_path)
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.communicate()


def test_a_request_is_answered_and_a_signal_ends_in_order(process: Process) -> None:
    body = b"x" * 200_000
    head = f"POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    answer = process.ask(head.encode() + body)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(body)
    assert b"server:" not in answer
    code, said, _ = process.stop()
    assert (code, said) == (0, "ended\nstopped\nover\n")


def test_a_command_under_way_is_answered_before_the_end(process: Process) -> None:
    with process.connect() as client:
        client.sendall(b"GET /?wait=1 HTTP/1.1\r\nHost: h\r\n\r\n")
        assert process.out.readline() == "asked\n"
        code, _, seconds = process.stop()
        assert client.recv(65_536).startswith(b"HTTP/1.1 200")
    assert code == 0
    assert seconds < 5


def test_a_frozen_screen_does_not_hold_up_the_end(process: Process) -> None:
    with process.connect() as client:
        client.sendall(
            b"GET /flood HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        assert client.recv(1_000).startswith(b"HTTP/1.1 101")
        code, _, seconds = process.stop()
    assert code == 0
    assert seconds < 10


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: h\r\nX-Long: " + b"x" * HEAD_BYTES_MAX + b"\r\n\r\n",
        b"GET /?" + b"x" * HEAD_BYTES_MAX + b" HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\n" + b"X-Many: 1\r\n" * 2_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nX-Endless: " + b"x" * (HEAD_BYTES_MAX + 1),
    ],
    ids=["long header", "long target", "many headers", "endless header"],
)
def test_a_head_above_16_kib_is_refused(process: Process, head: bytes) -> None:
    answer = process.ask(head)
    assert answer.startswith(b"HTTP/1.1 431")
    assert b'"code":"too_large"' in answer


def test_a_head_just_below_the_limit_is_served(process: Process) -> None:
    padding = b"x" * (HEAD_BYTES_MAX - 200)
    answer = process.ask(
        b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Long: " + padding + b"\r\n\r\n"
    )
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "raw",
    [
        b"rubbish\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: h\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ],
    ids=["no http", "negative length", "strange target", "both lengths", "tls"],
)
def test_what_is_no_http_gets_a_problem_document(process: Process, raw: bytes) -> None:
    answer = process.ask(raw)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"application/problem+json" in answer
    assert process.ask(b"GET / HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200")


class Wire(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written, self.closed = b"", False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keep it."""
        self.written += bytes(data)

    def close(self) -> None:
        """Remember it."""
        self.closed = True

    def is_closing(self) -> bool:
        """Whether it was closed."""
        return self.closed


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nHost: h", b"HTTP/1.1 408"),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf", b"HTTP/1.1 408"),
    ],
    ids=["nothing", "half a head", "half a body"],
)
async def test_a_request_that_does_not_arrive_in_ten_seconds_is_ended(
    tmp_path: Path, sent: bytes, said: bytes
) -> None:
    import uvicorn

    async def app(scope: object, receive: object, send: object) -> None:
        await asyncio.Event().wait()

    config = uvicorn.Config(app, http=BoundedHttp, log_config=None, lifespan="off", ws="none")
    state = uvicorn.server.ServerState()
    connection, wire = BoundedHttp(config, state, {}), Wire()
    connection.connection_made(wire)
    connection.data_received(sent) if sent else None
    now = asyncio.get_running_loop().time()
    refuse_slow_requests(state.connections, now + 9)
    assert not wire.closed
    refuse_slow_requests(state.connections, now + 11)
    assert wire.closed
    assert wire.written.startswith(said)
    for task in state.tasks:
        task.cancel()


def test_a_busy_port_is_one_clear_sentence() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        assert url_of(first) == f"http://127.0.0.1:{port}"
        with pytest.raises(CannotStart, match=f"Port {port} on 127.0.0.1 is in use"):
            listen("127.0.0.1", port)
    listen("127.0.0.1", port).close()


def test_an_address_of_nobody_is_one_clear_sentence() -> None:
    with pytest.raises(CannotStart, match=r"192\.0\.2\.1 is not an address of this machine"):
        listen("192.0.2.1", 0)
    with pytest.raises(CannotStart, match="not an address this machine can listen on"):
        listen("no.such.host.invalid", 0)
