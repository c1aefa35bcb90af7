"""The second tap, the lost answer, the reused key: over real HTTP."""

import asyncio
import random

import httpx2

from kitchenhub.store.work import uuid7
from tests.support.server import Server, burger, order


def client(server: Server) -> httpx2.AsyncClient:
    headers = {"Authorization": f"Bearer {server.tokens['waiter']}"}
    return httpx2.AsyncClient(base_url=f"{server.url}/api/v1", headers=headers, timeout=30)


async def test_the_second_tap_gets_the_first_answer_and_says_so(server: Server) -> None:
    body = order(uuid7(), burger(uuid7()))
    async with client(server) as web:
        answers = [
            await web.post("/orders", json=body, headers={"Idempotency-Key": body["id"]}) for _ in range(2)
        ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert [answer.headers.get("idempotent-replayed") for answer in answers] == [None, "true"]
    assert answers[0].json()["number"] == answers[1].json()["number"]


async def test_a_key_for_another_body_is_refused(server: Server) -> None:
    async with client(server) as web:
        key = {"Idempotency-Key": uuid7()}
        first = await web.post("/orders", json=order(uuid7(), burger(uuid7())), headers=key)
        second = await web.post("/orders", json=order(uuid7(), burger(uuid7())), headers=key)
    assert (first.status_code, second.status_code, second.json()["code"]) == (201, 422, "key_reused")


async def test_a_write_without_a_key_is_refused(server: Server) -> None:
    async with client(server) as web:
        answer = await web.post("/orders", json=order(uuid7(), burger(uuid7())))
        wrong = await web.post(
            "/orders", json=order(uuid7(), burger(uuid7())), headers={"Idempotency-Key": "x" * 256}
        )
    assert (answer.status_code, answer.json()["code"]) == (400, "key_missing")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "key_malformed")


async def test_an_id_under_another_key_is_the_same_order_or_taken(server: Server) -> None:
    body = order(uuid7(), burger(uuid7()))
    async with client(server) as web:
        first = await web.post("/orders", json=body, headers={"Idempotency-Key": uuid7()})
        same = await web.post("/orders", json=body, headers={"Idempotency-Key": uuid7()})
        other = {**body, "name": "Somebody else"}
        taken = await web.post("/orders", json=other, headers={"Idempotency-Key": uuid7()})
        line = order(uuid7(), {**body["lines"][0]})
        taken_line = await web.post("/orders", json=line, headers={"Idempotency-Key": uuid7()})
    assert (same.status_code, same.json()["number"]) == (201, first.json()["number"])
    assert (taken.status_code, taken.json()["code"]) == (409, "id_taken")
    assert (taken_line.status_code, taken_line.json()["code"]) == (409, "id_taken")


async def test_a_rejection_is_remembered_and_uses_no_id_up(server: Server) -> None:
    body = order(uuid7(), burger(uuid7()))
    wrong = {**body, "lines": [{**body["lines"][0], "item": "unicorn"}]}
    async with client(server) as web:
        key = {"Idempotency-Key": uuid7()}
        refused = [await web.post("/orders", json=wrong, headers=key) for _ in range(2)]
        placed = await web.post("/orders", json=body, headers={"Idempotency-Key": uuid7()})
    assert [answer.status_code for answer in refused] == [422, 422]
    assert refused[0].json()["fields"][0]["path"] == "lines[0].item"
    assert placed.status_code == 201


async def test_a_thousand_doubled_and_shuffled_requests_double_nothing(server: Server) -> None:
    seed = 7
    dice = random.Random(seed)
    bodies = [
        order(uuid7(), burger(uuid7()), {"id": uuid7(), "item": "salad", "quantity": 1}) for _ in range(20)
    ]
    sent = [body for body in bodies for _ in range(50)]
    dice.shuffle(sent)
    numbers: dict[str, set[int]] = {}
    async with client(server) as web:
        places = asyncio.Semaphore(16)

        async def send(body: dict[str, str]) -> None:
            async with places:
                answer = await web.post("/orders", json=body, headers={"Idempotency-Key": body["id"]})
            assert answer.status_code == 201, f"seed {seed}: {answer.text}"
            numbers.setdefault(body["id"], set()).add(answer.json()["number"])

        await asyncio.gather(*(send(body) for body in sent))
    assert all(len(given) == 1 for given in numbers.values()), f"seed {seed}"
    assert len({number for given in numbers.values() for number in given}) == len(bodies)
