"""Migrations: the migrated schema is the tables' schema, and a start never loses what was there."""

import sqlite3
from pathlib import Path

import pytest

from kitchenhub.errors import CannotStart
from kitchenhub.schema import metadata
from kitchenhub.store.integrity import look_at_file
from kitchenhub.store.migrate import migrate as run_migration
from kitchenhub.store.migrations import HEAD
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.store.sqlite import SqliteDatabase


def schema_of(path: Path) -> dict[str, str]:
    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name != 'alembic_version'"
    ).fetchall()
    connection.close()
    return dict(found)


def migrate(database: SqliteDatabase) -> bool:
    return run_migration(database, database.path.parent / "backups")


def test_a_migrated_database_has_exactly_the_tables_of_the_subjects(tmp_path: Path) -> None:
    migrated, created = SqliteDatabase(tmp_path / "migrated.db"), SqliteDatabase(tmp_path / "created.db")
    migrate(migrated)
    metadata.create_all(created.engine)
    expected = schema_of(created.path)
    found = schema_of(migrated.path)
    wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    assert not wrong, f"run python -m kitchenhub.store.migrations.generate; they differ in {wrong}"
    migrated.close()
    created.close()


def test_the_newest_revision_is_the_one_the_package_names(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "kitchenhub.db")
    assert migrate(database)
    assert look_at_file(database.path).revision == HEAD
    assert not migrate(database)
    assert restaurant_ids(database) == []
    assert database.path.stat().st_mode & 0o777 == 0o600
    database.close()


def test_a_database_of_an_older_version_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "kitchenhub.db")
    migrate(database)
    database.close()
    connection = sqlite3.connect(database.path)
    connection.execute("DROP TABLE print_jobs")
    connection.execute("DROP TABLE printers")
    connection.execute("UPDATE alembic_version SET version_num = '0012_ledger'")
    connection.execute("INSERT INTO log_heads VALUES (7, 'log', 0, x'00', 1)")
    connection.commit()
    connection.close()

    assert migrate(database)

    assert restaurant_ids(database) == [7]
    (copy,) = (tmp_path / "backups").glob("before-0012_ledger-*.db")
    assert look_at_file(copy).revision == "0012_ledger"
    assert copy.stat().st_mode & 0o777 == 0o600
    database.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "kitchenhub.db")
    migrate(database)
    database.close()
    connection = sqlite3.connect(database.path)
    connection.execute("DROP TABLE printers")  # the last step makes printers, then stumbles over print_jobs
    connection.execute("UPDATE alembic_version SET version_num = '0012_ledger'")
    connection.commit()
    connection.close()
    before = schema_of(database.path)
    with pytest.raises(CannotStart, match="nothing was changed"):
        migrate(database)
    database.close()
    assert schema_of(database.path) == before
    assert look_at_file(database.path).revision == "0012_ledger"


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "kitchenhub.db")
    migrate(database)
    connection = sqlite3.connect(database.path)
    connection.execute("UPDATE alembic_version SET version_num = '9999_later'")
    connection.commit()
    connection.close()
    with pytest.raises(CannotStart, match="newer KitchenHub"):
        migrate(database)
    database.close()


def test_a_strange_database_and_a_file_that_is_none_are_refused(tmp_path: Path) -> None:
    strange = sqlite3.connect(tmp_path / "strange.db")
    strange.execute("CREATE TABLE recipes (name TEXT)")
    strange.close()
    with pytest.raises(CannotStart, match="did not make"):
        migrate(SqliteDatabase(tmp_path / "strange.db"))
    (tmp_path / "none.db").write_bytes(b"this is a letter, not a database " * 100)
    with pytest.raises(CannotStart, match="not a database"):
        migrate(SqliteDatabase(tmp_path / "none.db"))
