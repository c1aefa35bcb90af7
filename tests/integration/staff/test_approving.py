"""Approvals: a manager's PIN for one act, one target, one amount, once, within 60 s."""

from typing import Any

import pytest

from kitchenhub.errors import Rejected
from kitchenhub.staff.approving import use_approval
from kitchenhub.store.work import Actor, Work
from kitchenhub.store.writer import Command, Result
from tests.integration.staff.conftest import StaffHouse

WAITER = Actor("staff", "luca", "Luca", "waiter")
MANAGER = Actor("staff", "ada", "Ada", "manager")
ASKED = {"action": "discount", "target": "bill-1", "amount_cents": 500}


def approved(house: StaffHouse, pin: str = "2580", **more: object) -> Any:
    waiter = house.signed_in("luca", "1470")
    return waiter.post("/api/v1/approvals", json={**ASKED, "pin": pin, **more})


def use(house: StaffHouse, approval: str | None, actor: Actor = WAITER, **other: Any) -> str | None:
    """The code that using the approval is refused with, None when it passes."""
    wanted = {**ASKED, **other}

    def run(work: Work) -> Result:
        use_approval(work, approval, wanted["action"], wanted["target"], wanted["amount_cents"])
        return Result("nothing")

    answer = house.hub.writer.submit(Command("test", 7, actor, run)).result(timeout=30)
    if answer.status < 400:
        return None
    assert b'"approval_' in answer.body
    return "approval_required" if b"approval_required" in answer.body else "approval_invalid"


def test_a_managers_pin_approves_one_act_once(house: StaffHouse) -> None:
    answer = approved(house)
    assert answer.status_code == 201
    assert answer.json()["expires_at"] == "2026-11-20T19:01:00.000Z"
    approval = answer.json()["approval"]
    assert use(house, approval) is None
    assert use(house, approval) == "approval_invalid"


@pytest.mark.parametrize("other", [{"action": "void"}, {"target": "bill-2"}, {"amount_cents": 501}])
def test_an_approval_fits_nothing_else(house: StaffHouse, other: dict[str, Any]) -> None:
    approval = approved(house).json()["approval"]
    assert use(house, approval, **other) == "approval_invalid"
    assert use(house, approval) is None


def test_an_approval_ends_after_a_minute(house: StaffHouse) -> None:
    approval = approved(house).json()["approval"]
    house.clock.move(seconds=60)
    assert use(house, approval) == "approval_invalid"


def test_a_waiter_needs_one_and_a_manager_needs_none(house: StaffHouse) -> None:
    assert use(house, None) == "approval_required"
    assert use(house, "made up") == "approval_invalid"
    assert use(house, None, MANAGER) is None


def test_a_waiters_own_pin_approves_nothing(house: StaffHouse) -> None:
    assert approved(house, "1470").json()["code"] == "pin_wrong"
    assert approved(house, "1470", staff="luca").json()["code"] == "pin_wrong"
    assert approved(house, "2580", staff="olga").json()["code"] == "pin_wrong"
    assert approved(house, "9999", staff="olga").status_code == 201


def test_guessing_a_managers_pin_is_delayed(house: StaffHouse) -> None:
    waiter = house.signed_in("luca", "1470")
    body = {**ASKED, "pin": "0000"}
    codes = [waiter.post("/api/v1/approvals", json=body).status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]


def test_a_repeated_request_gives_the_same_approval(house: StaffHouse) -> None:
    waiter = house.signed_in("luca", "1470")
    key = {"Idempotency-Key": "approve"}
    first = waiter.post("/api/v1/approvals", json={**ASKED, "pin": "2580"}, headers=key)
    second = waiter.post("/api/v1/approvals", json={**ASKED, "pin": "9999"}, headers=key)
    assert second.json() == first.json()
    assert second.headers["idempotent-replayed"] == "true"


def test_use_approval_raises_the_documented_family(house: StaffHouse) -> None:
    assert Rejected("approval_required", "").status == Rejected("approval_invalid", "").status == 403
