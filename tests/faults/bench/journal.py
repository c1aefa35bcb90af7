"""A write-ahead journal of the outside: what was asked, before it is sent, and what was answered."""

import time
from pathlib import Path
from typing import Any

import msgspec

from kitchenhub.store.work import uuid7


class Entry(msgspec.Struct):
    """One command. `status` is 0 until it is answered; `at` are seconds since 1970."""

    key: str
    path: str
    body: dict[str, Any]
    asked_at: float
    answered_at: float = 0.0
    status: int = 0
    answer: dict[str, Any] = {}
    tries: int = 0

    @property
    def accepted(self) -> bool:
        """Whether the answer was yes."""
        return 200 <= self.status < 300


class Journal:
    """Everything that a test's devices have asked. `faults` are answers that must never be given."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a")
        self.entries: dict[str, Entry] = {}
        self.faults: list[str] = []

    def ask(self, path: str, body: dict[str, Any], key: str | None = None) -> Entry:
        """Write down what is about to be sent."""
        entry = Entry(key or uuid7(), path, body, time.time())
        self.entries[entry.key] = entry
        self._write({"asked": entry.key, "path": path, "body": body, "at": entry.asked_at})
        return entry

    def answered(self, entry: Entry, status: int, answer: dict[str, Any]) -> None:
        """Write down an answer. Another answer than the first one to the same key is a fault."""
        if status >= 500:
            self.faults.append(f"{entry.path}: {status} {answer}")
        if entry.status and not same_answer((entry.status, entry.answer), (status, answer)):
            self.faults.append(f"{entry.path} {entry.key}: {entry.status}, then {status} {answer}")
        if not entry.status:
            entry.answered_at, entry.status, entry.answer = time.time(), status, answer
        self._write({"answered": entry.key, "status": status, "answer": answer, "at": time.time()})

    @property
    def pending(self) -> list[Entry]:
        """What has no answer yet."""
        return [entry for entry in self.entries.values() if not entry.status]

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, line: dict[str, Any]) -> None:
        self._file.write(msgspec.json.encode(line).decode() + "\n")
        self._file.flush()


def same_answer(first: tuple[int, dict[str, Any]], second: tuple[int, dict[str, Any]]) -> bool:
    """Whether two answers are about the same thing; what else they show may have gone on meanwhile."""
    if first[0] != second[0]:
        return False
    return all(first[1].get(name) == second[1].get(name) for name in ("id", "number", "code"))
