"""The one writer: a thread that drains waiting commands into one transaction (group commit).

It decides commands in order on a `Work` each, flushes every table once, commits once and then answers
all. A guard that does not hold rolls the group back and runs its commands one by one; a failing COMMIT
means the outcome is unknown and answers 503. Nothing here knows a subject.
"""

import queue
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import chain
from typing import Any

import msgspec
import sqlalchemy as sa
import structlog

from kitchenhub import crash_points
from kitchenhub.errors import Rejected, Unavailable
from kitchenhub.store.cache import Cache
from kitchenhub.store.command_log import CommandRow, StoredAnswer
from kitchenhub.store.database import Database, Session
from kitchenhub.store.log import FIRST_HASH, EventRow, LiveEvent, LogHead, NewEvent, append, live_event
from kitchenhub.store.rows import TABLES, Row
from kitchenhub.store.work import SYSTEM, Actor, Work

GROUP_MAX = 256
# How many rows of a restaurant are remembered between groups before they are forgotten.
ROWS_MAX = 200_000
# The number that stands for "a restaurant to be": numbers begin at 1.
FOUNDING = 0
_LAST = sa.select(sa.func.max(TABLES[LogHead].table.c.restaurant_id))
log = structlog.get_logger("writer")


class Command(msgspec.Struct, frozen=True):
    """One thing somebody asked for: `run` decides it and says what the answer shows."""

    name: str
    restaurant_id: int
    actor: Actor
    run: Callable[[Work], "Result"]
    key: str | None = None
    fingerprint: bytes = b""


class Result(msgspec.Struct, frozen=True):
    """What a command's answer shows (`kind` and `ids` of a card) and its HTTP status."""

    kind: str
    ids: tuple[str, ...] = ()
    status: int = 200


class Answer(msgspec.Struct, frozen=True):
    """What goes back to whoever asked, after the commit."""

    status: int
    body: bytes
    replayed: bool = False
    seq: int = 0


class Decided(msgspec.Struct, frozen=True):
    """A command that the hub has run to its end, nothing of it written yet."""

    result: Result
    body: bytes
    events: Sequence[NewEvent]


class GuardFailed(Exception):
    """A row was no longer what the command was decided on."""


class Committed(msgspec.Struct, frozen=True):
    """What a commit made visible: the events of one restaurant, in order, and which kinds of rows the whole
    group wrote.
    """

    restaurant_id: int
    events: list[LiveEvent]
    wrote: frozenset[type[Row]]


class _Waiting(msgspec.Struct):
    command: Command
    future: Future[Answer]
    answer: Answer | None = None
    error: BaseException | None = None


class Writer:
    """The writing thread of this process.

    `decide` runs a command to its end on a Work; `replay` builds the answer of a remembered one; `reject`
    encodes a rejection; `committed` is called in the writer's thread after each commit.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], str],
        decide: Callable[[Work, Command], Decided],
        replay: Callable[[Work, StoredAnswer], bytes],
        reject: Callable[[Rejected], bytes],
        committed: Callable[[list[Committed]], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._decide = decide
        self._replay = replay
        self._reject = reject
        self._committed = committed
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work_off, name="writer", daemon=True)
        self._stopped = False
        self.groups = 0
        self.commands = 0
        self.commit_seconds = 0.0

    def start(self) -> None:
        """Open the writing session and begin."""
        self._session: Session = self._database.open_writer()
        self._caches: dict[int, Cache] = {}
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether the writing thread runs."""
        return self._thread.is_alive()

    def submit(self, command: Command) -> "Future[Answer]":
        """Queue a command; the future ends after its commit with the answer, or with the error."""
        future: Future[Answer] = Future()
        if self._stopped:
            future.set_exception(Unavailable("The writer has stopped."))
            return future
        self._queue.put(_Waiting(command, future))
        return future

    def found(self) -> "Future[Answer]":
        """Begin the log of a new restaurant, which no command can do; the answer's body is its number."""
        return self.submit(Command("found", FOUNDING, SYSTEM, lambda work: Result("nothing")))

    def stop(self) -> None:
        """Finish what waits, then end the thread and close the session."""
        self._stopped = True
        if self.alive:
            self._queue.put(None)
            self._thread.join()
            self._session.close()

    def _work_off(self) -> None:
        running = True
        while running:
            group, running = self._next_group()
            if group:
                self._run(group)

    def _next_group(self) -> tuple[list[_Waiting], bool]:
        group: list[_Waiting] = []
        waiting = self._queue.get()
        while waiting is not None:
            group.append(waiting)
            if len(group) == GROUP_MAX or self._queue.empty():
                return group, True
            waiting = self._queue.get()
        return group, False

    def _run(self, group: list[_Waiting]) -> None:
        try:
            self._run_group(group)
        except (self._database.integrity_errors, GuardFailed) as fault:
            if len(group) == 1:
                log.warning("guard failed", command=group[0].command.name, fault=str(fault))
                _end(group, Unavailable("Somebody changed the same thing at the same moment."))
                return
            log.info("group falls apart", commands=len(group), fault=str(fault))
            for waiting in group:
                waiting.answer = waiting.error = None
                self._run([waiting])
        except self._database.errors as fault:
            log.error("database refused", fault=str(fault), commands=len(group))
            _end(group, Unavailable("The database cannot write just now."))
        except (
            Exception
        ):  # the outer edge of the writer: a bug must not end the thread that everybody waits for
            log.exception("writer bug")
            _end(group, RuntimeError("the writer failed"))

    def _run_group(self, group: list[_Waiting]) -> None:
        session = self._session
        try:
            session.begin()
            self._take({waiting.command.restaurant_id for waiting in group})
            made: dict[int, list[LiveEvent]] = {}
            for waiting in group:
                self._run_one(waiting, made)
            wrote = self._flush()
            crash_points.reach("before_commit")
            started = time.perf_counter()
            session.commit()
            self.commit_seconds += time.perf_counter() - started
            crash_points.reach("after_commit")
        except BaseException:
            self._caches.clear()
            session.rollback()
            raise
        self._flushed()
        self.groups += 1
        self.commands += len(group)
        if made:
            self._committed([Committed(restaurant, events, wrote) for restaurant, events in made.items()])
        for waiting in group:
            if not waiting.future.set_running_or_notify_cancel():
                continue  # whoever asked has gone; the command is done all the same
            if waiting.error is not None:
                waiting.future.set_exception(waiting.error)
            elif waiting.answer is not None:
                waiting.future.set_result(waiting.answer)

    def _take(self, restaurants: set[int]) -> None:
        """Lock the group's restaurants; what another process has written since is read anew."""
        restaurants = restaurants - {FOUNDING}
        versions = self._session.lock(sorted(restaurants))
        for id in restaurants:
            cache = self._caches.get(id)
            head = cache.get(LogHead, (id,)) if cache is not None else None
            if head is None or versions.get(id, head.version) != head.version:
                self._caches[id] = Cache(self._database, self._session)

    def _flushed(self) -> None:
        for id, cache in list(self._caches.items()):
            cache.flushed()
            if cache.size > ROWS_MAX:
                del self._caches[id]

    def _found(self) -> Answer:
        ((last,),) = self._session.fetch(self._database.compiled(_LAST).sql)
        id = max(last or 0, *self._caches, 0) + 1
        head = LogHead(restaurant_id=id, log=str(uuid.uuid4()), last_seq=0, last_hash=FIRST_HASH)
        self._caches[id] = Cache(self._database, self._session)
        self._caches[id].accept({LogHead: {(id,): head}}, {})
        return Answer(201, str(id).encode())

    def _run_one(self, waiting: _Waiting, made: dict[int, list[LiveEvent]]) -> None:
        command = waiting.command
        if command.restaurant_id == FOUNDING:
            waiting.answer = self._found()
            return
        cache = self._caches[command.restaurant_id]
        head = cache.get(LogHead, (command.restaurant_id,))
        if head is None:
            raise RuntimeError(f"restaurant {command.restaurant_id} has no log")
        now = self._clock()
        work = Work(cache, command.restaurant_id, command.actor, now, head.last_seq + 1)
        try:
            if command.key is not None:
                known = cache.get(CommandRow, (command.restaurant_id, command.key))
                if known is not None:
                    waiting.answer = self._repeat(work, command, known)
                    return
            decided = self._decide(work, command)
        except Rejected as rejection:
            waiting.answer = self._refuse(command, rejection, now)
            return
        except self._database.errors:
            raise
        except Exception as bug:  # one command's bug is its own: the group goes on without it
            waiting.error = bug
            return
        self._accept(work, command, decided, head, made)
        waiting.answer = Answer(decided.result.status, decided.body, seq=head.last_seq + len(decided.events))

    def _accept(
        self, work: Work, command: Command, decided: Decided, head: LogHead, made: dict[int, list[LiveEvent]]
    ) -> None:
        added, changed = work.added, work.changed
        if decided.events:
            new_head, rows = append(head, list(decided.events), work.now, command.actor.label)
            changed[LogHead][(command.restaurant_id,)] = new_head
            added[EventRow] = {(event.restaurant_id, event.seq): event for event in rows}
            made.setdefault(command.restaurant_id, []).extend(live_event(row) for row in rows)
        elif added or changed:
            # The version tells other processes that what they remember of this restaurant is old.
            changed[LogHead][(command.restaurant_id,)] = msgspec.structs.replace(
                head, version=head.version + 1
            )
        if command.key is not None:
            stored = StoredAnswer(decided.result.kind, decided.result.ids)
            row = _command_row(command, decided.result.status, stored, work.now)
            added[CommandRow][row.restaurant_id, row.key] = row
        self._caches[command.restaurant_id].accept(added, changed)

    def _repeat(self, work: Work, command: Command, known: CommandRow) -> Answer:
        if known.fingerprint != command.fingerprint:
            raise Rejected("key_reused", "This Idempotency-Key was used for another request.")
        stored = msgspec.json.decode(known.answer, type=StoredAnswer)
        body = stored.problem.encode() if stored.problem is not None else self._replay(work, stored)
        return Answer(known.status, body, replayed=True, seq=work.first_seq - 1)

    def _refuse(self, command: Command, rejection: Rejected, now: str) -> Answer:
        body = self._reject(rejection)
        remembered = command.key is not None and rejection.status in (409, 422)
        if remembered and rejection.code != "key_reused":
            row = _command_row(command, rejection.status, StoredAnswer("problem", problem=body.decode()), now)
            self._caches[command.restaurant_id].accept({CommandRow: {(row.restaurant_id, row.key): row}}, {})
        return Answer(rejection.status, body)

    def _flush(self) -> frozenset[type[Row]]:
        """Write every table once; which ones."""
        inserted: dict[type[Row], list[Sequence[Any]]] = defaultdict(list)
        updated: dict[type[Row], list[Sequence[Any]]] = defaultdict(list)
        for cache in self._caches.values():
            for row_type, fresh in cache.inserted.items():
                inserted[row_type] += map(TABLES[row_type].to_sql, fresh.values())
            for row_type, updates in cache.updated.items():
                names = self._database.update(row_type).names if updates else ()
                updated[row_type] += [
                    _update_tuple(row_type, names, base, row) for base, row in updates.values()
                ]
        for row_type, rows in inserted.items():
            if rows:
                self._session.write_many(self._database.insert(row_type), rows)
        for row_type, rows in updated.items():
            if rows and self._session.write_many(self._database.update(row_type), rows) != len(rows):
                raise GuardFailed(row_type.__name__)
        return frozenset(row_type for row_type, rows in chain(inserted.items(), updated.items()) if rows)


def _update_tuple(row_type: type[Row], names: tuple[str, ...], base: int, row: Row) -> list[Any]:
    known = TABLES[row_type]
    values = dict(zip(known.names, known.to_sql(row), strict=True))
    values["base_version"] = base
    for name in known.key_names:
        values[f"key_{name}"] = values[name]
    return [values[name] for name in names]


def _command_row(command: Command, status: int, stored: StoredAnswer, now: str) -> CommandRow:
    return CommandRow(
        restaurant_id=command.restaurant_id, key=command.key or "", fingerprint=command.fingerprint,
        name=command.name, actor=command.actor.label, status=status,
        answer=msgspec.json.encode(stored).decode(), at=now,
    )  # fmt: skip


def _end(group: list[_Waiting], error: BaseException) -> None:
    for waiting in group:
        if not waiting.future.done() and waiting.future.set_running_or_notify_cancel():
            waiting.future.set_exception(error)
