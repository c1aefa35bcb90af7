"""The README's tables are true: every setting, command, event, error code and close code stands in them."""

from pathlib import Path

from kitchenhub.cards import EVENT_TOPICS
from kitchenhub.cli import main
from kitchenhub.errors import CODES
from kitchenhub.live.protocol import CLOSE_CODES
from kitchenhub.settings import SETTINGS

README = (Path(__file__).resolve().parents[2] / "README.md").read_text()


def missing(words: list[str]) -> list[str]:
    return [word for word in words if f"`{word}`" not in README]


def test_every_setting_is_named_with_its_default() -> None:
    assert missing([setting.variable for setting in SETTINGS]) == []
    assert missing([setting.default for setting in SETTINGS if setting.default]) == []


def test_every_error_code_is_named() -> None:
    assert missing(list(CODES)) == []


def test_every_event_is_named() -> None:
    assert missing(list(EVENT_TOPICS)) == []


def test_every_close_code_is_named() -> None:
    assert missing(list(CLOSE_CODES.values())) == []
    assert [code for code in CLOSE_CODES if str(code) not in README] == []


def test_every_command_is_named() -> None:
    assert [name for name in main.commands if name not in README] == []
