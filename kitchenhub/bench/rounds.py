"""The interleaved rounds: hub, floor and echo, one after the other, over and over, each under the same
load.
"""

import contextlib
import itertools
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from kitchenhub.bench.load import Measured, Task
from kitchenhub.bench.preparing import Prepared, Scale, prepare

Server = Literal["hub", "floor", "echo"]
SERVERS: tuple[Server, ...] = ("floor", "hub", "echo")
LOAD_SPARE_SECONDS = 60
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


class Figure(msgspec.Struct, frozen=True):
    """One measurement of one server in one round. Milliseconds, and CPU microseconds an order."""

    server: Server
    clients: int
    screens: int
    orders_a_second: float
    ack_p50_ms: float
    ack_p99_ms: float
    seen_p99_ms: float | None
    cpu_us: float
    refused: int
    events_lost: int


class Bench(msgspec.Struct, frozen=True):
    """All figures of a run, and how many seconds the hub took from its start to ready."""

    rounds: int
    seconds: float
    figures: list[Figure]
    start_seconds: list[float]
    stalled_screen_lost: int


def measure(
    rounds: int,
    seconds: float,
    screens: list[int],
    clients: list[int],
    say: Callable[[str], None],
    scale: Scale,
) -> Bench:
    """Run the rounds. Progress goes to `say`. Raises CannotStart when a server does not come up."""
    with tempfile.TemporaryDirectory(prefix="kitchenhub-bench-") as folder:
        prepared = prepare(Path(folder), say, scale)
        figures: list[Figure] = []
        for sockets, count, turn in itertools.product(screens, clients, range(1, rounds + 1)):
            say(f"{count} clients, {sockets} screens: round {turn} of {rounds}")
            with running(prepared) as servers:
                figures += [_measure(servers, name, count, sockets, seconds) for name in _order_of(turn)]
        say("a stalled screen among healthy ones")
        with running(prepared) as servers:
            stalled = _run_load(servers["hub"], "hub", 16, 15, seconds, stalled=True)
        return Bench(rounds, seconds, figures, prepared.start_seconds, stalled.events_lost)


def _order_of(turn: int) -> tuple[Server, ...]:
    """Another one begins each round, so that none always runs on a warmer machine."""
    at = turn % len(SERVERS)
    return SERVERS[at:] + SERVERS[:at]


class Running(msgspec.Struct, frozen=True):
    """A server process under measurement."""

    pid: int
    port: int
    tokens: list[str]
    path: str


@contextlib.contextmanager
def running(prepared: Prepared) -> Iterator[dict[Server, Running]]:
    """The hub and the floor (which also echoes), each in a process and on files of its own."""
    with prepared.copied() as copy, _floor(copy) as (floor, port):
        with copy.hub() as hub:
            _wait_for(port)
            yield {
                "hub": Running(hub.pid, hub.port, prepared.tokens, "/api/v1/orders"),
                "floor": Running(floor.pid, port, prepared.tokens, "/orders"),
                "echo": Running(floor.pid, port, prepared.tokens, "/echo"),
            }


@contextlib.contextmanager
def _floor(prepared: Prepared) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    port = free_port()
    files = [str(prepared.template), str(prepared.database)]
    process = subprocess.Popen([sys.executable, "-m", "kitchenhub.bench.floor", *files, str(port)])
    try:
        yield process, port
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def _measure(
    servers: dict[Server, Running], name: Server, clients: int, screens: int, seconds: float
) -> Figure:
    server = servers[name]
    sockets = 0 if name == "echo" else screens
    before = cpu_seconds(server.pid)
    found = _run_load(server, name, clients, sockets, seconds)
    used = cpu_seconds(server.pid) - before
    acks = sorted(found.ack_ms)
    seen = sorted(found.seen_ms)
    return Figure(
        server=name, clients=clients, screens=screens, orders_a_second=found.orders / found.seconds,
        ack_p50_ms=quantile(acks, 0.5), ack_p99_ms=quantile(acks, 0.99),
        seen_p99_ms=quantile(seen, 0.99) if seen else None, cpu_us=used / max(found.orders, 1) * 1e6,
        refused=found.refused, events_lost=found.events_lost,
    )  # fmt: skip


def _run_load(
    server: Running, name: Server, clients: int, screens: int, seconds: float, *, stalled: bool = False
) -> Measured:
    task = Task(
        port=server.port, tokens=server.tokens, path=server.path, clients=clients, screens=screens,
        seconds=seconds, stalled=stalled, measure_seen=clients == 1 and name != "echo",
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "kitchenhub.bench.load"],
        input=msgspec.json.encode(task) + b"\n", stdout=subprocess.PIPE, check=True,
        timeout=seconds + LOAD_SPARE_SECONDS,
    )  # fmt: skip
    return msgspec.json.decode(done.stdout, type=Measured)


def cpu_seconds(pid: int) -> float:
    """User and system CPU time of a process and its workers so far, all threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = (int(fields[11]) + int(fields[12])) / CLOCK_TICKS
    return own + sum(cpu_seconds(int(child)) for child in children)


def quantile(ordered: list[float], share: float) -> float:
    """The value below which a share of the ordered values lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
            return
        time.sleep(0.05)
    raise RuntimeError("the floor does not listen")
