"""What only the queue over HTTP has: lost answers, a hub that is away, a hub that refuses."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from printers.http_queue import PAUSE_SECONDS_MAX, HubAway, HubRefused
from tests.contract.print_queues import WebKitchen, a_kitchen


@pytest.fixture
async def kitchen(tmp_path: Path) -> AsyncIterator[WebKitchen]:
    """A hub behind a line that may lose answers."""
    async with a_kitchen("http", tmp_path) as made:
        yield made


def keys(kitchen: WebKitchen, path: str) -> list[str]:
    """The Idempotency-Keys of the requests to a path."""
    return [one.headers["Idempotency-Key"] for one in kitchen.requests if one.url.path.endswith(path)]


async def test_a_report_is_said_under_one_key_until_the_hub_answers(kitchen: WebKitchen) -> None:
    queue = kitchen.queue("one")
    await queue.printers()
    kitchen.order()
    job = await queue.claim("kitchen")
    assert job is not None
    kitchen.lost_answers = 12
    assert await queue.report(job.id, "printed", "confirmed", True)
    assert len(keys(kitchen, "/report")) == 13
    assert len(set(keys(kitchen, "/report"))) == 1
    assert kitchen.jobs() == [("printed", False)]


async def test_a_claim_whose_answer_was_lost_gives_the_same_job_and_no_reprint(kitchen: WebKitchen) -> None:
    queue = kitchen.queue("one")
    await queue.printers()
    kitchen.order()
    kitchen.lost_answers = 50
    with pytest.raises(HubAway):
        await queue.claim("kitchen")
    kitchen.lost_answers = 0
    job = await queue.claim("kitchen")
    assert job is not None
    assert not job.reprint
    assert len(set(keys(kitchen, "/claim"))) == 1
    assert kitchen.jobs() == [("sending", False)]


async def test_while_the_hub_is_away_tries_are_further_and_further_apart(kitchen: WebKitchen) -> None:
    queue = kitchen.queue("one")
    await queue.printers()
    kitchen.order()
    job = await queue.claim("kitchen")
    assert job is not None
    kitchen.pauses.clear()
    kitchen.lost_answers = 7
    await queue.report(job.id, "printed", "confirmed", True)
    assert kitchen.pauses == [0.5, 1, 2, 4, 8, 8, PAUSE_SECONDS_MAX]


async def test_an_idle_spooler_writes_nothing_between_renewals(kitchen: WebKitchen) -> None:
    queue = kitchen.queue("one")
    await queue.printers()
    commands = kitchen.house.hub.writer.commands
    for _ in range(30):
        assert await queue.wait("kitchen", 0.5) is False
        await queue.printers()
        kitchen.pass_time(1.0)
    assert kitchen.house.hub.writer.commands - commands <= 15


async def test_one_look_answers_for_all_printers(kitchen: WebKitchen) -> None:
    queue = kitchen.queue("one")
    await queue.printers()
    kitchen.requests.clear()
    await queue.wait("kitchen", 0.0)
    await queue.wait("bar", 0.0)
    assert len(kitchen.requests) == 1


async def test_only_the_named_printers_are_taken(kitchen: WebKitchen) -> None:
    one, two = kitchen.queue("one", only=["bar"]), kitchen.queue("two")
    assert [printer.id for printer in await one.printers()] == ["bar"]
    assert [printer.id for printer in await two.printers()] == ["kitchen"]


async def test_a_bad_token_and_an_unknown_printer_are_refused(kitchen: WebKitchen) -> None:
    with pytest.raises(HubRefused) as refused:
        await kitchen.queue("one", token="wrong").printers()
    assert refused.value.status == 401
    with pytest.raises(HubRefused, match="attic") as refused:
        await kitchen.queue("one", only=["kitchen", "attic"]).printers()
    assert refused.value.status == 422
