"""Files as a power cut leaves them: what was synced is there, of everything else some, torn or nothing."""

import random
from collections.abc import Iterable
from pathlib import Path

from tests.faults.bench.tracing import Operation

SECTOR_BYTES = 512
# What becomes of writes that no sync has ordered: weights for kept, dropped, torn.
MOODS = {"all dropped": (0, 1, 0), "all kept": (1, 0, 0), "mixed": (1, 1, 1)}


class Disk:
    """The files of a folder as they grow by operations; `cut` writes what a power cut now would leave."""

    def __init__(self, base: Path, files: Iterable[str]) -> None:
        self._durable = {
            name: bytearray((base / name).read_bytes() if (base / name).exists() else b"") for name in files
        }
        self._unsynced: dict[str, list[Operation]] = {name: [] for name in self._durable}

    def take(self, operation: Operation) -> None:
        """An operation has ended."""
        if operation.kind == "sync":
            for one in self._unsynced[operation.file]:
                _apply(self._durable[operation.file], one)
            self._unsynced[operation.file].clear()
        else:
            self._unsynced[operation.file].append(operation)

    def cut(self, folder: Path, dice: random.Random) -> str:
        """Leave the files in a folder; the mood of the cut."""
        mood = dice.choice(list(MOODS))
        for name, durable in self._durable.items():
            left = bytearray(durable)
            for operation in self._unsynced[name]:
                fate = dice.choices(("kept", "dropped", "torn"), MOODS[mood])[0]
                if fate == "torn" and operation.kind == "write":
                    sectors = dice.randint(0, len(operation.data) // SECTOR_BYTES)
                    _put(left, operation.offset, operation.data[: sectors * SECTOR_BYTES])
                elif fate == "kept":
                    _apply(left, operation)
            (folder / name).write_bytes(left)
        return mood


def _apply(content: bytearray, operation: Operation) -> None:
    if operation.kind == "truncate":
        content.extend(bytes(max(0, operation.end - len(content))))
        del content[operation.end :]
    else:
        _put(content, operation.offset, operation.data)


def _put(content: bytearray, offset: int, data: bytes) -> None:
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data
