"""What stands where on a slip, by width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.layout import PAPER_MM_MAX, lay_out
from printers.lines import DOTS_A_MM, Line
from printers.slip import read_slip
from printers.text import width_of
from tests.unit.printers.samples import RECEIPT, SAMPLES, TICKET, ticket


def line_with(lines: list[Line], text: str) -> Line:
    return next(line for line in lines if text in line.text)


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_is_wider_than_the_paper(name: str, columns: int) -> None:
    assert all(line.columns <= columns for line in lay_out(read_slip(SAMPLES[name]), columns))


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([32, 42, 48]))
def test_no_text_makes_a_line_wider_than_the_paper(name: str, note: str, columns: int) -> None:
    item = {
        "quantity": 99,
        "name": name,
        "amount": note,
        "note": note,
        "seat": 3,
        "modifiers": [{"name": note}],
    }
    for kind in ("ticket", "void", "check"):
        data = {"kind": kind, "title": name, "table": note, "order_number": 7, "note": note, "items": [item],
                "allergies": [{"text": note}], "totals": [{"label": name, "amount": note, "strong": True}],
                "taxes": [{"label": name, "rate": "10%", "net": "1", "tax": "1"}]}  # fmt: skip
        assert all(line.columns <= columns for line in lay_out(read_slip(data), columns))


def test_order_number_and_table_are_the_largest_and_station_and_course_a_band() -> None:
    band, place, *_ = lay_out(read_slip(TICKET), 42)
    assert place.size == "large"
    assert place.text.split() == ["#47", "T12"]
    assert band.text.split() == ["GRILL", "COURSE", "2"]
    assert all(span.invert for span in band.spans)
    assert width_of(band.text) == 42


def test_allergies_stand_in_a_box_of_their_own() -> None:
    lines = lay_out(read_slip(TICKET), 42)
    at = next(number for number, line in enumerate(lines) if "ALLERGY" in line.text)
    assert lines[at].text[0] + lines[at].text[-1] == "╔╗"
    assert lines[at + 1].text.startswith("║ Seat 1: NUTS · severe")
    assert lines[at + 1].text.endswith("║")
    assert lines[at + 3].text[0] + lines[at + 3].text[-1] == "╚╝"
    assert all(line.tight for line in lines[at : at + 4])


def test_no_is_white_on_black_before_unstruck_text() -> None:
    line = line_with(lay_out(read_slip(TICKET), 42), "onions")
    assert [(span.text, span.invert) for span in line.spans] == [
        ("    ", False),
        ("NO", True),
        (" onions", False),
    ]


def test_modifiers_are_one_a_line() -> None:
    texts = [line.text.strip() for line in lay_out(read_slip(TICKET), 42)]
    wanted = ["rare", "NO onions", "+ EXTRA 2 x cheese", "LIGHT salt", "ON SIDE sauce", "ONLY bread"]
    assert [text for text in texts if text in wanted] == wanted


def test_a_copy_says_reprint_before_anything_else_whatever_its_kind() -> None:
    for data in SAMPLES.values():
        assert "REPRINT" in lay_out(read_slip(data, reprint=True), 42)[0].text
        assert "REPRINT" not in lay_out(read_slip({**data, "reprint": False}), 42)[0].text


def test_only_the_voided_item_of_a_ticket_says_void() -> None:
    lines = [line.text for line in lay_out(read_slip(TICKET), 42)]
    assert [line for line in lines if "VOID" in line] == ["VOID 1 Crème brûlée"]


def test_a_name_of_wide_characters_wraps_by_their_width() -> None:
    lines = lay_out(ticket("特製寿司盛り合わせ" * 4), 32)
    assert sum("寿司" in line.text for line in lines) >= 2
    assert all(line.columns <= 32 for line in lines)


def test_a_total_too_long_for_large_figures_is_only_tall() -> None:
    total = {"label": "Total", "amount": "123.456.789,00 €", "strong": True}
    assert line_with(lay_out(read_slip({**RECEIPT, "totals": [total]}), 42), "Total").size == "tall"


def test_a_slip_never_takes_more_than_three_metres_and_says_that_it_was_cut_short() -> None:
    items = [{"quantity": 1, "name": f"Burger {number}", "note": "x" * 500} for number in range(200)]
    lines = lay_out(read_slip({"kind": "ticket", "title": "Grill", "items": items}), 32)
    assert sum(line.feed_dots for line in lines) <= PAPER_MM_MAX * DOTS_A_MM
    assert "TOO LONG" in lines[-1].text
