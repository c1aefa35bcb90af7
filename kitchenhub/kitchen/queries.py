"""Reading stations and their boards."""

from typing import Literal

import msgspec
import sqlalchemy as sa

from kitchenhub.errors import unknown
from kitchenhub.kitchen.cards import TicketCard, ticket_card
from kitchenhub.kitchen.rules import BOARD_STATES, on_board
from kitchenhub.kitchen.tables import Progress, Station, StationKind, Ticket
from kitchenhub.store.log import LogHead
from kitchenhub.store.paging import Paged, cursor_of, key_of
from kitchenhub.store.reads import Reader, columns_of
from kitchenhub.store.rows import TABLES

_tickets = TABLES[Ticket].table
_BOARD = (
    sa.select(*columns_of(Ticket))
    .where(
        _tickets.c.restaurant_id == sa.bindparam("restaurant_id"),
        sa.or_(sa.bindparam("station") == "", _tickets.c.station_id == sa.bindparam("station")),
        sa.or_(
            *(_tickets.c.state == state for state in BOARD_STATES),
            sa.and_(_tickets.c.state == "voided", _tickets.c.void_acknowledged_at.is_(None)),
        ),
    )
    .order_by(_tickets.c.fired_at, _tickets.c.id)
)
_READY = (
    sa.select(*columns_of(Ticket))
    .where(
        _tickets.c.restaurant_id == sa.bindparam("restaurant_id"),
        _tickets.c.station_id == sa.bindparam("station"),
        _tickets.c.state == "ready",
        sa.or_(
            _tickets.c.ready_at < sa.bindparam("ready_at"),
            sa.and_(_tickets.c.ready_at == sa.bindparam("ready_at"), _tickets.c.id < sa.bindparam("id")),
        ),
    )
    .order_by(_tickets.c.ready_at.desc(), _tickets.c.id.desc())
    .limit(sa.bindparam("limit"))
)
_LATEST = "9999"


class StationCard(msgspec.Struct, frozen=True, kw_only=True):
    """A station with its settings."""

    id: str
    name: str
    kind: StationKind
    screen: bool
    printer: str | None
    progress: Progress
    held: str
    warm_seconds: int
    late_seconds: int
    stations: tuple[str, ...]


class Stations(msgspec.Struct, frozen=True, kw_only=True):
    """All stations, as the file lists them."""

    stations: list[StationCard]


class TicketQuery(Paged, frozen=True, kw_only=True):
    """The board (default), or what is ready, latest first."""

    state: Literal["board", "ready"] = "board"


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """A station's tickets, and the number of the log that they are as of."""

    log: str
    seq: int
    tickets: list[TicketCard]
    next: str | None = None


class StationTopic(msgspec.Struct, frozen=True, kw_only=True):
    """What a station's screen sees first."""

    tickets: list[TicketCard]


class StationsTopic(msgspec.Struct, frozen=True, kw_only=True):
    """What a screen for the whole kitchen sees first."""

    stations: list[StationCard]
    tickets: list[TicketCard]


def station_cards(reader: Reader) -> list[StationCard]:
    """The stations that are in use."""
    rows = sorted((row for row in reader.find(Station) if not row.archived), key=lambda row: row.position)
    return [
        StationCard(
            id=row.id, name=row.name, kind=row.kind, screen=row.screen, printer=row.printer,
            progress=row.progress, held=row.held, warm_seconds=row.warm_seconds,
            late_seconds=row.late_seconds, stations=row.stations,
        )
        for row in rows
    ]  # fmt: skip


def list_stations(reader: Reader) -> Stations:
    """The stations."""
    return Stations(stations=station_cards(reader))


def board(reader: Reader, station: str) -> list[TicketCard]:
    """The tickets of a station's board (all stations' for an empty name), oldest first."""
    return [ticket_card(row) for row in reader.select(Ticket, _BOARD, station=station) if on_board(row)]


def list_tickets(reader: Reader, station: str, query: TicketQuery) -> Board:
    """A station's board, whole, or its ready tickets by page."""
    _known(reader, station)
    head = reader.get(LogHead)
    if head is None:
        raise RuntimeError("a restaurant without a log")
    if query.state == "board":
        return Board(log=head.log, seq=head.last_seq, tickets=board(reader, station))
    ready_at, id = key_of(query.cursor, (str, str)) if query.cursor else (_LATEST, "")
    found = reader.select(Ticket, _READY, station=station, ready_at=ready_at, id=id, limit=query.limit + 1)
    shown = found[: query.limit]
    more = cursor_of(shown[-1].ready_at, shown[-1].id) if len(found) > query.limit else None
    return Board(log=head.log, seq=head.last_seq, tickets=[ticket_card(row) for row in shown], next=more)


def station_topic(reader: Reader, station: str) -> StationTopic:
    """A station's board."""
    _known(reader, station)
    return StationTopic(tickets=board(reader, station))


def stations_topic(reader: Reader) -> StationsTopic:
    """All boards at once."""
    return StationsTopic(stations=station_cards(reader), tickets=board(reader, ""))


def _known(reader: Reader, station: str) -> None:
    if reader.get(Station, station) is None:
        raise unknown("station", station)
