"""Real Chromium against the real demo: one server and one browser for the folder, a context per person."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright

from tests.browser.demo import Demo, Server

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
RARE = {"modifiers": [{"group": "doneness", "option": "rare"}]}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    """The demo with an open drawer and a few orders, so that no page is looked at empty."""
    shots = Path(os.environ.get("KITCHENHUB_SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    shots.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: tests/run installs it"
    server = Server(tmp_path_factory.mktemp("demo"))
    try:
        await server.start()
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            demo = Demo(server, browser, shots)
            await furnish(demo)
            yield demo
            await browser.close()
    finally:
        await server.stop()


async def furnish(demo: Demo) -> None:
    """A usual hour: an allergy, notes, a held course, a voided line, a dish with a Chinese name, a tab."""
    await demo.api("POST", "/drawer-sessions", {"drawer": "bar", "opening_float_cents": 15_000})
    nuts = [{"seat": 1, "allergens": ["nuts"], "text": "severe"}]
    await demo.place("1", {"item": "gnocchi", "note": "no pesto"}, {"item": "burger", **RARE}, allergies=nuts)
    await demo.place("5", {"item": "bruschetta"}, {"item": "carbonara"}, fire="first_course", note="birthday")
    hot = [{"group": "heat", "option": "very_hot"}]
    order = await demo.place("7", {"item": "mapo_tofu", "modifiers": hot}, {"item": "burger", **RARE})
    burger = order["lines"][1]["id"]
    path = f"/orders/{order['id']}/lines/{burger}/void"
    await demo.api("POST", path, {"quantity": 1, "reason": "Typed wrong"})


@pytest_asyncio.fixture(loop_scope="session")
async def demo(house: Demo) -> AsyncIterator[Demo]:
    """The demo for one test; at its end every page is closed and none has complained."""
    yield house
    await house.leave()
