"""A database that holds several restaurants: each has a number and a log of its own."""

from pathlib import Path

from kitchenhub.restaurant.founding import found_restaurant
from kitchenhub.schema import metadata
from kitchenhub.store.log import LogHead
from kitchenhub.store.reads import reading
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.store.sqlite import SqliteDatabase


def test_every_restaurant_gets_the_next_number_and_an_empty_log(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "kitchenhub.db")
    metadata.create_all(database.engine)
    assert [found_restaurant(database), found_restaurant(database)] == [1, 2]
    assert restaurant_ids(database) == [1, 2]
    logs = set()
    for id in (1, 2):
        with reading(database, id, "2026-11-20T19:00:00.000Z") as reader:
            head = reader.get(LogHead)
        assert head is not None
        assert head.last_seq == 0
        logs.add(head.log)
    assert len(logs) == 2
    database.close()
