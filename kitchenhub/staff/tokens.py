"""API tokens: made, listed and revoked. Only the hash of a token is kept, so it is shown once."""

import secrets

from kitchenhub.errors import unknown
from kitchenhub.roles import Role
from kitchenhub.staff.credentials import secret_hash
from kitchenhub.staff.tables import ApiToken
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result


def new_token() -> str:
    """A fresh token: 256 random bits in 43 letters of the URL-safe alphabet."""
    return secrets.token_urlsafe(32)


def create_token(work: Work, name: str, role: Role, token: str) -> Result:
    """Keep the hash of a token that the caller made and will show."""
    id = work.new_id()
    work.add(
        ApiToken(
            restaurant_id=work.restaurant_id, id=id, name=name, role=role, token_hash=secret_hash(token),
            created_at=work.now,
        )
    )  # fmt: skip
    return Result("token", (id,), 201)


def revoke_token(work: Work, token_id: str) -> Result:
    """End a token for good. Revoking one twice changes nothing."""
    row = work.get(ApiToken, token_id)
    if row is None:
        raise unknown("token", token_id)
    if row.revoked_at is None:
        work.change(row, revoked_at=work.now)
    return Result("token", (token_id,))
