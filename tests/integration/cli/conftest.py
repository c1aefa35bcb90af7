"""A clean home for each test; whatever serves in it ends with it."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.cli.commands import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty home."""
    made = House(tmp_path)
    yield made
    for server in made.servers:
        server.end(signal.SIGKILL)
