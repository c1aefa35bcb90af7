"""One server for the tests of this folder that do not hurt it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.server import Server, serving


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    async with serving(tmp_path_factory.mktemp("system") / "data") as made:
        yield made
