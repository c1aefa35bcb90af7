"""One server per data folder: an operating-system lock that ends with the process that holds it.

Whoever writes to the database file holds it, for SQLite must never have two writing processes here.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kitchenhub.errors import CannotStart

LOCK_FILE = "lock"


class FolderHeld(CannotStart):
    """Another process writes in this folder."""


def open_folder(data_dir: Path) -> None:
    """Make the data folder when there is none, for its owner only. Raises CannotStart when it cannot be
    used.
    """
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(data_dir, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise CannotStart(f"The data folder {data_dir} cannot be written: {reason}.") from None


@contextmanager
def writing_to(data_dir: Path, database: Path | str) -> Iterator[None]:
    """Hold the folder while the block writes a SQLite file; PostgreSQL orders its writers itself."""
    if isinstance(database, str):
        yield
        return
    with holding(data_dir):
        yield


@contextmanager
def holding(data_dir: Path) -> Iterator[None]:
    """Hold the folder while the block runs. Raises FolderHeld at once when somebody else does."""
    path = data_dir / LOCK_FILE
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise CannotStart(f"The data folder {data_dir} cannot be written: {fault.strerror}.") from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
            who = f" (process {holder})" if holder.isdigit() else ""
            raise FolderHeld(f"Another KitchenHub{who} already works in {data_dir}.") from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)


def is_held(data_dir: Path) -> bool:
    """Whether another process holds the folder just now. Takes nothing and changes nothing."""
    try:
        descriptor = os.open(data_dir / LOCK_FILE, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
