"""Bad input on every write of the registry: a 4xx problem document that names what is wrong, nothing
written, and the next good request is served at once.
"""

import gzip
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from kitchenhub.api.endpoint import Endpoint
from kitchenhub.endpoints import ENDPOINTS
from kitchenhub.store.work import uuid7
from tests.support.server import Server, order, serving

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]
WRITES = [one for one in ENDPOINTS if one.method != "GET" and one.status != 501 and one.body is not None]
MARK = "@here@"
# Events that come without a request: proof, printers and their alarms.
ROUNDS = ("alert.", "print.", "ticket.changed")

# Raw JSON values that no field of any body takes.
NEVER = (
    "1e999", "NaN", "-Infinity", "9" * 5_000, "99999999999999999999", "-1", "0.5", "[[[[]]]]",
    '{"a":{"b":1}}',
    '"\\u0000"', '"\\u001b@"', '"\\u001d"', '"\\u0010"', '"\\ud800"', '"\\u202ered"', '"\\u2028"',
)  # fmt: skip
# Texts that are wrong as an id, a number, a word of a list or a moment, and harmless where any text is taken.
TEXTS = ("", "'; DROP TABLE orders; --", "{{7*7}}", "<script>alert(1)</script>", "../../etc/passwd", "١٢٣",
         "１２", "2026-02-30", "2026-02-30T10:00:00Z", "Z̸" + "̴" * 400, "𝟜")  # fmt: skip
WHOLE = (
    b"", b"null", b"[]", b'"text"', b"5", b"{", b"{}}", b'{"a":1,"a":2}', b'{"nobody_knows_this_field":1}',
    b"[" * 100_000, b'{"a":' * 40 + b"1" + b"}" * 40, b"\xff\xfe{}", b'{"__proto__":{"role":"owner"}}',
)  # fmt: skip


class Desk:
    """An owner's client at a server that has an order, and what its log said when it was opened."""

    def __init__(self, server: Server, client: httpx2.AsyncClient) -> None:
        self.client = client
        self.token = server.tokens["owner"]
        self.ids: dict[str, str] = {}

    async def send(self, method: str, path: str, body: bytes, **headers: str) -> httpx2.Response:
        """Send a body as it is."""
        head = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": uuid7()}
        head |= {"Content-Type": "application/json", **headers}
        return await self.client.request(method, f"/api/v1{path}", content=body, headers=head)

    async def made(self, method: str, path: str, body: dict[str, Any]) -> Any:
        """Send a good body; the answer."""
        answer = await self.send(method, path, json.dumps(body).encode())
        assert answer.is_success, answer.text
        return answer.json()

    async def events(self, after: int = 0) -> tuple[int, list[str]]:
        """The newest number, and what happened after a number but for the house's own rounds."""
        head = {"Authorization": f"Bearer {self.token}"}
        found = (await self.client.get(f"/api/v1/events?after={after}&limit=200", headers=head)).json()
        types = [event["type"] for event in found["events"]]
        return int(found["last"]), [type for type in types if not type.startswith(ROUNDS)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("bad") / "data"
    async with serving(folder, roles=("owner",)) as server, httpx2.AsyncClient(base_url=server.url) as client:
        made = Desk(server, client)
        await made.made("POST", "/drawer-sessions", {"drawer": "bar", "opening_float_cents": 100})
        placed = await made.made("POST", "/orders", order(uuid7(), salad()))
        bill = (await made.made("POST", f"/orders/{placed['id']}/bills", {}))["bills"][0]
        made.ids = {"order": placed["id"], "line": placed["lines"][0]["id"], "bill": bill["id"]}
        yield made


def salad(**more: Any) -> dict[str, Any]:
    """A line that never sells out."""
    return {"id": uuid7(), "item": "salad", "quantity": 1, **more}


def good_bodies(ids: dict[str, str]) -> dict[tuple[str, str], dict[str, Any]]:
    """A body for each write that takes many fields, good but for what the tests put into it."""
    line = {"id": uuid7(), "item": "burger", "quantity": 1, "seat": 1, "course": 1, "note": "well"}
    line |= {"modifiers": [{"group": "doneness", "option": "rare", "quantity": 1, "prefix": None}]}
    whole = {"id": uuid7(), "type": "tab", "name": "Nora", "covers": 2, "note": "late", "fire": "all"}
    whole |= {"promised_at": None, "allergies": [{"seat": 1, "allergens": ["milk"], "text": "severe"}]}
    act = {"quantity": 1, "reason": "Spilled"}
    of_order, of_line = f"/orders/{ids['order']}", f"/orders/{ids['order']}/lines/{ids['line']}"
    return {
        ("POST", "/orders"): {**whole, "lines": [line]},
        ("POST", f"{of_order}/lines"): {"lines": [line], "fire": "none"},
        ("PATCH", of_order): {"covers": 3, "note": "x", "name": "y"},
        ("POST", f"{of_line}/void"): act,
        ("POST", f"{of_line}/comp"): act,
        ("POST", f"{of_line}/remake"): act,
        ("POST", f"{of_order}/fire"): {"course": 1},
        ("POST", f"/bills/{ids['bill']}/discounts"): {"percent": "10", "reason": "Regular"},
        ("POST", f"/bills/{ids['bill']}/payments"): {
            "id": uuid7(), "method": "cash", "amount_cents": 100, "tip_cents": 0, "tendered_cents": 100,
            "drawer": "bar",
        },
        ("POST", "/stock/moves"): {
            "kind": "waste", "ingredient": "bun", "quantity": "1", "unit": "each", "reason": "Dropped",
        },
        ("PUT", "/items/burger/availability"): {"available": False, "until": None, "reason": "gone"},
        ("POST", "/drawer-sessions"): {"drawer": "till", "opening_float_cents": 100},
        ("POST", "/tokens"): {"name": "x", "role": "waiter"},
        ("POST", "/sessions"): {"staff": "ada", "pin": "2580"},
        ("POST", "/approvals"): {"action": "void", "target": "x", "pin": "2580", "amount_cents": 1},
        ("POST", "/checkouts"): {"server": "luca", "carry_over": False},
    }  # fmt: skip


def spoiled(body: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """The body once for each value in it, with the mark in that value's place."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield f"{at}.{name}", {**body, name: MARK}
            for path, inner in spoiled(value, f"{at}.{name}"):
                yield path, {**body, name: inner}
    elif isinstance(body, list):
        for index, value in enumerate(body):
            for path, inner in spoiled(value, f"{at}[{index}]"):
                yield path, [*body[:index], inner, *body[index + 1 :]]


def checked(answer: httpx2.Response, what: str) -> dict[str, Any]:
    """The problem document of a refusal."""
    assert 400 <= answer.status_code < 500, f"{what}: {answer.status_code} {answer.text[:300]}"
    assert answer.headers["content-type"].startswith("application/problem+json"), what
    problem: dict[str, Any] = answer.json()
    assert problem["code"], what
    assert "Traceback" not in answer.text, what
    assert "sqlite" not in answer.text.lower(), what
    return problem


@pytest.mark.parametrize("at", range(16))
async def test_no_field_takes_what_is_never_right(desk: Desk, at: int) -> None:
    (method, path), body = list(good_bodies(desk.ids).items())[at]
    before, _ = await desk.events()
    for field, marked in spoiled(body):
        text = json.dumps(marked)
        for value in NEVER:
            answer = await desk.send(method, path, text.replace(f'"{MARK}"', value).encode())
            problem = checked(answer, f"{method} {path} {field} {value[:40]}")
            if answer.status_code == 422:
                named = " ".join([problem["detail"], *(one["path"] for one in problem.get("fields", ()))])
                assert field.split(".")[1].split("[")[0] in named, f"{path} {field} {value[:40]}: {problem}"
    assert (await desk.events(before))[1] == [], "a refused request has written something"


@pytest.mark.parametrize("at", range(16))
async def test_strange_text_is_refused_or_stays_text(desk: Desk, at: int) -> None:
    (method, path), body = list(good_bodies(desk.ids).items())[at]
    for field, marked in spoiled(body):
        for value in TEXTS:
            sent = json.dumps(marked).replace(json.dumps(MARK), json.dumps(value))
            answer = await desk.send(method, path, sent.encode())
            if not answer.is_success:
                checked(answer, f"{method} {path} {field} {value[:40]}")
    assert (await desk.made("POST", "/orders", order(uuid7(), salad())))["number"] > 0


@pytest.mark.parametrize("endpoint", WRITES, ids=lambda one: f"{one.method} {one.path}")
async def test_no_write_takes_a_body_that_is_none(desk: Desk, endpoint: Endpoint) -> None:
    path = endpoint.path
    for name in ("id", "line", "station", "day", "slip"):
        path = path.replace("{" + name + "}", "none")
    before, _ = await desk.events()
    for body in WHOLE:
        answer = await desk.send(endpoint.method, path, body)
        if body == b"" and answer.status_code in (200, 201, 404, 409):
            continue  # an action without a body is fine where nothing has to be said
        checked(answer, f"{path} {body[:30]!r}")
    for content_type in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/xml",
    ):
        checked(await desk.send(endpoint.method, path, b"{}", **{"Content-Type": content_type}), content_type)
    bomb = gzip.compress(b" " * 3_000_000)
    checked(await desk.send(endpoint.method, path, bomb, **{"Content-Encoding": "gzip"}), "gzip")
    assert (await desk.events(before))[1] == []


async def test_text_of_every_script_is_kept_as_it_was_typed(desk: Desk) -> None:
    for words in (
        "ต้มยำกุ้ง ไม่เผ็ด",
        "辛いソース抜き",
        "🌶️ × 3",
        "قهوة بدون سكر",
        "Ÿöü ñ ß",
        "<b>bold</b>\nnext line",
    ):
        line = salad(note=words)
        placed = await desk.made("POST", "/orders", order(uuid7(), line, name=words.partition("\n")[0]))
        assert placed["lines"][0]["note"] == words
        assert placed["name"] == words.partition("\n")[0]


async def test_the_limits_hold_at_the_cap_and_one_above(desk: Desk) -> None:
    def lines(count: int, **more: Any) -> list[dict[str, Any]]:
        return [{"id": uuid7(), "item": "salad", "quantity": 1, **more} for _ in range(count)]

    for good, bad in (
        (lines(200), lines(201)),
        (lines(1, quantity=999), lines(1, quantity=1_000)),
        (lines(1, note="n" * 500), lines(1, note="n" * 501)),
    ):
        await desk.made("POST", "/orders", order(uuid7(), *good))
        refused = await desk.send("POST", "/orders", json.dumps(order(uuid7(), *bad)).encode())
        assert checked(refused, "over the cap")["code"] in ("invalid", "too_large")
    room = 256 * 1024
    small = json.dumps(order(uuid7(), *lines(1))).encode()
    fits = await desk.send("POST", "/orders", small + b" " * (room - len(small)))
    assert fits.status_code == 201
    small = json.dumps(order(uuid7(), *lines(1))).encode()
    assert (await desk.send("POST", "/orders", small + b" " * (room - len(small) + 1))).status_code == 413
    head = {"Authorization": f"Bearer {desk.token}"}
    assert (await desk.client.get("/api/v1/orders?limit=200", headers=head)).status_code == 200
    checked(await desk.client.get("/api/v1/orders?limit=201", headers=head), "limit")
    checked(await desk.client.get("/api/v1/orders?cursor=../..", headers=head), "cursor")
    checked(await desk.client.get("/api/v1/orders?nobody=1", headers=head), "unknown parameter")


async def test_a_key_is_one_request(desk: Desk) -> None:
    key = uuid7()
    first, second = (json.dumps(order(uuid7(), salad())).encode() for _ in range(2))
    assert (await desk.send("POST", "/orders", first, **{"Idempotency-Key": key})).status_code == 201
    other = await desk.send("POST", "/orders", second, **{"Idempotency-Key": key})
    assert checked(other, "other body")["code"] == "key_reused"
    for wrong in ("", "k" * 256, "two words"):
        answer = await desk.send("POST", "/orders", second, **{"Idempotency-Key": wrong})
        assert checked(answer, wrong)["code"] in ("key_missing", "key_malformed")
    stale = json.dumps({"covers": 4, "version": 0}).encode()
    assert checked(await desk.send("PATCH", f"/orders/{desk.ids['order']}", stale), "stale")["code"]
