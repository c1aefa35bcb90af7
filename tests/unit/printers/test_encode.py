"""Bytes: no text becomes a command, nothing prints as a question mark, every sequence is known."""

import logging
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.encode import code_page_runs, encode
from printers.slip import read_slip
from printers.virtual.operations import AskReceipt, Cut, Feed, KickDrawer, Picture, Text
from tests.unit.printers.decoding import PROCESS_ID, operations_of, printed
from tests.unit.printers.samples import RECEIPT, SAMPLES, ticket

COMMAND_BYTES = st.text(st.sampled_from("\x1b\x1d\x10\x1c\x0c\x00@pVv(H*!t\x041\x19\xfa\x7f"), max_size=20)


@settings(deadline=None)
@given(st.text(max_size=40) | COMMAND_BYTES)
def test_no_text_anywhere_on_a_slip_becomes_a_command(text: str) -> None:
    item = {"quantity": 1, "name": text, "note": text, "amount": text, "modifiers": [{"name": text}]}
    data = {"kind": "ticket", "title": text, "name": text, "table": text, "server": text, "note": text,
            "flags": [text], "allergies": [{"text": text}], "items": [item], "foot": [text],
            "restaurant": text}  # fmt: skip
    for kind in ("ticket", "check"):
        operations = operations_of(encode(read_slip({**data, "kind": kind}), 42, PROCESS_ID).payload)
        assert {type(one) for one in operations} <= {Text, Feed, Picture, Cut, AskReceipt}
        assert [type(one) for one in operations[-2:]] == [Cut, AskReceipt]
        assert sum(isinstance(one, Cut | AskReceipt) for one in operations) == 2


@pytest.mark.parametrize("name", SAMPLES)
def test_the_virtual_printer_knows_every_sequence_of_ours(name: str) -> None:
    operations_of(encode(read_slip(SAMPLES[name]), 42, PROCESS_ID).payload)


def test_the_last_thing_asked_is_the_receipt_with_its_own_process_id() -> None:
    assert operations_of(encode(ticket(), 42, b"0a7f").payload)[-1] == AskReceipt(b"0a7f")


@pytest.mark.parametrize("process_id", [b"", b"12345", b"\x1b\x1b\x1b\x1b", b"12\x003"])
def test_a_process_id_that_would_be_a_command_is_refused(process_id: bytes) -> None:
    with pytest.raises(ValueError, match="process id"):
        encode(ticket(), 42, process_id)


@pytest.mark.parametrize(
    "name", ["Crème brûlée 12 €", "Žluťoučký kůň", "Борщ", "„Wiener“ – Schnitzel’s", "Ørsted"]
)
def test_what_a_code_page_has_prints_as_text(name: str) -> None:
    paper = printed(ticket(name), 48)
    assert name in paper.text
    assert not any(line.picture for line in paper.lines)


@pytest.mark.parametrize(
    "name", ["寿司", "ต้มยำกุ้ง", "שווארמה", "شاورما", "김치찌개", "Ψάρι 日本", "extra 🌶🌶", "\U00012000"]
)
def test_what_no_code_page_has_prints_as_a_picture_with_ink_on_it(name: str) -> None:
    paper = printed(ticket(name))
    assert "?" not in paper.text
    pictures = [line.picture for line in paper.lines if line.picture]
    assert len(pictures) == 1
    assert sum(byte.bit_count() for byte in pictures[0].dots) > 100


def test_scripts_change_the_code_page_within_a_line() -> None:
    assert code_page_runs("Ré Борщ 12", "") == [("CP437", "Ré "), ("CP866", "Борщ 12")]
    assert "Ré Борщ Żurek" in printed(ticket("Ré Борщ Żurek")).text


def test_a_receipt_opens_the_drawer_once_and_its_copy_does_not() -> None:
    def kicks(reprint: bool) -> int:
        payload = encode(read_slip(RECEIPT, reprint=reprint), 42, PROCESS_ID).payload
        return sum(isinstance(one, KickDrawer) for one in operations_of(payload))

    assert kicks(reprint=False) == 1
    assert kicks(reprint=True) == 0


def test_the_encoder_adds_no_log_handler_of_its_own() -> None:
    before = logging.getLogger().handlers[:]
    encode(ticket(), 42, PROCESS_ID)
    assert logging.getLogger().handlers == before
    code = "import logging, printers.encode as e; e.warm_up(); print(logging.getLogger().handlers)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
