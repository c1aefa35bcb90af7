"""Signing in with a PIN: the cookie, the delays, and the end of a session."""

from typing import Any

import pytest

from kitchenhub.store.command_log import CommandRow
from kitchenhub.store.rows import TABLES
from tests.integration.staff.conftest import StaffHouse

SESSIONS, SESSION = "/api/v1/sessions", "/api/v1/session"


def enter(browser: Any, staff: str, pin: str) -> Any:
    return browser.post(SESSIONS, json={"staff": staff, "pin": pin})


def test_the_right_pin_opens_a_session_with_the_pages_of_the_role(house: StaffHouse) -> None:
    browser = house.browser()
    answer = enter(browser, "luca", "1470")
    assert answer.status_code == 201
    assert answer.json()["staff"] == {"id": "luca", "name": "Luca", "role": "waiter"}
    assert [page["path"] for page in answer.json()["pages"]] == ["/floor", "/kitchen/pass"]
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("kitchenhub=")
    for part in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age=57600"):
        assert part in cookie
    assert "Secure" not in cookie
    session = browser.get(SESSION).json()
    assert session["kind"] == "staff"
    assert session["staff"]["id"] == "luca"
    assert session["restaurant"]["name"] == "Trattoria Aurora"
    assert session["expires_at"] == "2026-11-21T11:00:00.000Z"


def test_over_https_the_cookie_belongs_to_this_host_alone(house: StaffHouse) -> None:
    browser = house.browser("https://hub.example")
    cookie = enter(browser, "luca", "1470").headers["set-cookie"]
    assert cookie.startswith("__Host-kitchenhub=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert browser.get(SESSION).status_code == 200


@pytest.mark.parametrize(("staff", "pin"), [("luca", "0000"), ("nobody", "1470"), ("luca ", "1470")])
def test_a_wrong_pin_and_an_unknown_person_get_the_same_answer(
    house: StaffHouse, staff: str, pin: str
) -> None:
    answer = enter(house.browser(), staff, pin)
    assert answer.status_code == 401
    assert answer.json()["code"] == "pin_wrong"
    assert answer.json()["detail"] == "Name and PIN do not match."
    assert "set-cookie" not in answer.headers


def test_after_five_wrong_pins_everybody_waits_even_with_the_right_one(house: StaffHouse) -> None:
    browser = house.browser()
    assert [enter(browser, "luca", "0000").status_code for _ in range(5)] == [401] * 5
    answer = enter(browser, "luca", "1470")
    assert answer.status_code == 429
    assert answer.json()["code"] == "rate_limited"
    assert answer.json()["retryable"] is True
    assert answer.headers["retry-after"] == "6"
    assert enter(house.browser(address="10.0.0.2"), "ada", "2580").status_code == 201
    house.seconds.now += 6
    assert enter(browser, "luca", "1470").status_code == 201


def test_signing_out_ends_the_session_at_once(house: StaffHouse) -> None:
    browser = house.signed_in("luca", "1470")
    secret = browser.cookies["kitchenhub"]
    assert browser.get(SESSION).status_code == 200
    assert browser.delete(SESSION).status_code == 200
    assert browser.get(SESSION).status_code == 401
    browser.cookies.set("kitchenhub", secret)
    assert browser.get(SESSION).status_code == 401


def test_a_session_ends_after_sixteen_hours(house: StaffHouse) -> None:
    browser = house.signed_in("luca", "1470")
    house.clock.move(hours=16)
    house.seconds.now += 5
    assert browser.get(SESSION).status_code == 401


def test_a_role_that_changes_counts_within_five_seconds(house: StaffHouse) -> None:
    browser = house.signed_in("luca", "1470")
    house.change("luca", role="owner")
    house.seconds.now += 5
    assert browser.get(SESSION).json()["staff"]["role"] == "owner"
    house.change("luca", archived=True)
    house.seconds.now += 5
    assert browser.get(SESSION).status_code == 401


def test_somebody_who_left_cannot_sign_in(house: StaffHouse) -> None:
    house.change("luca", archived=True)
    assert enter(house.browser(), "luca", "1470").json()["code"] == "pin_wrong"


def test_a_page_of_another_site_cannot_sign_anybody_in(house: StaffHouse) -> None:
    answer = house.browser().post(
        SESSIONS, json={"staff": "luca", "pin": "1470"}, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert answer.json()["code"] == "origin_forbidden"


def test_no_pin_and_no_secret_reaches_the_command_log(house: StaffHouse) -> None:
    browser = house.signed_in("ada", "2580")
    browser.post("/api/v1/approvals", json={"action": "void", "target": "line", "pin": "2580"})
    with house.database.reading() as session:
        names = [row[0] for row in session.fetch(f"SELECT name FROM {TABLES[CommandRow].table.name}")]
    assert names == ["post_approvals"]
    assert b"2580" not in house.database.path.read_bytes()
    assert browser.cookies["kitchenhub"].encode() not in house.database.path.read_bytes()


def test_everybody_who_works_here_is_listed_without_secrets(house: StaffHouse) -> None:
    browser = house.signed_in("luca", "1470")
    first = browser.get("/api/v1/staff?limit=2").json()
    assert [person["id"] for person in first["staff"]] == ["ada", "luca"]
    rest = browser.get(f"/api/v1/staff?limit=2&cursor={first['next']}").json()
    assert rest == {"staff": [{"id": "olga", "name": "Olga", "role": "owner"}], "next": None}
