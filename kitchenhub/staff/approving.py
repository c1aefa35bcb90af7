"""Approvals: a manager's yes to one action on one target with one amount, used once within 60 s.

The PIN was checked before the command that records the approval runs. Whoever guards an act calls
`use_approval` in that act's own transaction, so that a refused act uses nothing up.
"""

from datetime import timedelta

from kitchenhub.errors import Rejected
from kitchenhub.roles import MANAGERS
from kitchenhub.staff.tables import Approval, StaffMember
from kitchenhub.store.times import later
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result

APPROVAL_LASTS = timedelta(seconds=60)


def make_approval(
    work: Work, action: str, target: str, amount_cents: int | None, manager: StaffMember
) -> Result:
    """Record that a manager, whose PIN was right, said yes."""
    id = work.new_id()
    work.add(
        Approval(
            restaurant_id=work.restaurant_id, id=id, action=action, target=target, amount_cents=amount_cents,
            staff_id=manager.id, created_at=work.now, expires_at=later(work.now, APPROVAL_LASTS),
        )
    )  # fmt: skip
    return Result("approval", (id,), 201)


def use_approval(
    work: Work, approval: str | None, action: str, target: str, amount_cents: int | None = None
) -> None:
    """Pass when the actor may do this alone, or use up the approval that fits exactly.

    Raises Rejected `approval_required` when there is none, and `approval_invalid` for one that is unknown,
    used, over 60 s old, or for another action, target or amount.
    """
    if work.actor.role in MANAGERS:
        return
    if approval is None:
        raise Rejected("approval_required", f"A manager has to approve this ({action}).")
    row = work.get(Approval, approval)
    if row is None or (row.action, row.target, row.amount_cents) != (action, target, amount_cents):
        raise Rejected("approval_invalid", "This approval was given for something else.")
    if row.used_at is not None:
        raise Rejected("approval_invalid", "This approval was used already.")
    if not row.created_at <= work.now < row.expires_at:  # before it: the clock was set back
        raise Rejected("approval_invalid", "This approval is older than 60 s.")
    work.change(row, used_at=work.now)
