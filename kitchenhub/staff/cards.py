"""What the API shows of people and credentials. Nothing of staff goes out as an event."""

from typing import Any

import msgspec

from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.roles import Role
from kitchenhub.staff.pages import Page, pages_of
from kitchenhub.staff.tables import ApiToken, Approval, SignIn, StaffMember
from kitchenhub.store.cards import CardKind
from kitchenhub.store.reads import Reads
from kitchenhub.wire import Currency, Time


class Person(msgspec.Struct, frozen=True):
    """Somebody who works here."""

    id: str
    name: str
    role: Role


class SignedIn(msgspec.Struct, frozen=True):
    """The answer to a right PIN. The session itself is in the cookie."""

    staff: Person
    pages: list[Page]
    expires_at: Time


class House(msgspec.Struct, frozen=True):
    """What a page needs to know of the restaurant."""

    id: int
    name: str
    currency: Currency
    timezone: str
    locale: str


class SessionCard(msgspec.Struct, frozen=True):
    """Who asks: a person (`staff`) or a program (`token`), where, and until when."""

    kind: str
    staff: Person
    restaurant: House
    pages: list[Page]
    expires_at: Time | None


class TokenCard(msgspec.Struct, frozen=True):
    """An API token without its secret."""

    id: str
    name: str
    role: Role
    created_at: Time
    revoked_at: Time | None


class NewTokenCard(TokenCard, frozen=True):
    """A token that was just made. `token` is shown once: a repeated request answers null."""

    token: str | None


class ApprovalCard(msgspec.Struct, frozen=True):
    """A manager's yes, to be sent as `approval` in the guarded body."""

    approval: str
    expires_at: Time


def person_of(row: StaffMember) -> Person:
    """A person without the PIN."""
    return Person(row.id, row.name, row.role)


def signed_in(reads: Reads, sign_in_id: str) -> SignedIn:
    """The session that was just begun."""
    row = _found(reads.get(SignIn, sign_in_id))
    person = _found(reads.get(StaffMember, row.staff_id))
    return SignedIn(person_of(person), pages_of(reads, person.role), row.expires_at)


def house_of(reads: Reads) -> House:
    """The restaurant as a page needs it."""
    row = _found(reads.get(Restaurant))
    return House(row.restaurant_id, row.name, row.currency, row.timezone, row.locale)


def token_card(reads: Reads, token_id: str) -> TokenCard:
    """A token as the list shows it."""
    row = _found(reads.get(ApiToken, token_id))
    return TokenCard(row.id, row.name, row.role, row.created_at, row.revoked_at)


def approval_card(reads: Reads, approval_id: str) -> ApprovalCard:
    """An approval that was just given."""
    row = _found(reads.get(Approval, approval_id))
    return ApprovalCard(row.id, row.expires_at)


def _found(row: Any) -> Any:
    if row is None:
        raise RuntimeError("a row that was just written is gone")
    return row


CARDS: dict[str, CardKind] = {}
ANSWERS = {"signed_in": signed_in, "token": token_card, "approval": approval_card}
