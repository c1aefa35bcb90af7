"""Rows of people and credentials. Secrets are stored hashed only."""

from kitchenhub.roles import Role
from kitchenhub.store.rows import Row, table


@table("staff")
class StaffMember(Row, frozen=True, kw_only=True):
    """A person. `pin_hash` is argon2id over the PIN and a pepper that is not in the database."""

    id: str
    name: str
    role: Role
    pin_hash: str
    position: int = 0
    archived: bool = False
    version: int = 1


@table("api_tokens", unique=(("token_hash",),), scoped=False)
class ApiToken(Row, frozen=True, kw_only=True):
    """A program's credential: SHA-256 of a token of at least 128 random bits."""

    id: str
    name: str
    role: Role
    token_hash: bytes
    created_at: str
    revoked_at: str | None = None
    version: int = 1


@table("sign_ins", unique=(("secret_hash",),), scoped=False, indexes=(("staff_id",),))
class SignIn(Row, frozen=True, kw_only=True):
    """A browser session: SHA-256 of the cookie's secret."""

    id: str
    secret_hash: bytes
    staff_id: str
    created_at: str
    expires_at: str
    ended_at: str | None = None
    version: int = 1


@table("approvals")
class Approval(Row, frozen=True, kw_only=True):
    """A manager's yes to one action on one target with one amount, used once within 60 s."""

    id: str
    action: str
    target: str
    amount_cents: int | None
    staff_id: str
    created_at: str
    expires_at: str
    used_at: str | None = None
    version: int = 1
