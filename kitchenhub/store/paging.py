"""Pages of a list: a `limit` and an opaque cursor that names where the next page begins."""

import base64
import binascii
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from kitchenhub.errors import FieldError, Rejected

LIMIT_MAX = 200
Limit = Annotated[int, Meta(ge=1, le=LIMIT_MAX)]


class Paged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Query parameters that every list takes."""

    limit: Limit = 50
    cursor: str | None = None


def cursor_of(*key: Any) -> str:
    """The opaque cursor for the key of the last row shown."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def key_of(cursor: str, types: tuple[type, ...]) -> list[Any]:
    """The key inside a cursor; raises Rejected `invalid` for one that we did not make."""
    try:
        key = msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=list[Any])
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        key = []
    if len(key) != len(types) or any(type(part) is not kind for part, kind in zip(key, types, strict=True)):
        detail = "This cursor was not made by this list."
        raise Rejected("invalid", detail, fields=[FieldError("cursor", "invalid", detail)])
    return key
