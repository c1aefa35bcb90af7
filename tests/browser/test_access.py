"""Every page for everybody: axe finds nothing, and the first load stays small."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.async_api import Response, expect

from tests.browser.conftest import TABLET, Demo

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
WALL = {"width": 1920, "height": 1080}
PHONE = {"width": 390, "height": 844}
PAGES = [
    (None, "/", TABLET, "signin"),
    ("luca", "/floor", TABLET, "floor"),
    ("luca", "/floor", PHONE, "floor-phone"),
    ("sam", "/kitchen/grill", WALL, "grill-wall"),
    ("sam", "/kitchen/pass", WALL, "pass-wall"),
    ("ada", "/office", TABLET, "office"),
    ("ada", "/office", PHONE, "office-phone"),
    ("ada", "/printers/kitchen/paper", TABLET, "paper"),
    (None, "/docs", TABLET, "docs"),
]
TRANSFER_BYTES_MAX = 300_000


@pytest.mark.parametrize(("who", "path", "size", "name"), PAGES, ids=[page[3] for page in PAGES])
async def test_axe_finds_nothing(
    demo: Demo, who: str | None, path: str, size: dict[str, int], name: str
) -> None:
    page = await demo.open(who, path, size)
    if who is not None:
        await expect(page.locator('[data-testid="data-age"]').first).to_contain_text("live")
    await demo.shot(page, name)
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run()")
    said = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]
    assert said == []


async def test_the_first_load_of_the_floor_is_small(demo: Demo) -> None:
    page = await demo.open("luca", "/office")
    taken: list[int] = []

    async def count(response: Response) -> None:
        sizes = await response.request.sizes()
        taken.append(sizes["responseBodySize"])

    page.on("response", count)
    await page.goto(demo.url + "/floor")
    await expect(page.locator('[data-testid="data-age"]')).to_contain_text("live")
    assert 0 < sum(taken) < TRANSFER_BYTES_MAX
