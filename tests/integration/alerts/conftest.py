"""A house for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A small restaurant on a fresh file."""
    made = House(tmp_path)
    yield made
    made.close()
