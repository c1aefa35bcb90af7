"""Business days: the cut-off in the restaurant's own time, also when the clocks change."""

import pytest

from kitchenhub.restaurant.days import business_day, day_end
from kitchenhub.restaurant.tables import Restaurant


def aurora(day_starts: str = "04:00") -> Restaurant:
    return Restaurant(
        restaurant_id=1, name="Aurora", currency="EUR", timezone="Europe/Rome", locale="it-IT",
        prices_include_tax=True, day_starts=day_starts, pacing=False, receipt_printer=None,
        cover_charge_cents=0, service_charge=None, order_types={}, reasons={}, menu_version=1,
        created_at="2026-11-20T10:00:00.000Z",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("at", "day", "end"),
    [
        ("2026-11-20T19:00:00.000Z", "2026-11-20", "2026-11-21T03:00:00.000Z"),
        ("2026-11-21T02:59:59.999Z", "2026-11-20", "2026-11-21T03:00:00.000Z"),
        ("2026-11-21T03:00:00.000Z", "2026-11-21", "2026-11-22T03:00:00.000Z"),
        ("2026-03-28T20:00:00.000Z", "2026-03-28", "2026-03-29T02:00:00.000Z"),
        ("2026-10-24T20:00:00.000Z", "2026-10-24", "2026-10-25T03:00:00.000Z"),
    ],
    ids=["evening", "just before the cut-off", "the cut-off", "summer time begins", "summer time ends"],
)
def test_a_moment_belongs_to_the_day_that_began_at_the_cut_off(at: str, day: str, end: str) -> None:
    assert (business_day(aurora(), at), day_end(aurora(), at)) == (day, end)


@pytest.mark.parametrize("minutes", range(0, 180, 10))
@pytest.mark.parametrize("day_starts", ["00:00", "01:30", "02:30", "04:00"])
@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_a_day_always_ends_later_and_the_next_one_begins_then(
    minutes: int, day_starts: str, night: str
) -> None:
    at = f"{night}T{minutes // 60:02d}:{minutes % 60:02d}:00.000Z"
    end = day_end(aurora(day_starts), at)
    assert end > at
    assert business_day(aurora(day_starts), end) > business_day(aurora(day_starts), at)
