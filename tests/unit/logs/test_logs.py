"""Log lines: whatever a client sent stays one short, harmless line."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kitchenhub.logs import VALUE_LENGTH_MAX, Told, bound_values

PROGRAM = """
import logging, structlog
from kitchenhub.logs import start_logging
start_logging("info", "{form}")
structlog.get_logger("test").info("order placed", name="a\\nb\\x1b[31m", long="x" * 2000)
logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
logging.getLogger("uvicorn.error").info("not worth a line")
try:
    1 / 0
except ZeroDivisionError:
    structlog.get_logger("test").exception("bug", incident="ab12")
"""


def lines(form: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("{form}", form)], capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_json_lines_are_for_programs() -> None:
    order, foreign, bug = (json.loads(line) for line in lines("json"))
    assert order["name"] == r"a\nb\x1b[31m"
    assert len(order["long"]) == VALUE_LENGTH_MAX + 1
    assert order["level"] == "info"
    assert foreign["event"] == "Invalid HTTP request received."
    assert "ZeroDivisionError" in bug["exception"]


def test_console_lines_carry_no_terminal_codes_of_a_client() -> None:
    said = lines("console")
    assert r"name='a\\nb\\x1b[31m'" in said[0] or r"a\nb\x1b[31m" in said[0]
    assert "\x1b[31m" not in "".join(said)
    assert any("Invalid HTTP request received." in line for line in said)
    assert any("ZeroDivisionError" in line for line in said)


@pytest.mark.parametrize("text", ["\u202eevil", "\x00", "a\tb", "\udcff", "\u2028"])
def test_what_does_not_print_is_escaped(text: str) -> None:
    said = bound_values(None, "info", {"event": text})["event"]
    assert said.isprintable()
    assert "\\" in said


def test_words_and_numbers_stay_as_they_are() -> None:
    event = {"event": "Crème brûlée 焼き", "seconds": 1.5, "count": 3}
    assert bound_values(None, "info", dict(event)) == event


def test_a_line_that_cannot_be_written_is_lost_and_no_error() -> None:
    with Path("/dev/full").open("w", buffering=1) as full:
        told = Told(full)
        assert told.write("the disk is full\n") == 17
        told.flush()
        with contextlib.suppress(OSError):
            full.close()
