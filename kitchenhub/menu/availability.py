"""A hand says what can be had: off until a time, a count that runs down, or on again.

Without a time it holds until the business day ends. What has ended is put back by `expire`, a command of
the house, because screens learn only from events.
"""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from kitchenhub.errors import FieldError, Rejected
from kitchenhub.menu.cards import standing_of
from kitchenhub.menu.queries import shown_changes
from kitchenhub.menu.rules import expired
from kitchenhub.menu.shelf import Hands, Shelf, hands_in_force
from kitchenhub.menu.tables import Availability, SubjectKind
from kitchenhub.restaurant.days import day_end
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.times import time_text
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from kitchenhub.wire import Body, Reason

COUNT_MAX = 1_000_000
UNTIL_DAYS_MAX = 3_650


class AvailabilityChange(Body, frozen=True, kw_only=True):
    """`available`, or `remaining` as a count that runs down. `until` defaults to the business day's end."""

    available: bool | None = None
    remaining: Annotated[int, Meta(ge=0, le=COUNT_MAX)] | None = None
    until: Annotated[datetime, Meta(tz=True)] | None = None
    reason: Reason | None = None


def set_item(work: Work, id: str, change: AvailabilityChange) -> Result:
    """An item, in all its forms."""
    return _set(work, "item", id, change)


def set_variant(work: Work, id: str, change: AvailabilityChange) -> Result:
    """One form of an item: `item:variant`."""
    return _set(work, "variant", id, change)


def set_option(work: Work, id: str, change: AvailabilityChange) -> Result:
    """An option, in every group that has one of this id."""
    return _set(work, "option", id, change)


def set_ingredient(work: Work, id: str, change: AvailabilityChange) -> Result:
    """An ingredient, and so everything that is made with it. Its count is the stock's."""
    if change.remaining is not None:
        detail = "An ingredient is counted in the stock room."
        raise Rejected("invalid", detail, fields=[FieldError("remaining", "invalid", detail)])
    return _set(work, "ingredient", id, change)


def expire(work: Work) -> Result:
    """Put back what has ended. Run every few seconds by the house; costs nothing when nothing has."""
    before = work.find(Availability, in_force=True)
    over = [row for row in before if expired(row, work.now)]
    for row in over:
        work.change(row, available=True, remaining=None, until=None, reason=None, in_force=False)
    if over:
        _announce(work, {(row.kind, row.subject): row for row in before})
    return Result("nothing")


def _set(work: Work, kind: SubjectKind, id: str, change: AvailabilityChange) -> Result:
    before = hands_in_force(work)
    standing_of(work, Shelf(work, before), kind, id)
    if change.available is None and change.remaining is None:
        detail = "Say whether it is available, or how many remain."
        raise Rejected("invalid", detail, fields=[FieldError("available", "invalid", detail)])
    if change.available is False and change.remaining is not None:
        detail = "What is off is not counted."
        raise Rejected("invalid", detail, fields=[FieldError("remaining", "invalid", detail)])
    wanted = _wanted(work, kind, id, change)
    if work.actor.role == "kitchen":
        wanted = _only_down(before.get((kind, id)), wanted)
    _keep(work, wanted)
    _announce(work, before)
    return Result("standing", (kind, id))


def _wanted(work: Work, kind: SubjectKind, id: str, change: AvailabilityChange) -> Availability:
    off = change.available is False
    set_by_hand = off or change.remaining is not None
    return Availability(
        restaurant_id=work.restaurant_id,
        kind=kind,
        subject=id,
        available=not off,
        remaining=change.remaining,
        until=_until(work, change.until) if set_by_hand else None,
        reason=change.reason if set_by_hand else None,
        in_force=set_by_hand,
    )


def _until(work: Work, until: datetime | None) -> str:
    if until is None:
        restaurant = work.get(Restaurant)
        if restaurant is None:
            raise RuntimeError(f"restaurant {work.restaurant_id} was founded but never filled")
        return day_end(restaurant, work.now)
    now = datetime.fromisoformat(work.now)
    if not now < until < now + timedelta(days=UNTIL_DAYS_MAX):
        detail = "The time must lie in the future, within ten years."
        raise Rejected("invalid", detail, fields=[FieldError("until", "invalid", detail)])
    return time_text(until)


def _only_down(known: Availability | None, wanted: Availability) -> Availability:
    """What the kitchen may do: switch off (not for shorter than it is off already) and count lower."""
    if not wanted.available:
        if known is not None and not known.available:
            ends = (known.until, wanted.until)
            return msgspec.structs.replace(wanted, until=None if None in ends else max(filter(None, ends)))
        return wanted
    counted = None if known is None else known.remaining if known.available else 0
    if wanted.remaining is not None and (counted is None or wanted.remaining <= counted):
        return wanted
    raise Rejected("forbidden", "The kitchen may only switch things off; a manager puts them back.")


def _keep(work: Work, wanted: Availability) -> None:
    row = work.get(Availability, wanted.kind, wanted.subject)
    if row is None:
        if wanted.in_force:
            work.add(wanted)
        return
    changes = {
        name: getattr(wanted, name) for name in ("available", "remaining", "until", "reason", "in_force")
    }
    if any(getattr(row, name) != value for name, value in changes.items()):
        work.change(row, **changes)


def _announce(work: Work, before: Hands) -> None:
    changed = shown_changes(work, before, {})
    if changed is not None:
        work.announce("item.availability_changed", "availability", changed)
