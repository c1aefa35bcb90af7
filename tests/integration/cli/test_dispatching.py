"""`kitchenhub dispatch` as a person starts it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from kitchenhub import schema
from kitchenhub.store.outbox import OutboxRow
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.store.sqlite import SqliteDatabase
from tests.integration.cli.commands import House

ENTRY = {
    "id": "e1", "business_day": "2026-11-20", "currency": "EUR", "text": "Bill 1",
    "lines": [
        {"account": "assets:cash", "debit_cents": 1200, "credit_cents": 0},
        {"account": "income:sales", "debit_cents": 0, "credit_cents": 1200},
    ],
}  # fmt: skip


def test_beside_a_server_on_sqlite_it_says_why_not(house: House) -> None:
    house.init()
    house.serve()
    said = house.run("dispatch")
    assert said.code == 2
    assert "only one process may write" in said.err
    assert "PostgreSQL" in said.err
    assert "Traceback" not in said.err


def test_a_server_on_sqlite_refuses_to_leave_deliveries_to_somebody_else(house: House) -> None:
    house.init()
    said = house.run("serve", "--port", "0", KITCHENHUB_DISPATCHER="alone")
    assert said.code == 2
    assert "dispatcher: alone needs PostgreSQL" in said.err


def test_there_must_be_a_restaurant(house: House) -> None:
    said = house.run("dispatch")
    assert said.code == 2
    assert "There is no restaurant" in said.err


def test_it_delivers_what_waits_and_ends_in_order(house: House) -> None:
    house.init()
    leave_a_delivery(house.data / "kitchenhub.db")
    words = [sys.executable, "-m", "kitchenhub", "dispatch", "--data", str(house.data)]
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=house.environment()
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready dispatcher\n"
        journal = house.data / "journal" / "2026-11-20.beancount"
        wait_for(journal)
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=15)
        assert process.returncode == 0, complaints
        assert journal.read_text().count("; end e1") == 1
    finally:
        process.kill()
        process.wait()


def leave_a_delivery(path: Path) -> None:
    """An outbox row as a server leaves one that is killed."""
    database = SqliteDatabase(path)
    session = database.open_writer()
    row = OutboxRow(
        restaurant_id=restaurant_ids(database)[0], destination="journal_file", key="e1", position=1,
        payload=ENTRY, state="waiting", created_at="2026-11-20T20:00:00.000Z",
    )  # fmt: skip
    session.begin()
    session.write_many(database.insert(OutboxRow), [schema.TABLES[OutboxRow].to_sql(row)])
    session.commit()
    session.close()
    database.close()


def wait_for(file: Path) -> None:
    """Wait until a file has its first entry."""
    for _ in range(500):
        if file.exists() and "; end e1" in file.read_text():
            return
        time.sleep(0.02)
    raise AssertionError(f"{file} was not written")
