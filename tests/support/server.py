"""A real server for system tests: the shipped commands in processes of their own, on loopback and free
ports.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from kitchenhub.simulate.calling import Caller
from printers.virtual import VirtualPrinter

SMALL = Path(__file__).with_name("small.yaml")
ROLES = ("owner", "manager", "cashier", "waiter", "kitchen", "printer", "integration", "guest")
READY_SECONDS = 30


class Server:
    """A restaurant's data folder and the process that serves it; it can be killed and started again."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder = folder
        self._environ = environ
        self.tokens: dict[str, str] = {}
        self.url = ""
        self.process: subprocess.Popen[bytes] | None = None
        self._callers: list[Caller] = []

    def found(self, text: str, roles: tuple[str, ...]) -> None:
        """Make the restaurant and a token for each role."""
        file = self.folder.parent / f"{self.folder.name}.yaml"
        file.write_text(text)
        self.command("init", str(file), "--data", str(self.folder))
        for role in roles:
            made = self.command("token", "create", role, "--role", role, "--data", str(self.folder))
            self.tokens[role] = made.strip()

    def command(self, *words: str, code: int | None = 0) -> str:
        """Run a kitchenhub command that ends with this code (None: any); its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "kitchenhub", *words], capture_output=True, text=True, timeout=120,
            env={**os.environ, **self._environ},
        )  # fmt: skip
        assert code in (None, done.returncode), done.stdout + done.stderr
        return done.stdout

    def refused(self, *words: str) -> str:
        """Run a kitchenhub command that must end with 2; what it says on standard error."""
        done = subprocess.run(
            [sys.executable, "-m", "kitchenhub", *words], capture_output=True, text=True, timeout=120,
            env={**os.environ, **self._environ},
        )  # fmt: skip
        assert done.returncode == 2, done.stdout + done.stderr
        return done.stderr

    def start(self, *launcher: str, port: int = 0) -> None:
        """Serve on a port (0: a free one); returns when it is ready. `launcher` are the words in place of
        `python -m kitchenhub`.
        """
        words = launcher or (sys.executable, "-m", "kitchenhub")
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*words, "serve", "--data", str(self.folder), "--port", str(port)],
                stdout=subprocess.PIPE, stderr=log, env={**os.environ, **self._environ},
            )  # fmt: skip
        assert self.process.stdout is not None
        line = self.process.stdout.readline().decode()
        assert line.startswith("ready "), (self.folder / "server.log").read_text()[-2000:]
        self.url = line.split()[1]

    def kill(self) -> None:
        """Kill it at once, as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self._gone()

    def stop(self) -> float:
        """Ask it to stop; seconds it took."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self._gone()
        return time.monotonic() - begun

    def _gone(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        self.process.wait(timeout=30)
        self.process.stdout.close()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rpartition(":")[2])

    def caller(self, role: str) -> Caller:
        """A client with the token of a role."""
        made = Caller(self.url, self.tokens[role])
        self._callers.append(made)
        return made

    def beside(self) -> "Server":
        """Another server on the same data, not started yet."""
        other = Server(self.folder, **self._environ)
        other.tokens = self.tokens
        return other

    async def close(self) -> None:
        """Close the clients and end the process."""
        for caller in self._callers:
            await caller.close()
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.stop()
            if self.process.poll() is None:
                self.kill()


@asynccontextmanager
async def serving(
    folder: Path, printer: VirtualPrinter | None = None, roles: tuple[str, ...] = ROLES, **environ: str
) -> AsyncIterator[Server]:
    """The small restaurant, served with these variables. Its kitchen printer is `printer`; the bar's is
    off.
    """
    text = SMALL.read_text()
    if printer is not None:
        text = text.replace("tcp://127.0.0.1:9100", f"tcp://127.0.0.1:{printer.port}")
        text = text.replace(", backup: bar", "")
    server = Server(folder, **environ)
    await asyncio.to_thread(server.found, text, roles)
    await asyncio.to_thread(server.start)
    try:
        yield server
    finally:
        await server.close()


def burger(id: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
    """A line that needs a bun, which is blocked when out."""
    rare = [{"group": "doneness", "option": "rare"}]
    return {"id": id, "item": "burger", "quantity": quantity, "modifiers": rare, **more}


def order(id: str, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A tab with these lines."""
    return {"id": id, "type": "tab", "name": "Test", "lines": list(lines), **more}
