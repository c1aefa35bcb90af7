"""One screen's socket: its own bounded queue and sender, so that it delays nobody.

Subscribe first, then read content and number in one transaction, then send what was published meanwhile.
A queue that overflows is thrown away for a fresh snapshot; a socket that takes nothing for
`STALL_SECONDS` is closed.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

from kitchenhub import crash_points
from kitchenhub.errors import Rejected
from kitchenhub.live import protocol
from kitchenhub.live.content import Opening
from kitchenhub.live.feed import Feed

QUEUE_EVENTS_MAX = 1_000
STALL_SECONDS = 20.0
REST_SECONDS_MAX = 5.0
MESSAGES_A_MINUTE_MAX = 100


class Socket(Protocol):
    """What a session needs of a WebSocket."""

    async def send(self, text: str) -> None:
        """Send one text frame; may block while the other side does not read."""
        ...

    async def receive(self) -> str | None:
        """The next text frame, None when the other side is gone."""
        ...

    async def close(self, code: int) -> None:
        """Close with a code."""
        ...


class Closing(Exception):
    """The session must end with this close code."""

    def __init__(self, code: int, detail: str = "") -> None:
        super().__init__(protocol.CLOSE_CODES[code])
        self.code = code
        self.detail = detail


class Session:
    """A subscribed socket from its opening frames to its end."""

    def __init__(
        self,
        socket: Socket,
        feed: Feed,
        wanted: protocol.Subscription,
        open_content: Callable[[protocol.Subscription], Awaitable[Opening]],
        seen: Callable[[int], None],
        clock: Callable[[], str],
    ) -> None:
        self.topics = frozenset(wanted.topics)
        self.batch = wanted.batch
        self._socket = socket
        self._feed = feed
        self._wanted = wanted
        self._open_content = open_content
        self._seen = seen
        self._clock = clock
        self._queue: deque[tuple[str, int, int]] = deque()
        self._waiting_events = 0
        self._overflowed = False
        self._stirred = asyncio.Event()
        self._closing: Closing | None = None
        self._sent_seq = 0
        self._log = ""
        self._minute_started = 0.0
        self._minute_messages = 0

    def offer(self, text: str, events: int, last_seq: int) -> None:
        """Queue a frame; over the bound everything queued is dropped for a snapshot."""
        if self._overflowed:
            return
        self._waiting_events += events
        if self._waiting_events > QUEUE_EVENTS_MAX:
            self._overflowed = True
            self._queue.clear()
        else:
            self._queue.append((text, events, last_seq))
        self._stirred.set()

    def end(self, code: int, detail: str = "") -> None:
        """Close this session from outside (signed out, restarting)."""
        self._closing = Closing(code, detail)
        self._stirred.set()

    async def run(self) -> None:
        """Serve the socket until either side ends it; never raises for what the other side does."""
        self._feed.join(self)
        tasks = [asyncio.create_task(self._send_all()), asyncio.create_task(self._receive_all())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._feed.leave(self)
            for task in tasks:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Closing):
                await self._say_goodbye(outcome)
            elif isinstance(outcome, Exception) and not isinstance(outcome, OSError):
                raise outcome

    async def _say_goodbye(self, closing: Closing) -> None:
        farewell = protocol.Refusal(protocol.CLOSE_CODES[closing.code], closing.detail)
        try:
            async with asyncio.timeout(1):
                if closing.code != protocol.TOO_SLOW:
                    await self._socket.send(protocol.encode(farewell))
                await self._socket.close(closing.code)
        except (TimeoutError, OSError, RuntimeError):
            return  # it does not listen any more: the connection is dropped by the server

    async def _send_all(self) -> None:
        await self._open(self._wanted)
        while True:
            if self._closing is not None:
                raise self._closing
            if self._overflowed:
                await self._start_over()
            while self._queue:
                text, events, last_seq = self._queue.popleft()
                self._waiting_events -= events
                if last_seq > self._sent_seq:
                    crash_points.reach("mid_delivery")
                    await self._send(text)
                    self._sent_seq = last_seq
            self._stirred.clear()
            if self._queue or self._overflowed or self._closing is not None:
                continue
            await self._wait_or_beat()

    async def _start_over(self) -> None:
        """Drop to a snapshot. A rest as long as the reading took keeps an overload from feeding itself."""
        begun = asyncio.get_running_loop().time()
        self._queue.clear()
        self._overflowed, self._waiting_events = False, 0
        await self._open(protocol.Subscription(self._wanted.topics, None, None, self.batch))
        if self._overflowed:
            await asyncio.sleep(min(asyncio.get_running_loop().time() - begun, REST_SECONDS_MAX))

    async def _wait_or_beat(self) -> None:
        try:
            async with asyncio.timeout(protocol.BEAT_SECONDS):
                await self._stirred.wait()
        except TimeoutError:
            seq = max(self._feed.last_seq, self._sent_seq)
            await self._send(protocol.encode(protocol.Beat(self._log, seq, self._clock())))

    async def _open(self, wanted: protocol.Subscription) -> None:
        content = await self._open_content(wanted)
        self._log = content.log
        for frame in content.frames:
            await self._send(frame)
        self._sent_seq = content.seq

    async def _send(self, text: str) -> None:
        try:
            async with asyncio.timeout(STALL_SECONDS):
                await self._socket.send(text)
        except TimeoutError:
            raise Closing(protocol.TOO_SLOW) from None

    async def _receive_all(self) -> None:
        while True:
            text = await self._socket.receive()
            if text is None:
                return
            self._count_message()
            try:
                message = protocol.client_message(text)
            except Rejected as fault:
                raise Closing(protocol.BAD_MESSAGE, fault.detail) from None
            self._seen(min(message.seq, self._sent_seq))

    def _count_message(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._minute_started >= 60:
            self._minute_started, self._minute_messages = now, 0
        self._minute_messages += 1
        if self._minute_messages > MESSAGES_A_MINUTE_MAX:
            raise Closing(protocol.TOO_MANY_MESSAGES)
