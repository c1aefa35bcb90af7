"""Rows of the restaurant's settings and its counters."""

from typing import Literal

from kitchenhub.store.rows import Row, table

PayWhen = Literal["before", "after"]


@table("restaurants", key=())
class Restaurant(Row, frozen=True, kw_only=True):
    """One restaurant. `day_starts` is the cut-off (HH:MM, local) at which a business day begins."""

    name: str
    currency: str
    timezone: str
    locale: str
    prices_include_tax: bool
    day_starts: str
    pacing: bool
    receipt_printer: str | None
    cover_charge_cents: int
    service_charge: dict[str, int] | None
    order_types: dict[str, PayWhen]
    reasons: dict[str, list[str]]
    menu_version: int
    created_at: str
    version: int = 1


@table("counters", key=("name",))
class Counter(Row, frozen=True, kw_only=True):
    """A number that is never given twice, such as `order:2026-11-23` or `bill`."""

    name: str
    value: int
    version: int = 1
