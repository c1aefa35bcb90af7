"""Copies of the database file, taken with SQLite's own backup while others read and write."""

import os
import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path

PAGES_A_STEP = 4_000
Progress = Callable[[int, int], None]


def copy_database(source: Path, target: Path, progress: Progress = lambda done, pages: None) -> None:
    """Copy the database into `target` (mode 0600), whole or not at all, and wait until the disk has it.

    `progress` hears how many pages of how many are done. Raises sqlite3.Error and OSError.
    """
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _copy_pages(source, unfinished, progress)
        sync(unfinished)
        unfinished.replace(target)
        sync(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _copy_pages(source: Path, target: Path, progress: Progress) -> None:
    origin = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    copy = sqlite3.connect(target)
    try:
        # One snapshot for all steps: without it every commit beside us would begin the copy anew.
        origin.execute("BEGIN")
        origin.execute("SELECT count(*) FROM sqlite_master").fetchone()
        origin.backup(copy, pages=PAGES_A_STEP, progress=lambda _, left, pages: progress(pages - left, pages))
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    finally:
        copy.close()
        origin.close()


def sync(path: Path) -> None:
    """Wait until the disk has a file or a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
