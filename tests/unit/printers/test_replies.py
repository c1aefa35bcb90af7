"""What a printer sends back, byte by byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.replies import Receipt, Replies, StatusByte, read_status

RECEIPT = b"\x37\x220a7f\x00"


def test_a_receipt_is_read_from_pieces() -> None:
    replies = Replies()
    taken = [reply for byte in RECEIPT for reply in replies.feed(bytes([byte]))]
    assert taken == [Receipt(b"0a7f")]


def test_automatic_status_and_flow_control_between_replies_are_passed_over() -> None:
    replies = Replies()
    received = b"\x13\x14\x00\x00\x0f" + RECEIPT + b"\x11\x12\x10\x00\x00\x00"
    assert replies.feed(received) == [Receipt(b"0a7f"), StatusByte(0x12)]
    assert replies.rubbish_count == 0


@given(st.binary(max_size=100))
def test_rubbish_never_stops_the_reading(rubbish: bytes) -> None:
    replies = Replies()
    replies.feed(rubbish)
    # At most a begun receipt or automatic status swallows some of what follows.
    later = replies.feed(RECEIPT * 3)
    assert Receipt(b"0a7f") in later


@pytest.mark.parametrize(
    ("answers", "state", "takes"),
    [
        ((0x12, 0x12, 0x12), "ready", True),
        ((0x12, 0x12, 0x1E), "paper_near_end", True),
        ((0x1A, 0x32, 0x7E), "paper_out", False),
        ((0x1A, 0x16, 0x12), "cover_open", False),
        ((0x1A, 0x16, 0x7E), "cover_open", False),
        ((0x1A, 0x52, 0x12), "error", False),
        ((0x1A, 0x12, 0x12), "offline", False),
    ],
)
def test_three_answers_make_one_state(answers: tuple[int, int, int], state: str, takes: bool) -> None:
    status = read_status(*answers)
    assert status.state == state
    assert status.takes_slips is takes
