"""The live channel as an AsyncAPI 3 document, generated from its frames and the cards that travel in
them.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from kitchenhub import __version__
from kitchenhub.live.audience import TOPIC_ROLES
from kitchenhub.live.protocol import CLOSE_CODES, SUBPROTOCOL, Beat, Refusal, Seen, Snapshot

_REF = "#/components/schemas/{name}"


class Event(msgspec.Struct, frozen=True, tag_field="kind", tag="event"):
    """A numbered event: `data` is the whole new card of its home topic."""

    seq: int
    type: str
    topic: str
    at: str
    data: dict[str, Any]


class Events(msgspec.Struct, frozen=True, tag_field="kind", tag="events"):
    """Several events in one frame, only for clients that asked with `batch=1`."""

    events: list[Event]


def document(path: str, event_types: Mapping[str, str]) -> dict[str, Any]:
    """The document; `event_types` maps each type to its home topic."""
    sent = (Snapshot, Event, Events, Beat, Refusal)
    models = (*sent, Seen)
    _, components = msgspec.json.schema_components(models, ref_template=_REF)
    components["Event"]["properties"]["type"] = {"enum": sorted(event_types)}
    messages = {
        model.__name__: {"payload": {"$ref": _REF.format(name=model.__name__)}, "summary": model.__doc__}
        for model in models
    }
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "KitchenHub live channel", "version": __version__, "description": _about()},
        "channels": {
            "live": {
                "address": path,
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
                "bindings": {"ws": {"query": _QUERY}},
            }
        },
        "operations": {
            "send": _operation("send", [model.__name__ for model in sent]),
            "receive": _operation("receive", ["Seen"]),
        },
        "components": {"messages": messages, "schemas": components},
    }


_QUERY = {
    "type": "object",
    "required": ["topics"],
    "properties": {
        "topics": {"type": "string", "description": "comma-separated topics"},
        "after": {"type": "integer", "description": "the last number seen"},
        "log": {"type": "string", "description": "the log that number belongs to"},
        "batch": {"const": "1", "description": "allow frames of several events"},
    },
}


def _operation(action: str, names: list[str]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/live"},
        "messages": [{"$ref": f"#/channels/live/messages/{name}"} for name in names],
    }


def _about() -> str:
    topics = ", ".join(f"`{kind}` ({', '.join(sorted(roles))})" for kind, roles in TOPIC_ROLES.items())
    codes = ", ".join(f"{code} {name}" for code, name in CLOSE_CODES.items())
    return f"Subprotocol `{SUBPROTOCOL}`. Topics and who may hear them: {topics}. Close codes: {codes}."
