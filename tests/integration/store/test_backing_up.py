"""Copies under load are whole, and a restored database begins a new log."""

import sqlite3
import threading
from pathlib import Path

import pytest

from kitchenhub.errors import CannotStart
from kitchenhub.store.backing_up import copy_database
from kitchenhub.store.database import Statement
from kitchenhub.store.migrate import migrate
from kitchenhub.store.restoring import replace_database
from kitchenhub.store.sqlite import SqliteDatabase


def founded(path: Path, log: str = "first", counters: int = 0) -> Path:
    """A database with one restaurant and some counters whose values are all 0."""
    database = SqliteDatabase(path)
    migrate(database, path.parent / "backups")
    session = database.open_writer()
    session.write_many(Statement("INSERT INTO log_heads VALUES (1, ?, 5, x'00', 1)", ()), [(log,)])
    rows = [(f"counter {number}",) for number in range(counters)]
    session.write_many(Statement("INSERT INTO counters VALUES (1, ?, 0, 1)", ()), rows)
    session.close()
    database.close()
    return path


def log_of(path: Path) -> str:
    connection = sqlite3.connect(path)
    ((log,),) = connection.execute("SELECT log FROM log_heads").fetchall()
    connection.close()
    return str(log)


def test_a_copy_made_while_somebody_writes_shows_one_moment(tmp_path: Path) -> None:
    source = founded(tmp_path / "kitchenhub.db", counters=60_000)
    done = threading.Event()

    def write_on() -> None:
        connection = sqlite3.connect(source, isolation_level=None)
        while not done.is_set():
            connection.execute("UPDATE counters SET value = value + 1 WHERE name < 'counter 2'")
        connection.close()

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        steps: list[tuple[int, int]] = []
        copy_database(source, tmp_path / "copy.db", lambda copied, pages: steps.append((copied, pages)))
    finally:
        done.set()
        writer.join()
    copy = sqlite3.connect(tmp_path / "copy.db")
    values = copy.execute("SELECT DISTINCT value FROM counters WHERE name < 'counter 2'").fetchall()
    assert len(values) == 1
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    assert steps[-1][0] == steps[-1][1] > 0
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.db"]


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "none.db").write_bytes(b"no database " * 1_000)
    with pytest.raises(sqlite3.Error):
        copy_database(tmp_path / "none.db", tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["none.db"]


def test_restoring_replaces_keeps_and_renames(tmp_path: Path) -> None:
    path = founded(tmp_path / "kitchenhub.db", "now")
    source = founded(tmp_path / "old.db", "then")
    kept = replace_database(path, source, tmp_path / "backups")
    assert kept is not None
    assert log_of(kept) == "now"
    assert log_of(path) not in ("now", "then")
    assert log_of(source) == "then"
    assert not (tmp_path / "kitchenhub.db-wal").exists()


def test_commits_that_are_only_in_the_log_go_into_the_kept_copy(tmp_path: Path) -> None:
    path = founded(tmp_path / "kitchenhub.db", "now")
    source = founded(tmp_path / "old.db", "then")
    open_still = sqlite3.connect(path, isolation_level=None)
    open_still.execute("PRAGMA journal_mode=WAL")
    open_still.execute("INSERT INTO counters VALUES (1, 'late', 1, 1)")
    wal = (tmp_path / "kitchenhub.db-wal").read_bytes()
    database = path.read_bytes()
    open_still.close()
    path.write_bytes(database)  # as a killed server leaves it: the last commit only in the log
    (tmp_path / "kitchenhub.db-wal").write_bytes(wal)
    kept = replace_database(path, source, tmp_path / "backups")
    assert kept is not None
    connection = sqlite3.connect(kept)
    assert connection.execute("SELECT name FROM counters").fetchall() == [("late",)]
    connection.close()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM counters").fetchall() == []
    connection.close()


def test_a_damaged_database_can_be_replaced_and_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "kitchenhub.db"
    path.write_bytes(b"what is left " * 1_000)
    kept = replace_database(path, founded(tmp_path / "old.db"), tmp_path / "backups")
    assert kept is not None
    assert kept.read_bytes().startswith(b"what is left ")
    assert log_of(path)


@pytest.mark.parametrize("wrong", ["missing", "letter", "strange", "damaged"])
def test_what_is_no_whole_database_of_ours_restores_nothing(tmp_path: Path, wrong: str) -> None:
    path = founded(tmp_path / "kitchenhub.db", "now")
    source = tmp_path / "source.db"
    if wrong == "letter":
        source.write_bytes(b"dear sir " * 1_000)
    elif wrong == "strange":
        connection = sqlite3.connect(source)
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.close()
    elif wrong == "damaged":
        whole = founded(source, counters=5_000).read_bytes()
        middle = len(whole) // 2
        source.write_bytes(whole[:middle] + b"\xff" * 8_192 + whole[middle + 8_192 :])
    with pytest.raises(CannotStart):
        replace_database(path, source, tmp_path / "backups")
    assert log_of(path) == "now"
    assert not (tmp_path / "backups").exists()
