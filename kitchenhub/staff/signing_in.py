"""Signing in and out: the row of a browser session. The PIN was checked before, off the event loop."""

from kitchenhub.errors import Rejected
from kitchenhub.staff.credentials import SIGN_IN_LASTS, secret_hash
from kitchenhub.staff.tables import SignIn, StaffMember
from kitchenhub.store.times import later
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result


def sign_in(work: Work, person: StaffMember, secret: str) -> Result:
    """Begin the session of a person as they were when their PIN was checked. Raises Rejected
    `pin_wrong`.
    """
    now = work.get(StaffMember, person.id)
    if now is None or now.archived or now.pin_hash != person.pin_hash:
        raise Rejected("pin_wrong", "Name and PIN do not match.")
    id = work.new_id()
    work.add(
        SignIn(
            restaurant_id=work.restaurant_id, id=id, secret_hash=secret_hash(secret), staff_id=person.id,
            created_at=work.now, expires_at=later(work.now, SIGN_IN_LASTS),
        )
    )  # fmt: skip
    return Result("signed_in", (id,), 201)


def sign_out(work: Work, sign_in_id: str) -> Result:
    """End a session. Ending one twice changes nothing."""
    row = work.get(SignIn, sign_in_id)
    if row is not None and row.ended_at is None:
        work.change(row, ended_at=work.now)
    return Result("nothing")
