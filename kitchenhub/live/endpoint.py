"""The WebSocket route: credential, origin and topics are checked before the handshake completes."""

import asyncio
from collections.abc import Callable

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from kitchenhub.api.call import Resolver
from kitchenhub.api.origin import from_own_page
from kitchenhub.api.principal import Principal
from kitchenhub.api.problems import rejected, respond
from kitchenhub.api.server import cookie_secret
from kitchenhub.errors import Rejected, Unavailable
from kitchenhub.live import protocol
from kitchenhub.live.audience import may_hear, topic_kind
from kitchenhub.live.content import Opening, Snapshots, events_after, opening
from kitchenhub.live.feed import Feed
from kitchenhub.live.openings import Openings
from kitchenhub.live.session import Session
from kitchenhub.store.database import Database
from kitchenhub.store.log import EventRow, LogHead, live_event
from kitchenhub.store.reads import reading
from kitchenhub.store.writer import Committed

RECHECK_SECONDS = 4.0
EVENTS_AT_ONCE = 500
log = structlog.get_logger("live")
SeenReport = Callable[[Principal, frozenset[str], int], None]


class LiveChannel:
    """All live sessions of this process."""

    def __init__(
        self,
        database: Database,
        credentials: Resolver,
        snapshots: Snapshots,
        clock: Callable[[], str],
        seen: SeenReport,
    ) -> None:
        self._database = database
        self._credentials = credentials
        self._snapshots = snapshots
        self._clock = clock
        self._seen = seen
        self._feeds: dict[int, Feed] = {}
        self._openings = Openings(self._open)
        self._reading: dict[int, asyncio.Task[None]] = {}
        self.sessions: dict[Session, Principal] = {}

    def feed(self, restaurant_id: int) -> Feed:
        """The restaurant's feed, begun at its last number."""
        known = self._feeds.get(restaurant_id)
        if known is None:
            with reading(self._database, restaurant_id, self._clock()) as reader:
                head = reader.get(LogHead)
            known = self._feeds[restaurant_id] = Feed(head.last_seq if head else 0)
        return known

    def publish(self, committed: list[Committed]) -> None:
        """Hand on what a commit of this process made visible. Runs on the event loop."""
        for group in committed:
            feed = self.feed(group.restaurant_id)
            if group.events[0].seq == feed.last_seq + 1:
                feed.publish(group.events)
            else:  # another process wrote before; the log has all of it in order
                self.heard(group.restaurant_id, group.events[-1].seq)

    def heard(self, restaurant_id: int, last_seq: int) -> bool:
        """The log goes up to this number: read on where this process is behind, and say whether it was."""
        if last_seq <= self.feed(restaurant_id).last_seq:
            return False
        if restaurant_id in self._reading:
            return True
        self._reading[restaurant_id] = asyncio.create_task(self._read_on(restaurant_id))
        return True

    async def _read_on(self, restaurant_id: int) -> None:
        feed = self.feed(restaurant_id)
        try:
            while rows := await asyncio.to_thread(self._events_after, restaurant_id, feed.last_seq):
                if fresh := [live_event(row) for row in rows if row.seq > feed.last_seq]:
                    feed.publish(fresh)
        except Unavailable:
            log.warning("the database does not answer; the next hint reads on", restaurant=restaurant_id)
        finally:
            del self._reading[restaurant_id]

    def _events_after(self, restaurant_id: int, seq: int) -> list[EventRow]:
        with reading(self._database, restaurant_id, self._clock()) as reader:
            return events_after(reader, seq, EVENTS_AT_ONCE)

    def listening(self, restaurant_id: int, topic: str) -> int:
        """How many sessions hear a topic."""
        return sum(topic in listener.topics for listener in self.feed(restaurant_id).listeners)

    def end_all(self) -> None:
        """Tell every screen that the server restarts."""
        for session in list(self.sessions):
            session.end(protocol.RESTARTING)

    async def serve(self, websocket: WebSocket) -> None:
        """One socket from handshake to end."""
        try:
            principal, wanted = await self._admit(websocket)
        except Rejected as rejection:
            await websocket.send_denial_response(respond(rejected(rejection)))
            return
        offered = websocket.scope.get("subprotocols", [])
        await websocket.accept(protocol.SUBPROTOCOL if protocol.SUBPROTOCOL in offered else None)
        session = Session(
            StarletteSocket(websocket),
            self.feed(principal.restaurant_id),
            wanted,
            lambda asked: self._openings.open(principal.restaurant_id, asked),
            lambda seq: self._seen(principal, frozenset(wanted.topics), seq),
            self._clock,
        )
        self.sessions[session] = principal
        watch = asyncio.create_task(self._watch(websocket, session))
        try:
            await session.run()
        finally:
            watch.cancel()
            del self.sessions[session]

    async def _admit(self, websocket: WebSocket) -> tuple[Principal, protocol.Subscription]:
        if not from_own_page(websocket):
            raise Rejected("origin_forbidden", "This was opened by a page that is not one of ours.")
        principal = await self._principal(websocket)
        if principal is None:
            raise Rejected("unauthenticated", "Sign in, or send a bearer token.")
        wanted = protocol.subscription(dict(websocket.query_params))
        for topic in wanted.topics:
            if topic_kind(topic) is None:
                raise Rejected("not_found", f"There is no topic {topic[:80]!r}.")
            if not may_hear(principal.actor.role, topic):
                raise Rejected("forbidden", f"The role {principal.actor.role} may not hear {topic[:80]!r}.")
        return principal, wanted

    async def _principal(self, websocket: WebSocket) -> Principal | None:
        scheme, _, token = websocket.headers.get("authorization", "").partition(" ")
        bearer = token.strip() if scheme.lower() == "bearer" else None
        return await self._credentials.resolve(bearer, None if bearer else cookie_secret(websocket))

    async def _watch(self, websocket: WebSocket, session: Session) -> None:
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            if await self._principal(websocket) is None:
                session.end(protocol.SIGNED_OUT)
                return

    def _open(self, restaurant_id: int, wanted: protocol.Subscription) -> Opening:
        with reading(self._database, restaurant_id, self._clock()) as reader:
            return opening(reader, wanted, self._snapshots)


class StarletteSocket:
    """A Starlette WebSocket as a session wants it."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket

    async def send(self, text: str) -> None:
        try:
            await self._websocket.send_text(text)
        except (WebSocketDisconnect, RuntimeError) as gone:
            raise ConnectionResetError from gone

    async def receive(self) -> str | None:
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        return str(message.get("text") or "")

    async def close(self, code: int) -> None:
        await self._websocket.close(code)
