"""The virtual printer's reading of ESC/POS and what it shows of its paper."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printers.slip import read_slip
from printers.virtual.faults import KINDS, Fault, read_fault
from printers.virtual.operations import AskStatus, Picture, Text
from printers.virtual.paper import PrintedSlip
from printers.virtual.parsing import Parser
from tests.unit.printers.decoding import operations_of, printed
from tests.unit.printers.samples import SAMPLES, TICKET, ticket


def slip_of(payload: bytes, columns: int = 42) -> PrintedSlip:
    paper = PrintedSlip(1, columns)
    for operation in operations_of(payload):
        paper.add(operation)
    return paper


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error_and_in_any_pieces_the_same(payload: bytes) -> None:
    whole, pieces = Parser(), Parser()
    at_once = [one for one in whole.feed(payload) if not isinstance(one, Text)]
    bytewise = [one for byte in payload for one in pieces.feed(bytes([byte])) if not isinstance(one, Text)]
    assert at_once == bytewise
    assert whole.unknown_count == pieces.unknown_count
    paper = PrintedSlip(1, 42)
    for operation in at_once:
        paper.add(operation)
    assert paper.text


def test_an_unknown_sequence_is_counted_and_the_text_after_it_is_printed() -> None:
    parser = Parser()
    assert Text("Burger", parser._style) in parser.feed(b"\x1b\x01Burger\x1d(Z\x02\x00ab")
    assert parser.unknown_count == 2


def test_a_picture_that_claims_to_be_huge_is_not_waited_for() -> None:
    parser = Parser()
    parser.feed(b"\x1dv0\x00\xff\xff\xff\xff" + b"x" * 100)
    assert parser.unknown_count == 1
    assert parser.waiting_bytes == 0


def test_a_picture_in_columns_is_turned_into_rows() -> None:
    operations = operations_of(b"\x1b*\x00\x08\x00" + b"\x80\x40\x20\x10\x08\x04\x02\x01")
    assert operations == [Picture(1, b"\x80\x40\x20\x10\x08\x04\x02\x01")]
    assert operations_of(b"\x1b*\x21\x01\x00\xff\x00\xff") == [
        Picture(1, b"\x80" * 8 + b"\0" * 8 + b"\x80" * 8)
    ]


def test_status_questions_stand_apart_from_the_text() -> None:
    assert operations_of(b"\x10\x04\x01\x10\x04\x04") == [AskStatus(1), AskStatus(4)]


def test_text_longer_than_the_paper_goes_on_in_the_next_line() -> None:
    assert slip_of(b"x" * 50 + b"\n").text == "x" * 42 + "\n" + "x" * 8 + "\n"


def test_html_escapes_every_text_and_carries_no_style_or_script() -> None:
    page = printed(ticket('<script>alert(1)</script> & "x" \' <b>')).html
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "style=" not in page
    assert 'class="slip columns-42"' in page


def test_html_shows_sizes_bands_and_pictures() -> None:
    page = printed(read_slip({**TICKET, "name": "寿司"})).html
    assert '<div class="large"><b class="">#47' in page
    assert '<b class="invert"> GRILL' in page
    assert 'src="data:image/png;base64,' in page


@pytest.mark.parametrize("name", SAMPLES)
def test_the_picture_of_a_slip_is_as_wide_as_its_paper_and_has_ink(name: str) -> None:
    narrow, wide = (printed(read_slip(SAMPLES[name]), columns) for columns in (42, 48))
    picture = Image.open(io.BytesIO(narrow.png()))
    assert Image.open(io.BytesIO(wide.png())).width - picture.width == 6 * 12
    shades = picture.convert("RGBA").convert("L").tobytes()
    assert (min(shades) < 80, max(shades) > 230) == (True, True)
    assert narrow.png() is narrow.png()


def test_a_reprint_is_told_by_its_own_text() -> None:
    assert printed(ticket(reprint=True)).reprint
    assert not printed(ticket()).reprint


def test_faults_are_named_and_anything_else_is_refused() -> None:
    assert [read_fault(kind).kind for kind in KINDS] == list(KINDS)
    assert read_fault("rst_after=30") == Fault("rst", rst_after_bytes=30)
    assert read_fault("slow=90") == Fault("slow", bytes_a_second=90)
    for wrong in ("", "fire", "rst_after=", "slow=0", "slow=-1", "off=3"):
        with pytest.raises(ValueError, match="There is no fault"):
            read_fault(wrong)


def test_bytes_of_another_encoder_keep_their_places_and_leave_no_rubbish_in_the_text() -> None:
    # As the independent encoder receiptline writes: Chinese styles off, a position in dots, a bar code.
    payload = (
        b"\x1b@\x1da\x00\x1bM0\x1c(A\x02\x000\x30\x1b \x00\x1cS\x00\x00\x1c.\x1b-0\x1c-0\x1bE0\x1dB0\x1d!\x00"
        b"\x1dL\x00\x00\x1dW\xf8\x01\x1ba\x00Burger\x1b$\x80\x0124,00\n\x1dkI\x0b{C\x14\x0c\x228NZ{B3\x1dr1"
    )
    parser, paper = Parser(), PrintedSlip(1, 42)
    for operation in parser.feed(payload):
        paper.add(operation)
    assert paper.text == "Burger" + " " * 26 + "24,00\n"
    # The font of Chinese characters and the bar code, which this printer has not.
    assert parser.unknown_count == 2
