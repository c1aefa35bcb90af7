"""F17: clocks that jump. The log's order decides; numbers, business days, alarms and lockouts stay
right.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from kitchenhub.alerts.queries import open_alerts
from kitchenhub.bills.making import MakeBills, make_bills
from kitchenhub.bills.paying import NewPayment, pay
from kitchenhub.kitchen.reconciling import needs_watching, watch_proof
from kitchenhub.orders.tables import Order
from kitchenhub.paper.rules import TOLD_AFTER, has_lasted
from kitchenhub.paper.tables import Printer
from kitchenhub.staff.approving import make_approval, use_approval
from kitchenhub.staff.tables import StaffMember
from kitchenhub.staff.tries import PERSON, TooManyTries, Tries
from kitchenhub.store.times import later
from kitchenhub.store.work import SYSTEM, Work, uuid7
from kitchenhub.store.writer import Result
from tests.faults.bench.scale import dice_of, size
from tests.faults.bench.table import proving
from tests.support.brigade import check_boards, line, place
from tests.support.house import House

ROME = ZoneInfo("Europe/Rome")
JUMPS = {
    "−3 h": timedelta(hours=-3),
    "+1 day": timedelta(days=1),
    "−3 h over the cut-off": timedelta(hours=-3),
}
CHANGES = {"autumn": datetime(2026, 10, 24, 20, tzinfo=UTC), "spring": datetime(2027, 3, 27, 20, tzinfo=UTC)}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    try:
        yield made
    finally:
        made.close()


@pytest.mark.parametrize("jump", JUMPS)
def test_numbers_and_days_survive_a_jump(house: House, jump: str) -> None:
    with proving("F17", f"clock {jump}") as outcome:
        if "cut-off" in jump:
            house.clock.at = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
        dice = dice_of("F17")
        for _ in range(size(5, 50)):
            place(house, line("salad"))
            house.clock.move(seconds=dice.randint(0, 900))
        house.clock.at += JUMPS[jump]
        for _ in range(size(5, 50)):
            sell(house)
            house.clock.move(seconds=dice.randint(0, 900))
        house.clock.at -= JUMPS[jump]
        place(house, line("salad"))
        outcome.times = numbers_are_right(house)


@pytest.mark.parametrize("change", CHANGES)
def test_a_night_with_a_clock_change_has_two_days_that_part_at_the_cut_off(house: House, change: str) -> None:
    with proving("F17", f"the night of the clock change in {change}") as outcome:
        house.clock.at = CHANGES[change]
        for _ in range(4 * 12):
            sell(house)
            house.clock.move(minutes=15)
        outcome.times = numbers_are_right(house)
        with house.reader() as reader:
            days = {order.business_day for order in reader.find(Order)}
        assert len(days) == 2


def sell(house: House) -> None:
    order = place(house, line("salad"))
    (bill,) = house.run(make_bills, order["id"], MakeBills())["bills"]
    cents = bill["totals"]["due_cents"]
    house.run(pay, bill["id"], NewPayment(id=uuid7(), method="card", amount_cents=cents))


def numbers_are_right(house: House) -> int:
    """Each business day counts from one without a gap, by the local time of each order; how many orders."""
    with house.reader() as reader:
        orders = sorted(reader.find(Order), key=lambda order: order.seq)
    by_day: dict[str, list[int]] = {}
    for order in orders:
        local = datetime.fromisoformat(order.opened_at).astimezone(ROME)
        day = local.date() - timedelta(days=local.hour < 4)
        assert order.business_day == day.isoformat(), order.opened_at
        by_day.setdefault(order.business_day, []).append(order.number)
    assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in by_day.values()), by_day
    check_boards(house)
    house.check()
    return len(orders)


def codes(house: House) -> list[str]:
    with house.reader() as reader:
        return [alert["code"] for alert in plain(open_alerts(reader))]


def plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def test_an_unproven_ticket_is_told_of_also_when_the_clock_was_set_back(house: House) -> None:
    with proving("F17", "the alarm of an unproven ticket over −3 h") as outcome:
        place(house, line("salad"))
        house.clock.move(hours=-3)
        house.clock.move(seconds=11)
        with house.reader() as reader:
            assert needs_watching(reader)
        house.submit(watch_proof, SYSTEM)
        assert "tickets_unconfirmed" in codes(house)
        outcome.times = 1


def test_a_printer_in_trouble_is_told_of_also_when_the_clock_was_set_back() -> None:
    since = "2026-11-20T19:00:00.000Z"
    printer = Printer(
        restaurant_id=1, id="bar", name="Bar", address="", columns=42, backup=None, troubled_since=since
    )
    assert not has_lasted(printer, TOLD_AFTER, later(since, timedelta(seconds=14)))
    assert has_lasted(printer, TOLD_AFTER, later(since, timedelta(seconds=15)))
    assert has_lasted(printer, TOLD_AFTER, later(since, timedelta(hours=-3)))


def test_an_approval_does_not_live_longer_because_the_clock_was_set_back(house: House) -> None:
    def grant(work: Work) -> Result:
        ada = work.get(StaffMember, "ada")
        assert ada is not None
        return make_approval(work, "void", "line-1", None, ada)

    def use(work: Work) -> Result:
        use_approval(work, approval, "void", "line-1")
        return Result("nothing")

    approval = house.run(grant)["approval"]
    house.clock.move(hours=-3)
    assert house.refuse(use)["code"] == "approval_invalid"
    house.clock.move(hours=3, seconds=30)
    house.run(use)


def test_a_lockout_follows_a_clock_that_never_jumps() -> None:
    seconds = [1_000.0]
    tries = Tries(lambda: seconds[0])
    for _ in range(PERSON.free):
        tries.count(1, "ada", "10.0.0.1")
    with pytest.raises(TooManyTries):
        tries.count(1, "ada", "10.0.0.1")
    seconds[0] += PERSON.delay_seconds + 1
    tries.count(1, "ada", "10.0.0.1")
