"""One order through the pages: tapped on the floor, cooked at the grill, passed, on paper, and paid."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import Demo


async def order_burger(page: Page, table: str, guests: str = "2") -> None:
    """Seat guests, choose a burger with its doneness, and send it."""
    await page.locator(f'[data-table="{table}"]').click()
    await page.get_by_role("button", name=guests, exact=True).click()
    await page.get_by_role("button", name="Secondi").click()
    await page.locator('[data-item="burger"]').click()
    await page.get_by_role("button", name="Rare").click()
    await page.get_by_role("button", name=re.compile("^Add")).click()
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator(f'[data-table="{table}"]')).to_contain_text("ordered")


async def number_at(demo: Demo, table: str) -> int:
    """The number of the open order at a table."""
    (order,) = (await demo.api("GET", f"/orders?open=true&table={table}"))["orders"]
    return int(order["number"])


async def test_an_order_goes_from_the_floor_to_the_grill_and_comes_back_ready(demo: Demo) -> None:
    floor = await demo.open("luca", "/floor")
    grill = await demo.open("sam", "/kitchen/grill", {"width": 1920, "height": 1080})
    board = await demo.open("sam", "/kitchen/pass", {"width": 1920, "height": 1080})
    await order_burger(floor, "4")
    number = await number_at(demo, "4")
    card = grill.locator("[data-ticket]", has_text="T4")
    await expect(card).to_contain_text("Burger")
    await expect(card).to_contain_text("Rare")
    await demo.shot(grill, "grill")
    await card.get_by_role("button", name=f"Bump {number}").click()
    await expect(floor.locator('[data-table="4"]')).to_contain_text("food is up")
    await demo.shot(floor, "floor-food-up")
    passing = board.locator("[data-ticket]", has_text="T4")
    await passing.get_by_role("button", name=re.compile(f"{number}|Serve|Bump")).last.click()
    await expect(floor.locator('[data-table="4"]')).not_to_contain_text("food is up")
    order = (await demo.api("GET", "/orders?open=true&table=4"))["orders"][0]
    assert order["fulfilment"] == "served"


async def test_the_paper_page_shows_the_slip(demo: Demo) -> None:
    floor = await demo.open("luca", "/floor")
    await order_burger(floor, "6")
    paper = await demo.open("ada", "/printers/kitchen/paper")
    slip = paper.locator("img").first
    await expect(slip).to_have_attribute("alt", re.compile(r"T6"), timeout=15_000)
    await expect(slip).to_have_attribute("alt", re.compile(r"Burger"))
    await demo.shot(paper, "paper")


async def test_the_board_is_the_same_after_a_reload(demo: Demo) -> None:
    floor = await demo.open("luca", "/floor")
    await order_burger(floor, "8")
    grill = await demo.open("sam", "/kitchen/grill")
    await expect(grill.locator("[data-ticket]", has_text="T8")).to_be_visible()
    before = await grill.locator("[data-ticket]").count()
    await grill.reload()
    await expect(grill.locator("[data-ticket]")).to_have_count(before)


async def test_a_page_says_when_it_is_cut_off_and_when_it_is_live_again(demo: Demo) -> None:
    grill = await demo.open("sam", "/kitchen/grill")
    age = grill.locator('[data-testid="data-age"]')
    await expect(age).to_contain_text("live")
    await grill.context.set_offline(True)
    await grill.evaluate("window.dispatchEvent(new Event('offline'))")
    await expect(age).to_contain_text(re.compile("cut off|s old"), timeout=20_000)
    await demo.shot(grill, "grill-cut-off")
    await grill.context.set_offline(False)
    await expect(age).to_contain_text("live", timeout=30_000)


async def test_sold_out_keeps_the_order_and_says_why(demo: Demo) -> None:
    floor = await demo.open("luca", "/floor")
    await floor.locator('[data-table="10"]').click()
    await floor.get_by_role("button", name="1", exact=True).click()
    await floor.get_by_role("button", name="Secondi").click()
    await floor.locator('[data-item="burger"]').click()
    await floor.get_by_role("button", name="Rare").click()
    await floor.get_by_role("button", name=re.compile("^Add")).click()
    await demo.api("PUT", "/items/burger/availability", {"available": False, "reason": "Out of buns"})
    await expect(floor.locator('[data-item="burger"]')).to_contain_text("Out of buns")
    await floor.get_by_role("button", name="Send", exact=True).click()
    await expect(floor.get_by_text(re.compile("sold out|Sold out", re.I)).first).to_be_visible()
    await demo.shot(floor, "sold-out")
    assert (await demo.api("GET", "/orders?open=true&table=10"))["orders"] == []
    await demo.api("PUT", "/items/burger/availability", {"available": True})


async def test_texts_of_strangers_stay_texts(demo: Demo) -> None:
    evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    menu = await demo.api("GET", "/menu")
    fries = menu["categories"][-1]["items"][0]
    line = {"id": "0192f0c8-0000-7000-8000-00000000aa01", "item": fries["id"], "quantity": 1, "note": evil}
    if fries["price_cents"] is None:
        line["variant"] = fries["variants"][0]["id"]
    body = {
        "id": "0192f0c8-0000-7000-8000-00000000aa02",
        "type": "tab",
        "name": evil,
        "note": evil,
        "lines": [line],
    }
    await demo.api("POST", "/orders", body)
    for who, path in (("luca", "/floor"), ("sam", "/kitchen/pass"), ("ada", "/office")):
        page = await demo.open(who, path)
        alerts: list[str] = []
        page.on("dialog", lambda dialog, said=alerts: said.append(dialog.message))
        await expect(page.locator('[data-testid="data-age"]')).to_contain_text("live")
        assert alerts == []
        assert await page.locator("img[src=x]").count() == 0


async def test_a_bill_is_paid_in_cash_with_its_change(demo: Demo) -> None:
    floor = await demo.open("luca", "/floor")
    await order_burger(floor, "2")
    await floor.locator('[data-table="2"]').click()
    await floor.get_by_role("button", name="Bill").click()
    await floor.get_by_role("button", name="20,00").click()
    await expect(floor.get_by_text("4,00").first).to_be_visible()
    await floor.get_by_role("button", name=re.compile("^Take")).click()
    await expect(floor.get_by_text(re.compile("Paid|paid|settled")).first).to_be_visible()
    await demo.shot(floor, "paid")
    (order,) = (await demo.api("GET", "/orders?open=true&table=2"))["orders"]
    assert order["payment"] == "paid"
    bill = await demo.api("GET", f"/bills/{order['bills'][0]}")
    assert bill["payments"][0]["change_cents"] == 2000 - bill["totals"]["total_cents"]
