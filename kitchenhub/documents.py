"""What the server says about itself and its log: events by number, the OpenAPI and AsyncAPI documents."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kitchenhub.api.call import Call
from kitchenhub.api.endpoint import Endpoint, edge, read
from kitchenhub.api.server import json_response
from kitchenhub.live.content import events_after
from kitchenhub.roles import MANAGERS
from kitchenhub.store.log import LogHead
from kitchenhub.store.paging import Limit
from kitchenhub.store.reads import Reader
from kitchenhub.wire import Time


class EventQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events: those after a number of a log."""

    after: int = 0
    log: str | None = None
    limit: Limit = 200


class LoggedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event as in the live channel."""

    seq: int
    type: str
    topic: str
    at: Time
    data: dict[str, Any]


class EventPage(msgspec.Struct, frozen=True, kw_only=True):
    """Events in order; `last` is the log's last number. Another `log` than asked for: begin again at 0."""

    log: str
    events: list[LoggedEvent]
    last: int


def list_events(reader: Reader, query: EventQuery) -> EventPage:
    """Events after `query.after`, or none of them when `query.log` is not this log."""
    head = reader.get(LogHead)
    if head is None:
        raise RuntimeError("a restaurant without a log")
    if query.log not in (None, head.log):
        return EventPage(log=head.log, events=[], last=head.last_seq)
    events = [
        LoggedEvent(
            seq=row.seq, type=row.type, topic=row.topic, at=row.at, data=msgspec.json.decode(row.data or "{}")
        )
        for row in events_after(reader, query.after, query.limit)
    ]
    return EventPage(log=head.log, events=events, last=head.last_seq)


async def _openapi(request: Request, call: Call) -> Response:
    return json_response(call.state.openapi)


async def _asyncapi(request: Request, call: Call) -> Response:
    return json_response(call.state.asyncapi)


ENDPOINTS: list[Endpoint] = [
    read("/events", MANAGERS | {"integration"}, list_events, summary="Events after a number",
         answer=EventPage, query=EventQuery),
    edge("GET", "/openapi.json", MANAGERS, _openapi, summary="This document", answer=dict[str, Any],
         public=True),
    edge("GET", "/asyncapi.json", MANAGERS, _asyncapi, summary="The live channel's messages",
         answer=dict[str, Any], public=True),
]  # fmt: skip
