"""Texts of guests and strangers stay texts on every page: never markup, never code."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import RARE
from tests.browser.demo import WALL, Demo
from tests.browser.floor import choose, go_to, line, seat, send, tile

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'


@pytest.mark.parametrize(("evil", "table"), [(SCRIPT, "12"), (IMAGE, "11")], ids=["script", "image"])
async def test_a_name_and_notes_never_run(demo: Demo, evil: str, table: str) -> None:
    await demo.place(table, {"item": "burger", "note": evil, **RARE}, name=evil, note=evil)
    floor = await demo.open("Luca", "/floor")
    await tile(floor, table).click()
    pages = [floor]
    for who, path in (("Sam", "/kitchen/grill"), ("Sam", "/kitchen/pass"), ("Ada", "/office")):
        pages.append(await demo.open(who, path, WALL))
    for page in pages[:3]:
        await expect(page.get_by_text(evil).first).to_be_visible()
    paper = await demo.open("Ada", "/printers/kitchen/paper")
    slip = paper.get_by_role("img", name=evil).first
    await expect(slip).to_be_visible(timeout=15_000)
    for page in [*pages, paper]:
        assert await page.locator("img[src=x], script:not([src]):not([nonce])").count() == 0


async def test_a_note_typed_on_the_floor_never_runs(demo: Demo) -> None:
    floor = await demo.open("Luca", "/floor")
    await go_to(floor, "Terrace")
    await seat(floor, "13", "1")
    await choose(floor, "Contorni", "fries")
    await floor.get_by_role("button", name="Guests and note").click()
    sheet = floor.get_by_role("dialog")
    await sheet.get_by_label("Note for the whole order").fill(IMAGE)
    await sheet.get_by_role("button", name="Keep").click()
    await send(floor)
    await tile(floor, "13").click()
    await expect(line(floor, "Fries")).to_be_visible()
    await expect(floor.get_by_text(IMAGE).first).to_be_visible()
    assert (await demo.order_at("13"))["note"] == IMAGE
