"""Orders as they are sent (contract, section 4). Prices are never sent: an unknown field is refused."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from kitchenhub.orders.tables import GuestAllergy, OrderType, Prefix
from kitchenhub.store.paging import Paged
from kitchenhub.wire import Body, Course, Covers, Id, Name, Note, Quantity, Reason, Seat, Uuid

LINES_MAX = 200
FireWish = Literal["all", "first_course", "none"]
Allergies = Annotated[tuple[GuestAllergy, ...], Meta(max_length=50)]
Stamp = Annotated[
    str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$")
]


class NewModifier(Body, frozen=True, kw_only=True):
    """A choice: an option of a group, or (with `ingredient`) the item without one of its own
    ingredients.
    """

    group: Id | None = None
    option: Id | None = None
    ingredient: Id | None = None
    quantity: Quantity = 1
    prefix: Prefix | None = None


class NewLine(Body, frozen=True, kw_only=True):
    """A line; course defaults to the item's."""

    id: Uuid
    item: Id
    quantity: Quantity
    variant: Id | None = None
    seat: Seat | None = None
    course: Course | None = None
    modifiers: Annotated[tuple[NewModifier, ...], Meta(max_length=100)] = ()
    note: Note | None = None


Lines = Annotated[tuple[NewLine, ...], Meta(min_length=1, max_length=LINES_MAX)]


class NewOrder(Body, frozen=True, kw_only=True):
    """An order. `fire` says what goes to the kitchen at once; course 0 always does."""

    id: Uuid
    type: OrderType
    lines: Lines
    table: Id | None = None
    covers: Covers | None = None
    name: Name | None = None
    phone: Annotated[str, Meta(max_length=40)] | None = None
    address: Note | None = None
    note: Note | None = None
    promised_at: Stamp | None = None
    channel: Id | None = None
    fire: FireWish = "all"
    allergies: Allergies = ()


class MoreLines(Body, frozen=True, kw_only=True):
    """Lines added to an order."""

    lines: Lines
    fire: FireWish = "all"


class OrderPatch(Body, frozen=True, kw_only=True):
    """What may change of an order. A field that is left out stays, null takes it away; `version` refuses a
    stale picture.
    """

    covers: Covers | UnsetType | None = UNSET
    note: Note | UnsetType | None = UNSET
    type: OrderType | UnsetType = UNSET
    server: Id | UnsetType | None = UNSET
    name: Name | UnsetType | None = UNSET
    allergies: Allergies | UnsetType | None = UNSET
    promised_at: Stamp | UnsetType | None = UNSET
    version: int | None = None


class LinePatch(Body, frozen=True, kw_only=True):
    """Seat and course at any time before serving; everything else before the line is sent. A field that is
    left out stays, null takes it away.
    """

    seat: Seat | UnsetType | None = UNSET
    course: Course | UnsetType = UNSET
    quantity: Quantity | UnsetType = UNSET
    note: Note | UnsetType | None = UNSET
    variant: Id | UnsetType | None = UNSET
    modifiers: Annotated[tuple[NewModifier, ...], Meta(max_length=100)] | UnsetType = UNSET


class Choice(Body, frozen=True, kw_only=True):
    """Which lines an action means: a course, some lines, or all (also when nothing is named)."""

    course: Course | None = None
    lines: Annotated[tuple[Id, ...], Meta(max_length=LINES_MAX)] | None = None
    all: bool | None = None


class Act(Body, frozen=True, kw_only=True):
    """A void, comp or remake of so many units. `id` names a remake's new line."""

    quantity: Quantity
    reason: Reason
    approval: Id | None = None
    id: Uuid | None = None


class MoveTo(Body, frozen=True, kw_only=True):
    """The table to move to."""

    table: Id


class TransferTo(Body, frozen=True, kw_only=True):
    """The server who takes over."""

    server: Id


class OrderQuery(Paged, frozen=True, kw_only=True):
    """Which orders: open ones, of a table, of a business day (YYYY-MM-DD)."""

    open: bool | None = None
    table: str | None = None
    day: str | None = None
