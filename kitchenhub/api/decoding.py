"""Strict JSON: what msgspec lets pass and the contract does not.

Duplicate keys, NaN and infinity, nesting beyond 32, lone surrogates and control characters are refused
here, unknown fields and wrong types by the Struct. Used for every body; the order of checks is the order
of this file.
"""

import json
import re
from typing import Any, NoReturn

import msgspec

from kitchenhub.errors import FieldError, Rejected

BODY_BYTES_MAX = 256 * 1024
DEPTH_MAX = 32
_NOTE_FIELDS = frozenset({"note", "notes", "text", "reason", "address"})
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WRONG_IN_NOTE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_AT = re.compile(r"^(?P<detail>.*?)(?: - at `\$?(?P<path>[^`]*)`)?$", re.S)
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def parse(raw: bytes) -> Any:
    """Bytes as plain JSON values; raises Rejected (malformed, duplicate_key, too_deep, text_control)."""
    if raw.count(b"[") + raw.count(b"{") > DEPTH_MAX:
        _check_depth(raw)
    try:
        text = raw.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Rejected("malformed", "The body is not UTF-8.") from None
    except (ValueError, RecursionError) as fault:
        raise Rejected("malformed", f"The body is not JSON: {str(fault)[:120]}.") from None
    if b"\\" in raw or not raw.isascii() or b"\x7f" in raw:
        wrong = [FieldError(path, "text_control", "contains control characters") for path in _controls(value)]
        if wrong:
            raise Rejected("text_control", f"{wrong[0].path} contains control characters.", fields=wrong)
    return value


def typed(raw: bytes, value: Any, body: Any) -> Any:
    """The body as its Struct; raises Rejected `invalid` that names the field."""
    if not isinstance(value, dict):
        raise Rejected("invalid", "The body must be a JSON object.")
    decoder = _decoders.get(body)
    if decoder is None:
        decoder = _decoders[body] = msgspec.json.Decoder(body)
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError as fault:
        raise _invalid(str(fault)) from None
    except (msgspec.DecodeError, ValueError, RecursionError) as fault:
        raise Rejected("malformed", f"The body cannot be decoded: {str(fault)[:120]}.") from None


def query(parameters: list[tuple[str, str]], model: Any) -> Any:
    """Query parameters as their Struct; raises Rejected `invalid` for unknown, repeated or wrong ones."""
    given: dict[str, str] = {}
    for name, text in parameters:
        if name in given:
            raise Rejected("invalid", f"{name[:80]} is given twice.", fields=[_field(name, "given twice")])
        if _CONTROL.search(text):
            raise Rejected("text_control", f"{name[:80]} contains control characters.")
        given[name] = text
    try:
        return msgspec.convert(given, model, strict=False, str_keys=True)
    except msgspec.ValidationError as fault:
        raise _invalid(str(fault)) from None


def _field(path: str, detail: str) -> FieldError:
    return FieldError(path[:200], "invalid", detail)


def _invalid(message: str) -> Rejected:
    found = _AT.match(message)
    detail, path = (found["detail"], found["path"] or "") if found else (message, "")
    path = path.lstrip(".")
    if "unknown field" in detail:
        name = detail.split("`")[1] if "`" in detail else ""
        path = f"{path}.{name}" if path else name
    return Rejected("invalid", f"{path or 'body'}: {detail[:300]}", fields=[_field(path, detail[:300])])


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise Rejected("duplicate_key", f"{twice[:80]!r} stands twice in one object.")
    return made


def _no_constant(word: str) -> NoReturn:
    raise Rejected("malformed", f"{word} is not JSON.")


def _check_depth(raw: bytes) -> None:
    depth, in_text, escaped = 0, False, False
    for byte in raw:
        if in_text:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                in_text = False
        elif byte == 0x22:
            in_text = True
        elif byte in b"[{":
            depth += 1
            if depth > DEPTH_MAX:
                raise Rejected("too_deep", f"The JSON is nested deeper than {DEPTH_MAX}.")
        elif byte in b"]}":
            depth -= 1


def _controls(value: Any, path: str = "", name: str = "") -> list[str]:
    if isinstance(value, str):
        wrong = _WRONG_IN_NOTE if name in _NOTE_FIELDS else _CONTROL
        return [path] if wrong.search(value) else []
    if isinstance(value, dict):
        found = [path or "body"] if any(_CONTROL.search(key) for key in value) else []
        for key, part in value.items():
            found += _controls(part, f"{path}.{key}" if path else key, key)
        return found
    if isinstance(value, list):
        return [hit for at, part in enumerate(value) for hit in _controls(part, f"{path}[{at}]", name)]
    return []
