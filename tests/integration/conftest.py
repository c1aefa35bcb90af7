"""A house for each test, on both engines; with every check after each command."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import House


@pytest.fixture(params=["sqlite", "postgres"])
def house(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    on_file = request.param == "sqlite"
    where = tmp_path if on_file else request.getfixturevalue("postgres").make_database()
    made = House(where, checks=True)
    try:
        yield made
        made.check()
    finally:
        made.close()
