"""Running `kitchenhub` as a person does: a process of its own, in a home of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import httpx2

TOMATO = """
restaurant: {name: Trattoria Aurora, currency: EUR, timezone: Europe/Rome}
stations:
  grill: {name: Grill}
sections:
  room: {name: Room, tables: {"1": {seats: 4}}}
staff:
  - {name: Ada, role: manager, pin: "2580"}
menu:
  mains:
    name: Mains
    station: grill
    items:
      burger: {name: Burger, price: "12.00"}
"""


class Said(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class House:
    """A data folder and the commands on it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.data = folder / "data"
        self.servers: list[Server] = []

    def environment(self, **more: str) -> dict[str, str]:
        """The variables of a clean home."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("KITCHENHUB_")}
        return {**kept, "HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "xdg"), **more}

    def run(self, *words: str, said: str = "", **environ: str) -> Said:
        """Run a command on the data folder to its end."""
        return self.play(*words, "--data", str(self.data), said=said, seconds=60, **environ)

    def play(self, *words: str | Path, said: str = "", seconds: float = 60, **environ: str) -> Said:
        """Run a command that makes its own folders to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "kitchenhub", *map(str, words)], input=said, capture_output=True,
            text=True, timeout=seconds, env=self.environment(**environ), check=False,
        )  # fmt: skip
        return Said(done.returncode, done.stdout, done.stderr)

    def file(self, text: str = TOMATO, name: str = "restaurant.yaml") -> str:
        """A file beside the data folder."""
        path = self.home / name
        path.write_text(text)
        return str(path)

    def init(self, text: str = TOMATO) -> None:
        """A restaurant in the data folder."""
        done = self.run("init", self.file(text))
        assert done.code == 0, done.err

    def serve(self, *words: str, command: str = "serve") -> "Server":
        """A running server, ended with the test."""
        server = Server(
            [sys.executable, "-m", "kitchenhub", command, "--data", str(self.data), "--port", "0", *words],
            self.environment(),
        )
        self.servers.append(server)
        return server


class Server:
    """A process that serves."""

    def __init__(self, words: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
        assert self.process.stdout is not None
        self.ready = self.process.stdout.readline()
        if not self.ready:
            raise AssertionError(self.process.communicate(timeout=20)[1])
        self.url = self.ready.removeprefix("ready ").strip()

    def get(self, path: str, token: str | None = None) -> httpx2.Response:
        """GET, with a bearer token."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx2.get(self.url + path, headers=headers, timeout=20)

    def post(self, path: str, key: str, **body: Any) -> httpx2.Response:
        """POST without a credential."""
        return httpx2.post(self.url + path, json=body, headers={"Idempotency-Key": key}, timeout=20)

    def end(self, by: signal.Signals = signal.SIGTERM) -> Said:
        """Send a signal and wait for the end."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        out, err = self.process.communicate(timeout=15)
        return Said(self.process.returncode, out, err)
