"""Lists of people and tokens, and who a session belongs to."""

from typing import cast

import msgspec
import sqlalchemy as sa

from kitchenhub.api.principal import Principal
from kitchenhub.roles import MANAGERS, Role
from kitchenhub.staff.cards import Person, SessionCard, TokenCard, house_of, person_of
from kitchenhub.staff.pages import pages_of
from kitchenhub.staff.tables import ApiToken, SignIn, StaffMember
from kitchenhub.store.paging import Paged, cursor_of, key_of
from kitchenhub.store.reads import Reader, columns_of
from kitchenhub.store.rows import TABLES

_TOKENS = TABLES[ApiToken].table
_STAFF = TABLES[StaffMember].table
_TOKEN_PAGE = (
    sa.select(*columns_of(ApiToken))
    .where(_TOKENS.c.restaurant_id == sa.bindparam("restaurant_id"), _TOKENS.c.id > sa.bindparam("after"))
    .order_by(_TOKENS.c.id)
    .limit(sa.bindparam("count"))
    .offset(sa.literal_column("0"))
)
_STAFF_PAGE = (
    sa.select(*columns_of(StaffMember))
    .where(
        _STAFF.c.restaurant_id == sa.bindparam("restaurant_id"),
        _STAFF.c.id > sa.bindparam("after"),
        _STAFF.c.archived == sa.literal_column("0"),
    )
    .order_by(_STAFF.c.id)
    .limit(sa.bindparam("count"))
    .offset(sa.literal_column("0"))
)


class StaffPage(msgspec.Struct, frozen=True):
    """Everybody who works here, by id."""

    staff: list[Person]
    next: str | None


class TokenPage(msgspec.Struct, frozen=True):
    """API tokens, revoked ones too, oldest first."""

    tokens: list[TokenCard]
    next: str | None


def list_staff(reads: Reader, query: Paged) -> StaffPage:
    """A page of people."""
    found = reads.select(StaffMember, _STAFF_PAGE, after=_after(query), count=query.limit + 1)
    shown = found[: query.limit]
    following = cursor_of(shown[-1].id) if len(found) > query.limit else None
    return StaffPage([person_of(row) for row in shown], following)


def list_tokens(reads: Reader, query: Paged) -> TokenPage:
    """A page of tokens."""
    found = reads.select(ApiToken, _TOKEN_PAGE, after=_after(query), count=query.limit + 1)
    shown = found[: query.limit]
    following = cursor_of(shown[-1].id) if len(found) > query.limit else None
    cards = [TokenCard(row.id, row.name, row.role, row.created_at, row.revoked_at) for row in shown]
    return TokenPage(cards, following)


def show_session(reads: Reader, principal: Principal) -> SessionCard:
    """Who asks, where, and until when."""
    actor = principal.actor
    sign_in = reads.get(SignIn, principal.session_id) if principal.session_id else None
    person = Person(actor.id, actor.name, cast(Role, actor.role))
    return SessionCard(
        kind=actor.kind, staff=person, restaurant=house_of(reads),
        pages=pages_of(reads, actor.role), expires_at=sign_in.expires_at if sign_in else None,
    )  # fmt: skip


def find_person(reads: Reader, staff_id: str) -> StaffMember | None:
    """Somebody who works here now."""
    row = reads.get(StaffMember, staff_id)
    return None if row is None or row.archived else row


def approvers(reads: Reader, staff_id: str | None) -> list[StaffMember]:
    """Whose PIN may approve: everybody with that right, or the one who is named if they have it."""
    able = [row for row in reads.find(StaffMember) if row.role in MANAGERS and not row.archived]
    return [row for row in able if staff_id is None or row.id == staff_id]


def _after(query: Paged) -> str:
    return str(key_of(query.cursor, (str,))[0]) if query.cursor else ""
