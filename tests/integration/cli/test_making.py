"""init, token and import on a folder that no server holds."""

import re

import pytest
from click.testing import CliRunner

from kitchenhub.cli import main
from tests.integration.cli.commands import TOMATO, House


def test_init_makes_a_restaurant_once_and_leaves_other_files_alone(house: House) -> None:
    house.data.mkdir()
    (house.data / "notes.txt").write_text("mine")
    first = house.run("init", house.file())
    assert (first.code, first.out) == (0, "")
    assert "Trattoria Aurora is made" in first.err
    second = house.run("init", house.file())
    assert second.code == 2
    assert "There already is a restaurant" in second.err
    assert (house.data / "notes.txt").read_text() == "mine"
    assert house.data.joinpath("pepper").stat().st_mode & 0o777 == 0o600


def test_init_lists_every_mistake_with_its_line_and_makes_nothing(house: House) -> None:
    text = TOMATO.replace('"12.00"', '"-1"').replace("station: grill", "station: gril")
    done = house.run("init", house.file(text))
    assert done.code == 1
    assert len(re.findall(r"restaurant\.yaml: line \d+: ", done.err)) == 2
    assert house.run("token", "create", "till", "--role", "integration").code == 2


@pytest.mark.parametrize("content", [b"\xff\xfe", b"restaurant: [", b"", b"a: &a [*a]", b"- 1"])
def test_a_file_that_is_no_restaurant_makes_nothing(house: House, content: bytes) -> None:
    path = house.home / "wrong.yaml"
    path.write_bytes(content)
    done = house.run("init", str(path))
    assert done.code == 1
    assert "Traceback" not in done.err
    assert not house.data.exists()


def test_a_missing_file_is_one_sentence(house: House) -> None:
    done = house.run("init", str(house.home / "nowhere.yaml"))
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_token_create_prints_the_token_alone(house: House) -> None:
    house.init()
    done = house.run("token", "create", "web shop", "--role", "integration")
    assert done.code == 0
    assert re.fullmatch(r"[A-Za-z0-9_-]{32,}\n", done.out)
    assert "not shown again" in done.err


def test_import_shows_what_changes_and_then_changes_it(house: House) -> None:
    house.init()
    dearer = house.file(TOMATO.replace("12.00", "12.50"), "dearer.yaml")
    shown = house.run("import", dearer)
    assert shown.code == 2
    assert "price 12.00 → 12.50" in shown.out
    assert "--yes" in shown.err
    assert house.run("import", dearer, "--yes").code == 0
    again = house.run("import", dearer, "--yes")
    assert (again.code, again.out) == (0, "")
    assert "Nothing changes" in again.err


def test_import_takes_a_spreadsheet_of_prices(house: House) -> None:
    house.init()
    sheet = house.file("category,item,name,price\nmains,burger,Burger,13.00\n", "prices.csv")
    done = house.run("import", sheet, "--yes")
    assert done.code == 0, done.err
    assert "price 12.00 → 13.00" in done.out


def test_import_of_a_wrong_file_changes_nothing(house: House) -> None:
    house.init()
    wrong = house.file(TOMATO.replace("12.00", "twelve"), "wrong.yaml")
    done = house.run("import", wrong, "--yes")
    assert done.code == 1
    assert "line 14" in done.err
    assert house.run("import", house.file(), "--yes").err.startswith("Nothing changes")


def test_a_pin_that_stays_the_same_is_no_change_and_a_new_one_is_never_shown(house: House) -> None:
    house.init()
    done = house.run("import", house.file(TOMATO.replace("2580", "8642"), "pins.yaml"), "--yes")
    assert done.out == "PIN of ada changed\n"
    assert "8642" not in done.out + done.err


def test_all_wrong_settings_are_told_at_once(house: House) -> None:
    done = house.run("serve", "--port", "http", KITCHENHUB_LOG_LEVEL="loud", KITCHENHUB_WORKERS="2")
    assert done.code == 2
    assert done.err.startswith("kitchenhub: 3 settings are wrong:")
    assert not house.data.exists()


def test_a_folder_without_a_restaurant_is_not_served(house: House) -> None:
    done = house.run("serve", "--port", "0")
    assert done.code == 2
    assert "kitchenhub init" in done.err


@pytest.mark.parametrize("command", [[], *([name] for name in main.commands), ["token", "create"]])
def test_every_command_explains_itself(command: list[str]) -> None:
    done = CliRunner().invoke(main, [*command, "--help"])
    assert done.exit_code == 0
    assert "Usage:" in done.output
    if command and command != ["token"] and command != ["doctor"]:
        assert f"kitchenhub {' '.join(command)}" in done.output.replace("main", "kitchenhub")
