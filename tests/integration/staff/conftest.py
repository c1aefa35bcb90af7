"""A house with three people and the staff's routes over real HTTP decoding, on a real SQLite file."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kitchenhub.api.problems import encode_rejection
from kitchenhub.api.server import Edge
from kitchenhub.hub import Hub
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.roles import Role
from kitchenhub.schema import metadata
from kitchenhub.staff.cards import ANSWERS
from kitchenhub.staff.credentials import Credentials
from kitchenhub.staff.door import Door
from kitchenhub.staff.pins import Pins
from kitchenhub.staff.routes import ENDPOINTS
from kitchenhub.staff.tables import StaffMember
from kitchenhub.store.log import FIRST_HASH, LogHead
from kitchenhub.store.rows import TABLES
from kitchenhub.store.sqlite import SqliteDatabase
from kitchenhub.store.times import time_text
from kitchenhub.store.work import SYSTEM, Work
from kitchenhub.store.writer import Command, Result

PEOPLE: tuple[tuple[str, str, Role, str], ...] = (
    ("olga", "Olga", "owner", "9999"),
    ("ada", "Ada", "manager", "2580"),
    ("luca", "Luca", "waiter", "1470"),
)


class Clock:
    """A clock that stands still until the test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)

    def __call__(self) -> str:
        return time_text(self.at)

    def move(self, **by: float) -> None:
        """Let time pass: `clock.move(seconds=10)`."""
        self.at += timedelta(**by)


class Seconds:
    """A clock in seconds that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class StaffHouse:
    """The staff's part of a house: its hub, its door and a browser in front of it."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.seconds = Clock(), Seconds()
        self.database = SqliteDatabase(folder / "kitchenhub.db")
        metadata.create_all(self.database.engine)
        self._found()
        self.hub = Hub(self.database, self.clock, {}, {}, ANSWERS, encode_rejection, lambda groups: None)
        self.hub.writer.start()
        pins = Pins(b"p" * 32)
        self.credentials = Credentials(self.database, self.clock, self.seconds)
        self.door = Door(self.database, pins, self.clock, self.seconds)
        self.run(lambda work: _hire(work, pins))
        state = SimpleNamespace(credentials=self.credentials, door=self.door)
        self.app = Starlette(routes=Edge(self.hub, self.credentials, state).routes(ENDPOINTS))
        self._keys = itertools.count(1)

    def _found(self) -> None:
        session = self.database.open_writer()
        head = LogHead(restaurant_id=7, log="log", last_seq=0, last_hash=FIRST_HASH)
        session.write_many(self.database.insert(LogHead), [TABLES[LogHead].to_sql(head)])
        session.close()

    def run(self, run: Any) -> None:
        """Run a command as the house."""
        answer = self.hub.writer.submit(
            Command("test", 7, SYSTEM, lambda work: run(work) or Result("nothing"))
        )
        assert answer.result(timeout=30).status == 200

    def browser(self, base_url: str = "http://testserver", address: str = "10.0.0.1") -> TestClient:
        """A browser with its own cookies and its own key for each write."""
        client = TestClient(self.app, base_url=base_url, client=(address, 50_000))

        def add_key(request: Any) -> None:
            request.headers.setdefault("Idempotency-Key", f"key-{next(self._keys)}")

        client.event_hooks["request"].append(add_key)
        return client

    def signed_in(self, staff: str, pin: str) -> TestClient:
        """A browser of somebody who signed in."""
        browser = self.browser()
        assert browser.post("/api/v1/sessions", json={"staff": staff, "pin": pin}).status_code == 201
        return browser

    def change(self, staff_id: str, **changes: Any) -> None:
        """Change a person, as an import does."""

        def run(work: Work) -> None:
            person = work.get(StaffMember, staff_id)
            assert person is not None
            work.change(person, **changes)

        self.run(run)

    def close(self) -> None:
        """Stop."""
        self.hub.writer.stop()
        self.door.close()
        self.database.close()


def _hire(work: Work, pins: Pins) -> None:
    work.add(
        Restaurant(
            restaurant_id=7, name="Trattoria Aurora", currency="EUR", timezone="Europe/Rome", locale="it-IT",
            prices_include_tax=True, day_starts="04:00", pacing=False, receipt_printer=None,
            cover_charge_cents=0, service_charge=None, order_types={}, reasons={}, menu_version=1,
            created_at=work.now,
        )
    )  # fmt: skip
    for id, name, role, pin in PEOPLE:
        work.add(StaffMember(restaurant_id=7, id=id, name=name, role=role, pin_hash=pins.hash(pin)))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[StaffHouse]:
    """A fresh house."""
    made = StaffHouse(tmp_path)
    yield made
    made.close()
