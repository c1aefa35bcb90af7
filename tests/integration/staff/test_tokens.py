"""API tokens: shown once, kept as a hash, dead when revoked; and only for the owner to make."""

from starlette.testclient import TestClient

from tests.integration.staff.conftest import StaffHouse

TOKENS = "/api/v1/tokens"


def made(owner: TestClient, role: str = "integration", key: str = "make") -> dict[str, str]:
    answer = owner.post(TOKENS, json={"name": "Till", "role": role}, headers={"Idempotency-Key": key})
    assert answer.status_code == 201
    token: dict[str, str] = answer.json()
    return token


def test_a_token_works_until_it_is_revoked_and_is_dead_at_once(house: StaffHouse) -> None:
    owner = house.signed_in("olga", "9999")
    token = made(owner)
    assert len(token["token"]) >= 32
    program = house.browser()
    bearer = {"Authorization": f"Bearer {token['token']}"}
    session = program.get("/api/v1/session", headers=bearer).json()
    assert (session["kind"], session["staff"]["role"], session["expires_at"]) == (
        "token",
        "integration",
        None,
    )
    assert owner.delete(f"{TOKENS}/{token['id']}").json()["revoked_at"] == house.clock()
    assert program.get("/api/v1/session", headers=bearer).status_code == 401
    assert owner.delete(f"{TOKENS}/{token['id']}").status_code == 200


def test_a_repeated_request_makes_no_second_token_and_shows_none(house: StaffHouse) -> None:
    owner = house.signed_in("olga", "9999")
    first, second = made(owner), made(owner)
    assert second == {**first, "token": None}
    listed = owner.get(TOKENS).json()
    assert [token["id"] for token in listed["tokens"]] == [first["id"]]
    assert "token" not in listed["tokens"][0]


def test_only_the_owner_has_to_do_with_tokens(house: StaffHouse) -> None:
    manager = house.signed_in("ada", "2580")
    assert manager.post(TOKENS, json={"name": "Till", "role": "guest"}).status_code == 403
    assert manager.get(TOKENS).status_code == 403
    assert manager.delete(f"{TOKENS}/x").status_code == 403


def test_an_unknown_role_and_an_unknown_token_are_named(house: StaffHouse) -> None:
    owner = house.signed_in("olga", "9999")
    assert owner.post(TOKENS, json={"name": "Till", "role": "chef"}).status_code == 422
    assert owner.delete(f"{TOKENS}/nothing").status_code == 404


def test_a_token_of_another_process_that_revoked_it_is_dead_within_five_seconds(house: StaffHouse) -> None:
    owner = house.signed_in("olga", "9999")
    token = made(owner)
    program = house.browser()
    program.headers["Authorization"] = f"Bearer {token['token']}"
    assert program.get("/api/v1/session").status_code == 200
    session = house.database.open_writer()
    session.write_many("UPDATE api_tokens SET revoked_at = 'now' WHERE id = ?", [(token["id"],)])
    session.close()
    house.seconds.now += 5
    assert program.get("/api/v1/session").status_code == 401


def test_a_token_has_no_session_to_end(house: StaffHouse) -> None:
    token = made(house.signed_in("olga", "9999"))
    program = house.browser()
    answer = program.delete("/api/v1/session", headers={"Authorization": f"Bearer {token['token']}"})
    assert answer.status_code == 403


def test_rubbish_instead_of_a_credential_is_nobody(house: StaffHouse) -> None:
    browser = house.browser()
    for header in ("Bearer", "Bearer ", "Basic YTpi", "Bearer " + "x" * 5_000, "Bearer ünknown"):
        answer = browser.get("/api/v1/session", headers=[(b"Authorization", header.encode())])
        assert answer.status_code == 401
    assert browser.get("/api/v1/session", headers={"Cookie": "kitchenhub=x"}).status_code == 401
