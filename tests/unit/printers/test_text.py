"""The filter in front of the encoder: text stays text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.text import LENGTH_MAX, MARKS_MAX, paragraphs, printable, width_of, wrap

ANY_TEXT = st.text(st.characters(), max_size=80)


@given(ANY_TEXT)
def test_no_control_character_ever_passes(text: str) -> None:
    left = {unicodedata.category(character) for character in printable(text)} - {"Cf"}
    assert not left & {"Cc", "Cs", "Zl", "Zp"}
    assert set(printable(text)) & {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} == set()


@given(ANY_TEXT)
def test_what_passed_once_passes_unchanged(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=60))
def test_ordinary_text_is_never_changed_but_for_its_normal_form(text: str) -> None:
    same_look = unicodedata.normalize("NFC", text).translate(
        {0x2010: "-", 0x2011: "-", 0x2212: "-", 0x2BC: "’"}
    )
    assert printable(text) == same_look.strip()


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("\x1bp\x00\x19\xfaBurger", "p\xfaBurger"),
        ("\x1dV\x00cut", "Vcut"),
        ("\x10\x04\x01", ""),
        ("a\x00b\x7fc\x9bd", "abcd"),
        ("left\u202eright\u2066x\u2069", "leftrightx"),
        ("a\u2028b\nc\td", "a b c d"),
        ("lone\ud800surrogate", "lonesurrogate"),
        ("12,00\u00a0€ 1\u202f000", "12,00 € 1 000"),
        ("e\u0301", "é"),
        ("\ufeffBurger\u200b", "Burger"),
        ("-\u22123", "--3"),
    ],
)
def test_known_tricks_lose_what_is_no_text(typed: str, left: str) -> None:
    assert printable(typed) == left


def test_letters_keep_a_few_marks_and_no_more() -> None:
    assert printable("x" + "\u0316" * 10_000) == "x" + "\u0316" * MARKS_MAX


def test_length_is_bounded() -> None:
    assert len(printable("x" * 1_000_000)) == LENGTH_MAX


def test_joiners_of_scripts_and_emoji_stay() -> None:
    assert printable("👩\u200d🍳") == "👩\u200d🍳"


def test_a_note_keeps_its_own_lines() -> None:
    assert paragraphs("birthday\r\n\n  candle\x1b\n") == ["birthday", "candle"]


def test_wide_characters_take_two_columns_and_marks_none() -> None:
    assert width_of("寿司") == 4
    assert width_of("ต้มยำ") == 4
    assert width_of("e\u0316") == 1


@given(st.text(st.characters(categories=("L", "M", "N", "Zs")), max_size=120), st.integers(4, 48))
def test_no_wrapped_line_is_wider_than_the_paper_and_nothing_is_lost(text: str, columns: int) -> None:
    text = printable(text)
    lines = wrap(text, columns)
    assert all(width_of(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_words_break_between_words() -> None:
    assert wrap("Spaghetti alle vongole veraci", 15) == ["Spaghetti alle", "vongole veraci"]
    assert wrap("特製寿司盛り合わせ", 8) == ["特製寿司", "盛り合わ", "せ"]
