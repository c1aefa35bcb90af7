"""The hub is gone for a while: every page says so, nothing is lost, and everything arrives once."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import expect

from tests.browser.demo import WALL, Demo, card_of, chip
from tests.browser.floor import choose, go_to, seat, send, tile

BACK_TIMEOUT_MS = 40_000  # the longest pause between two tries is 15 s, and the server starts meanwhile


@pytest_asyncio.fixture(loop_scope="session")
async def stoppable(demo: Demo) -> AsyncIterator[Demo]:
    """The demo, started again whatever becomes of the test."""
    demo.expects("WebSocket connection to", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET")
    yield demo
    await demo.server.stop()
    await demo.server.start()


async def test_an_order_written_while_the_hub_is_stopped_arrives_once(stoppable: Demo) -> None:
    demo = stoppable
    grill = await demo.open("Sam", "/kitchen/grill", WALL)
    floor = await demo.open("Luca", "/floor")
    before = await demo.place("19", {"item": "potatoes"})
    await expect(card_of(grill, "19")).to_be_visible()
    await demo.server.stop()
    for page in (grill, floor):
        await expect(chip(page)).to_contain_text(re.compile("cut off since"))
    await seat(floor, "9")
    await choose(floor, "Secondi", "burger", "Rare")
    await send(floor)
    await expect(floor.get_by_text("goes out by itself, once")).to_be_visible()
    await expect(card_of(grill, "19")).to_be_visible()
    await demo.shot(grill, "grill-cut-off")
    await demo.shot(floor, "floor-cut-off")
    await demo.server.start()
    for page in (grill, floor):
        await expect(chip(page)).to_contain_text("live", timeout=BACK_TIMEOUT_MS)
    await expect(card_of(grill, "9")).to_contain_text("Burger", timeout=BACK_TIMEOUT_MS)
    await expect(card_of(grill, "9")).to_have_count(1)
    await expect(card_of(grill, "19")).to_contain_text(str(before["number"]))
    assert [one["item"] for one in (await demo.order_at("9"))["lines"]] == ["burger"]
    await expect(tile(floor, "9")).to_be_visible()


async def test_a_draft_outlives_a_reload(demo: Demo) -> None:
    floor = await demo.open("Luca", "/floor")
    await go_to(floor, "Terrace")
    await seat(floor, "14", "1")
    await choose(floor, "Secondi", "burger", "Rare")
    await floor.reload()
    await expect(chip(floor)).to_contain_text("live")
    await expect(floor.get_by_role("heading", name="Table 14")).to_be_visible()
    await expect(floor.get_by_text("New, not sent")).to_be_visible()
    await expect(floor.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    await demo.shot(floor, "floor-draft")
    assert (await demo.api("GET", "/orders?open=true&table=14"))["orders"] == []
