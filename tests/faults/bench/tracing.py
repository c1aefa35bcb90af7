"""What a server writes to its database, recorded by `strace`: every write, sync and truncation in order."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

CALLS = "pwrite64,fsync,fdatasync,ftruncate"
COMPANIONS = ("", "-wal", "-journal")
_LINE = re.compile(r"(\d+) (\d+\.\d+) (?:(\w+)\(\d+<([^>]*)>(.*)|<\.\.\. (\w+) resumed>(.*))$")
_WRITE = re.compile(r', "([^"]*)", \d+, (\d+)')
_NUMBER = re.compile(r", (\d+)")
END_SECONDS_MAX = 30.0
KINDS = {"pwrite64": "write", "fsync": "sync", "fdatasync": "sync", "ftruncate": "truncate"}


class Operation(msgspec.Struct, frozen=True):
    """One call on one file. `at` is when it had ended; `end` is a truncation's new size."""

    at: float
    kind: str
    file: str
    offset: int = 0
    data: bytes = b""
    end: int = 0


def why_not() -> str | None:
    """Why `strace` cannot be used here; None when it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(
        ["strace", "-o", "/dev/null", "-e", "trace=fsync", "true"],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    return None if tried.returncode == 0 else f"ptrace is not allowed: {tried.stderr.strip()[:100]}"


def recorder(database: Path, trace: Path) -> list[str]:
    """The words that start kitchenhub with its writes to a database recorded in a file."""
    paths = [word for end in COMPANIONS for word in ("-P", f"{database}{end}")]
    return [
        "strace", "-D", "-f", "-ttt", "-y", "-xx", "-s", "10000000", "-o", str(trace), "-e", f"trace={CALLS}",
        *paths, sys.executable, "-m", "kitchenhub",
    ]  # fmt: skip


def await_end(trace: Path, pid: int) -> None:
    """Wait until `strace`, which outlives what it traces, has written that a process ended."""
    end = f"{pid} ".encode()
    give_up_at = time.monotonic() + END_SECONDS_MAX
    while time.monotonic() < give_up_at:
        last = trace.read_bytes()[-400:].splitlines()
        if any(line.startswith(end) and b"+++ killed by SIGKILL +++" in line for line in last):
            return
        time.sleep(0.05)
    raise AssertionError(f"{trace} does not tell of the end of process {pid}")


def recorded(trace: Path) -> Iterator[Operation]:
    """The operations of a recording in the order in which they ended."""
    begun: dict[str, tuple[str, str, str]] = {}
    with trace.open() as lines:
        for line in lines:
            found = _LINE.match(line)
            if found is None:
                continue
            thread, at, call, file, rest, resumed, _ = found.groups()
            if call and rest.rstrip().endswith("<unfinished ...>"):
                begun[thread] = call, file, rest
                continue
            if resumed:
                call, file, rest = begun.pop(thread)
            if " = -1 " not in line:
                yield _operation(float(at), KINDS[call], _text(file), rest)


def _operation(at: float, kind: str, file: str, rest: str) -> Operation:
    name = Path(file).name
    if kind == "write":
        found = _WRITE.match(rest)
        assert found is not None, rest[:200]
        data = bytes.fromhex(found[1].replace("\\x", ""))
        return Operation(at, kind, name, offset=int(found[2]), data=data)
    if kind == "truncate":
        found = _NUMBER.match(rest)
        assert found is not None, rest[:200]
        return Operation(at, kind, name, end=int(found[1]))
    return Operation(at, kind, name)


def _text(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path
