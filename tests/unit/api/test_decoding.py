"""Strict decoding: what a body may not contain, and what the answer names."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchenhub.api.decoding import DEPTH_MAX, parse, query, typed
from kitchenhub.errors import Rejected
from kitchenhub.store.paging import Paged
from kitchenhub.wire import Body, Note, Quantity


class Line(Body, frozen=True, kw_only=True):
    item: str
    quantity: Quantity
    note: Note | None = None


class Sent(Body, frozen=True, kw_only=True):
    lines: list[Line]
    name: str | None = None


def refused(raw: bytes) -> Rejected:
    with pytest.raises(Rejected) as caught:
        typed(raw, parse(raw), Sent)
    return caught.value


@pytest.mark.parametrize(
    ("raw", "code", "path"),
    [
        (b"{", "malformed", None),
        (b"\xff", "malformed", None),
        (b'{"lines": NaN}', "malformed", None),
        (b'{"lines": -Infinity}', "malformed", None),
        (b'{"lines": [], "lines": []}', "duplicate_key", None),
        (b'{"lines": [{"item": "a", "item": "b", "quantity": 1}]}', "duplicate_key", None),
        (b'{"lines": ' + b"[" * 40 + b"]" * 40 + b"}", "too_deep", None),
        (b'{"lines": ' + b"9" * 5000 + b"}", "malformed", None),
        (b"[]", "invalid", None),
        (b"{}", "invalid", ""),
        (b'{"lines": [], "price": 1}', "invalid", "price"),
        (b'{"lines": [{"item": "a", "quantity": 1, "price_cents": 1}]}', "invalid", "lines[0].price_cents"),
        (b'{"lines": [{"item": "a", "quantity": 0}]}', "invalid", "lines[0].quantity"),
        (b'{"lines": [{"item": "a", "quantity": 1000}]}', "invalid", "lines[0].quantity"),
        (b'{"lines": [{"item": "a", "quantity": 1.5}]}', "invalid", "lines[0].quantity"),
        (b'{"lines": [{"item": "a", "quantity": 1e999}]}', "invalid", "lines[0].quantity"),
        (b'{"lines": [{"item": "a", "quantity": "1"}]}', "invalid", "lines[0].quantity"),
        (b'{"lines": [{"item": "a", "quantity": true}]}', "invalid", "lines[0].quantity"),
        (b'{"lines": [], "name": "\\u0000"}', "text_control", "name"),
        (b'{"lines": [], "name": "\\u001b@"}', "text_control", "name"),
        (b'{"lines": [], "name": "a\\nb"}', "text_control", "name"),
        (b'{"lines": [], "name": "\\ud800"}', "text_control", "name"),
        ('{"lines": [], "name": "\u202egnp"}'.encode(), "text_control", "name"),
        (b'{"lines": [{"item": "a", "quantity": 1, "note": "\\u0010"}]}', "text_control", "lines[0].note"),
    ],
)
def test_a_wrong_body_is_refused_with_its_code_and_field(raw: bytes, code: str, path: str | None) -> None:
    rejection = refused(raw)
    assert rejection.code == code
    if path is not None:
        assert rejection.fields[0].path == path


def test_a_note_may_have_line_breaks_and_any_script() -> None:
    raw = json.dumps({"lines": [{"item": "a", "quantity": 1, "note": "ผัดไทย\nohne Erdnüsse 🥜"}]}).encode()
    assert typed(raw, parse(raw), Sent).lines[0].note == "ผัดไทย\nohne Erdnüsse 🥜"


def test_a_note_of_500_code_points_passes_and_501_does_not() -> None:
    for length, passes in ((500, True), (501, False)):
        raw = json.dumps({"lines": [{"item": "a", "quantity": 1, "note": "é" * length}]}).encode()
        if passes:
            assert len(typed(raw, parse(raw), Sent).lines[0].note) == 500
        else:
            assert refused(raw).fields[0].path == "lines[0].note"


def test_nesting_of_32_passes_and_33_does_not() -> None:
    assert parse(b"[" * DEPTH_MAX + b"]" * DEPTH_MAX)
    with pytest.raises(Rejected, match="deeper"):
        parse(b"[" * (DEPTH_MAX + 1) + b"]" * (DEPTH_MAX + 1))
    assert parse(b'["' + b"[" * 100 + b'"]')


@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_refused(raw: bytes) -> None:
    try:
        parse(raw)
    except Rejected as rejection:
        assert rejection.status in (400, 422)


@given(
    st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(), st.lists, max_leaves=8)
)
def test_what_passes_is_what_was_sent(value: object) -> None:
    raw = json.dumps({"value": value}).encode()
    try:
        assert parse(raw) == {"value": value}
    except Rejected as rejection:
        assert rejection.code == "text_control"


def test_query_parameters_are_strict() -> None:
    assert query([("limit", "10")], Paged).limit == 10
    for wrong in ([("limit", "201")], [("limit", "x")], [("page", "2")], [("limit", "1"), ("limit", "2")]):
        with pytest.raises(Rejected):
            query(wrong, Paged)


def test_a_struct_is_decoded_once_per_type() -> None:
    raw = b'{"lines": []}'
    assert msgspec.to_builtins(typed(raw, parse(raw), Sent)) == {"lines": [], "name": None}
