"""The control socket: commands from the command line reach the server, and nobody else's do."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from kitchenhub import control
from kitchenhub.errors import CannotStart


async def double(arguments: dict[str, Any]) -> dict[str, Any]:
    """An act for tests."""
    if arguments["number"] == 13:
        raise CannotStart("Not thirteen.")
    return {"number": arguments["number"] * 2}


async def test_a_command_is_answered_or_refused_in_words(tmp_path: Path) -> None:
    end = await control.listen(tmp_path, {"double": double})
    assert await asyncio.to_thread(control.ask, tmp_path, "double", {"number": 21}) == {"number": 42}
    for command, arguments, words in (
        ("double", {"number": 13}, "Not thirteen"),
        ("triple", {"number": 1}, "does not know that command"),
        ("double", {}, "its log says what"),
    ):
        with pytest.raises(control.Refused, match=words):
            await asyncio.to_thread(control.ask, tmp_path, command, arguments)
    await end()
    assert not (tmp_path / control.SOCKET_FILE).exists()


async def test_only_the_owner_may_open_it(tmp_path: Path) -> None:
    end = await control.listen(tmp_path, {})
    assert (tmp_path / control.SOCKET_FILE).stat().st_mode & 0o777 == 0o600
    await end()


async def test_a_socket_that_a_killed_server_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / control.SOCKET_FILE).write_text("")
    end = await control.listen(tmp_path, {"double": double})
    assert await asyncio.to_thread(control.ask, tmp_path, "double", {"number": 1}) == {"number": 2}
    await end()


async def test_a_folder_with_a_very_long_name_has_one_too(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30) / ("longer" * 20)
    folder.mkdir(parents=True)
    end = await control.listen(folder, {"double": double})
    assert await asyncio.to_thread(control.ask, folder, "double", {"number": 2}) == {"number": 4}
    assert (folder / control.SOCKET_FILE).exists()
    await end()
    assert not (folder / control.SOCKET_FILE).exists()


def test_without_a_server_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(control.NobodyListens):
        control.ask(tmp_path, "double", {"number": 1})
