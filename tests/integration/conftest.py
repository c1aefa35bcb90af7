"""A small house in which everything that must always hold is checked after each command."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, checks=True)
    try:
        yield made
        made.check()
    finally:
        made.close()
