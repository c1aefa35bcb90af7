"""Every page for everybody: axe finds nothing, no page complains, and the first load stays small."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.async_api import Page, expect

from tests.browser.demo import PHONE, TABLET, WALL, Demo, chip
from tests.browser.floor import choose, seat, tile

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
PAGES = [
    (None, "/", TABLET, "signin"),
    ("Luca", "/floor", TABLET, "floor"),
    ("Luca", "/floor", PHONE, "floor-phone"),
    ("Sam", "/kitchen/grill", TABLET, "grill"),
    ("Sam", "/kitchen/grill", WALL, "grill-wall"),
    ("Sam", "/kitchen/pasta", WALL, "pasta-wall"),
    ("Sam", "/kitchen/pass", TABLET, "pass"),
    ("Sam", "/kitchen/pass", WALL, "pass-wall"),
    ("Ada", "/office", TABLET, "office"),
    ("Ada", "/office", PHONE, "office-phone"),
    ("Ada", "/printers/kitchen/paper", TABLET, "paper"),
    (None, "/docs", TABLET, "docs"),
]
TRANSFER_BYTES_MAX = 300_000


async def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, with the first place of each."""
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run()")
    assert found["passes"], "axe has looked at nothing"
    return [
        f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:200]}" for one in found["violations"]
    ]


@pytest.mark.parametrize(("who", "path", "size", "name"), PAGES, ids=[page[3] for page in PAGES])
async def test_axe_finds_nothing(
    demo: Demo, who: str | None, path: str, size: dict[str, int], name: str
) -> None:
    page = await demo.open(who, path, size)
    await expect(page.get_by_role("main")).to_be_visible()
    await demo.shot(page, name)
    assert await violations(page) == []


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
async def test_axe_finds_nothing_while_an_order_is_written(demo: Demo, size: dict[str, int]) -> None:
    page = await demo.open("Luca", "/floor", size)
    await seat(page, "3")
    await choose(page, "Secondi", "burger", "Rare")
    await demo.shot(page, f"order-{size['width']}")
    assert await violations(page) == []
    await page.locator('[data-item="steak"]').click()
    await demo.shot(page, f"order-sheet-{size['width']}")
    assert await violations(page) == []


async def test_axe_finds_nothing_on_a_table_and_its_bill(demo: Demo) -> None:
    page = await demo.open("Luca", "/floor")
    await tile(page, "1").click()
    await demo.shot(page, "floor-table")
    assert await violations(page) == []
    await page.get_by_role("button", name="Bill", exact=True).click()
    await expect(page.get_by_role("region", name="Take payment")).to_be_visible()
    await demo.shot(page, "floor-bill")
    assert await violations(page) == []


async def test_the_first_load_of_the_floor_is_small(demo: Demo) -> None:
    context = await demo.context("Luca")
    page = await context.new_page()
    wire = await context.new_cdp_session(page)
    taken: list[int] = []
    wire.on("Network.loadingFinished", lambda event: taken.append(int(event["encodedDataLength"])))
    await wire.send("Network.enable")
    await page.goto(demo.url + "/floor")
    await expect(chip(page)).to_contain_text("live")
    await expect(tile(page, "1")).to_be_visible()
    await page.evaluate("document.fonts.ready.then(() => true)")
    assert len(taken) > 10, "the page's own files were not seen"
    assert sum(taken) < TRANSFER_BYTES_MAX
