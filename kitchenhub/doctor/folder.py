"""Around the database: versions, the data folder and who may read it, the disk."""

import platform
import shutil
import stat
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from kitchenhub import __version__, control
from kitchenhub.doctor.findings import Finding, good, mention, wrong
from kitchenhub.settings import FILE_NAME, Settings
from kitchenhub.staff.pins import PEPPER_FILE
from kitchenhub.store.integrity import SQLITE_VERSION
from kitchenhub.store.lock import is_held

SQLITE_SAFE = (3, 51, 3)
FREE_BYTES_MIN = 500 * 1024**2
FREE_BYTES_WISH = 2 * 1024**3
_PACKAGES = ("sqlalchemy", "starlette", "uvicorn", "websockets", "msgspec")


def versions() -> Iterator[Finding]:
    """KitchenHub, Python and what it stands on."""
    packages = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    yield good("versions", f"KitchenHub {__version__}, Python {platform.python_version()}, {packages}")
    sqlite = ".".join(map(str, SQLITE_VERSION))
    if SQLITE_VERSION < SQLITE_SAFE:
        yield mention(
            "SQLite", f"version {sqlite}",
            "before 3.51.3 a write-ahead log could be reset wrongly with two writing connections; KitchenHub "
            "has one, so this is safe as long as no other program writes to the database file",
        )  # fmt: skip
    else:
        yield good("SQLite", f"version {sqlite}")


def data_folder(settings: Settings) -> Iterator[Finding]:
    """The folder, its secrets, and whether a server works in it."""
    folder = settings.data_dir
    if not folder.is_dir():
        yield wrong(
            "data folder", f"{folder} does not exist", "name another with --data, or run kitchenhub init"
        )
        return
    yield from _private(folder, "data folder", 0o700)
    file = settings.database_path
    for name in (PEPPER_FILE, *([file.name] if file else []), "demo.json"):
        if (folder / name).exists():
            yield from _private(folder / name, name, 0o600)
    if (folder / FILE_NAME).exists():
        yield good(FILE_NAME, "every setting in it is known and right")
    if not is_held(folder):
        yield good("server", "none is running on this folder")
    elif (folder / control.SOCKET_FILE).exists():
        yield good("server", "one is running on this folder")
    else:
        yield mention(
            "server", "a process holds the folder but has no control socket", "it may be just starting"
        )


def _private(path: Path, subject: str, mode: int) -> Iterator[Finding]:
    found = stat.S_IMODE(path.stat().st_mode)
    if found & 0o077:
        yield wrong(subject, f"{path} may be read by others (mode {found:o})", f"chmod {mode:o} {path}")
    else:
        yield good(subject, str(path))


def disk(settings: Settings) -> Iterator[Finding]:
    """Room for the database, its log and a backup."""
    folder = settings.data_dir
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    file = settings.database_path
    size = file.stat().st_size if file is not None and file.exists() else 0
    seen = f"{free // 1024**2:,} MB free, the database has {size // 1024**2:,} MB"
    if free < max(FREE_BYTES_MIN, 2 * size):
        yield wrong("disk", seen, "make room: a full disk refuses orders, and no backup fits")
    elif free < FREE_BYTES_WISH:
        yield mention("disk", seen, "make room soon")
    else:
        yield good("disk", seen)
