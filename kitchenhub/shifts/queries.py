"""Reading drawers, reports and the day."""

import msgspec

from kitchenhub.errors import Rejected, unknown
from kitchenhub.restaurant.days import business_day
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.shifts.cards import DrawerSessionCard, drawer_session_card
from kitchenhub.shifts.closing import checked_day, kept_figures
from kitchenhub.shifts.figures import DrawerFigure, Figures, drawer_figure, figures_of
from kitchenhub.shifts.tables import DayClose, DrawerSession
from kitchenhub.store.paging import Paged, cursor_of, key_of
from kitchenhub.store.reads import Reader


class SessionQuery(Paged, frozen=True, kw_only=True):
    """Which drawer sessions: open ones, or all."""

    open: bool | None = None


class SessionPage(msgspec.Struct, frozen=True, kw_only=True):
    """Drawer sessions, latest first."""

    drawer_sessions: list[DrawerSessionCard]
    next: str | None


class DrawerReport(msgspec.Struct, frozen=True, kw_only=True):
    """The X of a drawer: the session and what it should hold now."""

    drawer_session: DrawerSessionCard
    figures: DrawerFigure


def list_sessions(reader: Reader, query: SessionQuery) -> SessionPage:
    """Drawer sessions."""
    if query.open is False:
        raise Rejected("invalid", "open: only true can be asked for; leave it out for all sessions.")
    rows = reader.find(DrawerSession, state="open") if query.open else reader.find(DrawerSession)
    rows.sort(key=lambda row: (row.opened_at, row.id), reverse=True)
    if query.cursor:
        opened_at, id = key_of(query.cursor, (str, str))
        rows = [row for row in rows if (row.opened_at, row.id) < (opened_at, id)]
    shown = rows[: query.limit]
    more = cursor_of(shown[-1].opened_at, shown[-1].id) if len(rows) > query.limit else None
    return SessionPage(drawer_sessions=[drawer_session_card(row) for row in shown], next=more)


def drawer_session_cards(reader: Reader) -> list[DrawerSessionCard]:
    """The open sessions, for the office."""
    return [drawer_session_card(row) for row in reader.find(DrawerSession, state="open")]


def read_drawer_report(reader: Reader, id: str) -> DrawerReport:
    """The X of a drawer session."""
    row = reader.get(DrawerSession, id)
    if row is None:
        raise unknown("drawer session", id)
    return DrawerReport(drawer_session=drawer_session_card(row), figures=drawer_figure(reader, row))


def read_day(reader: Reader, day: str) -> Figures:
    """A day's figures: as it was closed, else as of now. `today` is the running business day."""
    restaurant = reader.get(Restaurant)
    if restaurant is None:
        raise RuntimeError("a restaurant without settings")
    wanted = business_day(restaurant, reader.now) if day == "today" else checked_day(day)
    close = reader.get(DayClose, wanted)
    return kept_figures(close) if close is not None else figures_of(reader, wanted)
