"""The frames of the live channel (contract, section 5), without I/O."""

from typing import Any, Literal

import msgspec

from kitchenhub.errors import Rejected

SUBPROTOCOL = "kitchenhub.v1"
BEAT_SECONDS = 5.0
TOPICS_MAX = 50

# Close codes, documented in the README and in asyncapi.json.
TOO_SLOW = 4000
SIGNED_OUT = 4001
FORBIDDEN = 4003
UNKNOWN_TOPIC = 4004
TOO_MANY_MESSAGES = 4008
BAD_MESSAGE = 4009
VERSION_TOO_OLD = 4010
RESTARTING = 1012
CLOSE_CODES = {
    TOO_SLOW: "too_slow",
    SIGNED_OUT: "signed_out",
    FORBIDDEN: "forbidden",
    UNKNOWN_TOPIC: "unknown_topic",
    TOO_MANY_MESSAGES: "too_many_messages",
    BAD_MESSAGE: "bad_message",
    VERSION_TOO_OLD: "version_too_old",
    RESTARTING: "restarting",
}


class Subscription(msgspec.Struct, frozen=True):
    """What a socket asked for in its address."""

    topics: tuple[str, ...]
    after: int | None
    log: str | None
    batch: bool


class Snapshot(msgspec.Struct, frozen=True, tag_field="kind", tag="snapshot"):
    """The whole content of the topics as of number `seq`; replaces the replica."""

    log: str
    seq: int
    topics: dict[str, Any]


class Beat(msgspec.Struct, frozen=True, tag_field="kind", tag="beat"):
    """Nothing new: you have everything up to `seq`."""

    log: str
    seq: int
    at: str


class Refusal(msgspec.Struct, frozen=True, tag_field="kind", tag="error"):
    """Said once before the server closes; `code` names the close code."""

    code: str
    detail: str = ""


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a screen says: everything up to `seq` is painted on it."""

    kind: Literal["seen"]
    seq: int


def subscription(parameters: dict[str, str]) -> Subscription:
    """The subscription in a socket's query; raises Rejected `invalid`."""
    unknown = set(parameters) - {"topics", "after", "log", "batch", "v"}
    if unknown:
        raise Rejected("invalid", f"{sorted(unknown)[0][:80]} is not known here.")
    topics = tuple(dict.fromkeys(part for part in parameters.get("topics", "").split(",") if part))
    if not topics or len(topics) > TOPICS_MAX:
        raise Rejected("invalid", f"topics names 1 to {TOPICS_MAX} topics.")
    after = parameters.get("after")
    if after is not None and not (after.isascii() and after.isdigit() and len(after) < 16):
        raise Rejected("invalid", "after is a whole number.")
    if parameters.get("v", "1") != "1":
        raise Rejected("invalid", "This server speaks version 1.")
    number = int(after) if after is not None else None
    return Subscription(topics, number, parameters.get("log"), parameters.get("batch") == "1")


_seen = msgspec.json.Decoder(Seen)


def client_message(text: str) -> Seen:
    """What a client may say; raises Rejected `invalid` for anything else."""
    try:
        return _seen.decode(text)
    except (msgspec.MsgspecError, ValueError) as fault:
        raise Rejected("invalid", str(fault)[:200]) from None


def encode(frame: Snapshot | Beat | Refusal) -> str:
    """A frame as text."""
    return msgspec.json.encode(frame).decode()


def bundle(frames: list[str]) -> str:
    """Several encoded events as one `events` frame, for clients that asked for it."""
    return '{"kind":"events","events":[' + ",".join(frames) + "]}"
