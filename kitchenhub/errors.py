"""The error families, told apart by who must act, and the one list of codes.

`Rejected`: a person chooses differently. `Unavailable`: the same command may be sent again. Anything else
that is raised is a bug and answers 500 with an incident id. Codes are part of the wire contract and never
renamed.
"""

from collections.abc import Sequence

import msgspec


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong at one place of a body: `path` like `lines[1].quantity`."""

    path: str
    code: str
    detail: str


# code → (status, title); the README's table is checked against it.
CODES: dict[str, tuple[int, str]] = {
    "malformed": (400, "The request cannot be decoded"),
    "duplicate_key": (400, "A key stands twice in the JSON"),
    "too_deep": (400, "The JSON is nested too deeply"),
    "key_missing": (400, "The Idempotency-Key header is missing"),
    "key_malformed": (400, "The Idempotency-Key header is malformed"),
    "unauthenticated": (401, "No or bad credential"),
    "pin_wrong": (401, "Name and PIN do not match"),
    "forbidden": (403, "The role does not allow this"),
    "origin_forbidden": (403, "The page that sent this is not one of ours"),
    "approval_required": (403, "This needs an approval"),
    "approval_invalid": (403, "The approval does not fit"),
    "not_found": (404, "No such thing here"),
    "method_not_allowed": (405, "This path does not know that method"),
    "too_large": (413, "The body is too large"),
    "media_type": (415, "The body must be application/json"),
    "invalid": (422, "The body is not valid"),
    "unknown_reference": (422, "The body names something that does not exist"),
    "text_control": (422, "A text contains control characters"),
    "text_too_long": (422, "A text is too long"),
    "modifier_min": (422, "A modifier group needs more choices"),
    "modifier_max": (422, "A modifier group allows fewer choices"),
    "variant_required": (422, "The item needs a variant"),
    "key_reused": (422, "The Idempotency-Key was used for something else"),
    "table_required": (422, "A dine-in order needs a table"),
    "unit_mismatch": (422, "The unit does not convert to the ingredient's unit"),
    "unbalanced": (422, "The journal entry does not balance"),
    "id_taken": (409, "The id belongs to something else"),
    "sold_out": (409, "Something is sold out"),
    "order_paid": (409, "The order is paid"),
    "order_closed": (409, "The order is closed"),
    "order_voided": (409, "The order is voided"),
    "order_open": (409, "The order is still open"),
    "line_state": (409, "The line is in another state"),
    "ticket_state": (409, "The ticket is in another state"),
    "bill_state": (409, "The bill is in another state"),
    "payment_state": (409, "The payment is in another state"),
    "drawer_state": (409, "The drawer is in another state"),
    "day_closed": (409, "The business day is closed"),
    "day_open_orders": (409, "Open orders keep the business day open"),
    "day_open_drawers": (409, "Open drawers keep the business day open"),
    "stale_version": (409, "Somebody changed it meanwhile"),
    "overpaid": (409, "More was given than is due"),
    "pay_first": (409, "This order is paid before it is sent"),
    "lines_held": (409, "Held lines are not paid"),
    "bill_stale": (409, "The bill must be made again"),
    "no_open_drawer": (409, "No drawer, or more than one, is open"),
    "allergy_unacknowledged": (409, "The guest's allergy must be acknowledged first"),
    "tip_locked": (409, "The tip was checked out"),
    "nothing_to_do": (409, "There is nothing to do"),
    "job_state": (409, "The print job is in another state"),
    "rate_limited": (429, "Too many requests"),
    "internal": (500, "Something broke here"),
    "not_yet": (501, "Not built yet"),
    "unavailable": (503, "Not possible just now"),
}


class Rejected(Exception):
    """The command is refused for a reason of the trade; nothing of it happened."""

    def __init__(
        self, code: str, detail: str, *, fields: Sequence[FieldError] = (), current: object = None
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.fields = tuple(fields)
        self.current = current

    @property
    def status(self) -> int:
        """The HTTP status that the code answers with."""
        return CODES[self.code][0]


class Unavailable(Exception):
    """The outcome is unknown or nothing happened; the same command with the same key may be sent again."""

    def __init__(self, detail: str, retry_after_seconds: int = 1) -> None:
        super().__init__(detail)
        self.detail = detail
        self.retry_after_seconds = retry_after_seconds


class CannotStart(Exception):
    """A command cannot begin (port busy, folder not writable, second server): one sentence, exit code 2."""


def unknown(kind: str, id: str) -> Rejected:
    """404 for an id in the path that this restaurant does not know."""
    return Rejected("not_found", f"There is no {kind} with the id {id[:80]!r} here.")


def unknown_in_body(path: str, kind: str, id: str) -> Rejected:
    """422 for an id in the body that this restaurant does not know."""
    detail = f"There is no {kind} called {id[:80]!r}."
    return Rejected("unknown_reference", detail, fields=[FieldError(path, "unknown_reference", detail)])
