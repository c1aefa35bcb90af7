"""The database: does it answer, is it whole, is its schema ours, and do its times make sense?"""

import sqlite3
from collections.abc import Generator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from kitchenhub.doctor.findings import Finding, good, mention, wrong
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.settings import Settings
from kitchenhub.staff.pins import PEPPER_FILE
from kitchenhub.staff.tables import StaffMember
from kitchenhub.store.integrity import look_at_file
from kitchenhub.store.log import EventRow
from kitchenhub.store.migrations import HEAD
from kitchenhub.store.opening import open_database
from kitchenhub.store.reads import Reader, reading
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.store.revising import revision_of
from kitchenhub.store.rows import TABLES
from kitchenhub.store.times import now_text

CLOCK_TOLERANCE = timedelta(minutes=2)
_RESTORE = "stop the server and run kitchenhub restore with your newest backup"
_EVENTS = TABLES[EventRow].table
_NEWEST = sa.select(sa.func.max(_EVENTS.c.at)).where(_EVENTS.c.restaurant_id == sa.bindparam("restaurant_id"))


def rows(settings: Settings) -> Generator[Finding, None, bool]:
    """Whether the rows can be read: of the SQLite file, or of PostgreSQL."""
    if settings.database_path is not None:
        return (yield from _file(settings.database_path))
    return (yield from _server(settings))


def _server(settings: Settings) -> Generator[Finding, None, bool]:
    database = open_database(settings.database)
    try:
        with database.engine.connect() as connection:
            version = connection.exec_driver_sql("SHOW server_version").scalar_one()
            durable = connection.exec_driver_sql("SHOW fsync").scalar_one()
            revision = revision_of(connection)
    except sa.exc.DBAPIError as fault:
        why = " ".join(str(fault.orig).split())[:200]
        yield wrong("database", f"{database.place} does not answer: {why}",
                    "is it running, and are name and password in KITCHENHUB_DATABASE_URL right?")  # fmt: skip
        return False
    finally:
        database.close()
    yield good("database", f"PostgreSQL {version} at {database.place}")
    if durable != "on":
        yield wrong("durability", "fsync is off", "turn it on: a power cut would lose acknowledged orders")
    return (yield from _schema(revision))


def _file(path: Path) -> Generator[Finding, None, bool]:
    if not path.exists():
        yield wrong("database", f"{path} does not exist", "make a restaurant with kitchenhub init")
        return False
    try:
        state = look_at_file(path)
    except sqlite3.Error as fault:
        yield wrong("database", f"{path} cannot be read: {fault}", _RESTORE)
        return False
    if state.faults:
        yield wrong("database", f"damaged: {'; '.join(state.faults)[:300]}", _RESTORE)
        return False
    yield good("database", f"{path} is whole")
    if state.journal != "wal":
        yield mention("journal", f"journal mode {state.journal}", "the server turns it to wal when it starts")
    return (yield from _schema(state.revision))


def _schema(revision: str | None) -> Generator[Finding, None, bool]:
    if revision == HEAD:
        yield good("schema", revision)
        return True
    if revision is None:
        yield wrong("schema", "these are not KitchenHub's tables", "name another data folder with --data")
    elif revision < HEAD:
        yield mention(
            "schema", f"{revision}, older than {HEAD}", "the server brings it up to date when it starts"
        )
    else:
        yield wrong("schema", f"{revision}, newer than {HEAD}", "start the newer KitchenHub that made it")
    return False


def content(settings: Settings) -> Iterator[Finding]:
    """Restaurants, the clock they were served by, and PINs that can be checked."""
    database = open_database(settings.database)
    try:
        known = restaurant_ids(database)
        if not known:
            yield wrong("restaurant", "there is none in the database", "make one with kitchenhub init")
        for restaurant_id in known:
            with reading(database, restaurant_id, now_text()) as reader:
                yield from _restaurant(reader, settings)
    finally:
        database.close()


def _restaurant(reader: Reader, settings: Settings) -> Iterator[Finding]:
    restaurant = reader.get(Restaurant)
    if restaurant is None:
        yield wrong("restaurant", "its settings are missing", _RESTORE)
        return
    now = datetime.fromisoformat(reader.now)
    local = now.astimezone(ZoneInfo(restaurant.timezone))
    yield good("clock", f"it is {local:%A %d %B, %H:%M} at {restaurant.name} ({restaurant.timezone})")
    ((newest,),) = reader.rows(_NEWEST)
    if newest is not None and datetime.fromisoformat(newest) > now + CLOCK_TOLERANCE:
        yield wrong(
            "clock", f"the newest event is from {newest}, which is still to come",
            "set this machine's clock; until then times on tickets and business days are wrong",
        )  # fmt: skip
    people = [person for person in reader.find(StaffMember) if not person.archived]
    if people and not (settings.data_dir / PEPPER_FILE).exists():
        yield wrong(
            "PINs", f"the file {PEPPER_FILE} is missing, so no PIN of the {len(people)} people works",
            f"put {PEPPER_FILE} back from where you keep it, or import the restaurant file with new PINs",
        )  # fmt: skip
