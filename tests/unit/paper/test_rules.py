"""The table of job states, and when trouble is told."""

from datetime import timedelta
from typing import get_args

import msgspec
import pytest

from kitchenhub.paper import rules
from kitchenhub.paper.tables import JobState, Printer, PrintJob

STATES: tuple[JobState, ...] = get_args(JobState)
NOW = "2026-11-20T19:00:00.000Z"


def a_job(id: str = "a", **fields: object) -> PrintJob:
    given = {
        "restaurant_id": 1, "id": id, "printer_id": "kitchen", "kind": "ticket", "order_id": None,
        "ticket_id": None, "bill_id": None, "slip": {}, "state": "queued", "created_at": NOW,
    }  # fmt: skip
    return msgspec.convert({**given, **fields}, PrintJob)


def test_the_table_has_a_row_for_every_state_and_names_known_ones_only() -> None:
    assert set(rules.TRANSITIONS) == set(STATES)
    for reachable in rules.TRANSITIONS.values():
        assert reachable <= set(STATES)


def test_no_state_is_out_of_reach() -> None:
    reached = {"queued"}
    for _ in STATES:
        reached |= {one for state in STATES if state in reached for one in rules.TRANSITIONS[state]}
    assert reached == set(STATES)


@pytest.mark.parametrize("state", ["printed", "unverified", "unknown", "failed", "moved"])
def test_what_is_over_stays_over(state: JobState) -> None:
    assert rules.TRANSITIONS[state] == frozenset()


@pytest.mark.parametrize(("outcome", "may_have_printed", "attempts", "state"), [
    ("printed", True, 1, "printed"),
    ("unverified", True, 1, "unverified"),
    ("unknown", True, 1, "unknown"),
    ("failed", True, 1, "unknown"),
    ("unknown", False, 1, "queued"),
    ("failed", False, 1, "queued"),
    ("failed", False, rules.ATTEMPTS_TOLD - 1, "queued"),
    ("failed", False, rules.ATTEMPTS_TOLD, "failed"),
    ("unknown", False, rules.ATTEMPTS_MAX - 1, "queued"),
    ("unknown", False, rules.ATTEMPTS_MAX, "failed"),
])  # fmt: skip
def test_a_report_leads_to_one_state(
    outcome: rules.Outcome, may_have_printed: bool, attempts: int, state: JobState
) -> None:
    assert rules.state_after(outcome, may_have_printed, attempts) == state
    assert state in rules.TRANSITIONS["sending"]


def test_the_oldest_job_is_next_and_a_copy_keeps_its_place() -> None:
    first, second = a_job("b"), a_job("a", created_at="2026-11-20T19:00:01.000Z")
    copy = a_job("c", created_at=first.created_at)
    assert sorted([second, copy, first], key=rules.place_in_queue) == [first, copy, second]


def test_a_job_is_abandoned_when_its_sender_has_lost_the_printer() -> None:
    job = a_job(state="sending", holder="spool-1")
    assert not rules.is_abandoned(job, "spool-1")
    assert rules.is_abandoned(job, "spool-2")
    assert rules.is_abandoned(job, None)


def test_trouble_has_lasted_from_its_first_moment_on() -> None:
    printer = Printer(
        restaurant_id=1, id="kitchen", name="Kitchen", address="tcp://10.0.0.1:9100", columns=42, backup=None,
        troubled_since=NOW,
    )  # fmt: skip
    assert not rules.has_lasted(printer, timedelta(seconds=15), "2026-11-20T19:00:14.999Z")
    assert rules.has_lasted(printer, timedelta(seconds=15), "2026-11-20T19:00:15.000Z")
    calm = msgspec.structs.replace(printer, troubled_since=None)
    assert not rules.has_lasted(calm, timedelta(seconds=15), "2030-01-01T00:00:00.000Z")
