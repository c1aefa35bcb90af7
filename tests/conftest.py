"""Servers that several parts of the suite use, started once when the first test asks for them."""

from collections.abc import Iterator

import pytest

from tests.support.engines import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run; each test makes a database of its own."""
    server = Postgres()
    try:
        server.start()
        yield server
    finally:
        server.stop()
