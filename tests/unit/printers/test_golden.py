"""Slips as they come out of a printer, compared with files a person has read.

After an intended change: `KITCHENHUB_GOLDEN=write pytest tests/unit/printers/test_golden.py`, then read
the difference.
"""

import os
from pathlib import Path

import pytest

from printers.slip import read_slip
from tests.unit.printers.decoding import printed
from tests.unit.printers.samples import SAMPLES

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_slip_prints_as_it_did(name: str, columns: int) -> None:
    file = GOLDEN / f"{name}_{columns}.txt"
    text = printed(read_slip(SAMPLES[name]), columns).text
    if os.environ.get("KITCHENHUB_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
