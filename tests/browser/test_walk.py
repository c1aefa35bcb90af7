"""One order through the pages: tapped on the floor, cooked at the grill, passed, and on paper."""

import re

from playwright.async_api import Page, expect

from tests.browser.demo import WALL, Demo, card_of, chip
from tests.browser.floor import order_burger, tile

SLIP_TIMEOUT_MS = 15_000  # the spooler, the virtual printer and the page's own look at the paper


async def test_an_order_goes_from_the_floor_to_the_grill_over_the_pass_and_back(demo: Demo) -> None:
    floor = await demo.open("Luca", "/floor")
    grill = await demo.open("Sam", "/kitchen/grill", WALL)
    board = await demo.open("Sam", "/kitchen/pass", WALL)
    await order_burger(floor, "4")
    number = (await demo.order_at("4"))["number"]
    card = card_of(grill, "4")
    await expect(card).to_contain_text("Burger")
    await expect(card).to_contain_text("Rare")
    passing = card_of(board, "4")
    await expect(passing).to_contain_text("still waiting on Grill")
    await demo.shot(grill, "grill-ticket")
    await card.get_by_role("button", name=f"Bump {number}").click()
    await expect(card).to_have_count(0)
    await expect(tile(floor, "4")).to_contain_text("food is up")
    await demo.shot(floor, "floor-food-up")
    await passing.get_by_role("button", name=f"Serve {number}").click()
    await expect(passing).to_have_count(0)
    await expect(tile(floor, "4")).not_to_contain_text("food is up")
    assert (await demo.order_at("4"))["fulfilment"] == "served"


async def test_a_bump_is_undone_with_one_press(demo: Demo) -> None:
    order = await demo.place("18", {"item": "potatoes"})
    grill = await demo.open("Sam", "/kitchen/grill", WALL)
    card = card_of(grill, "18")
    await card.get_by_role("button", name=f"Bump {order['number']}").click()
    await expect(card).to_have_count(0)
    await grill.get_by_role("button", name="Undo").click()
    await expect(card).to_contain_text("recalled")


async def test_the_paper_page_shows_the_slip(demo: Demo) -> None:
    floor = await demo.open("Luca", "/floor")
    await order_burger(floor, "6")
    paper = await demo.open("Ada", "/printers/kitchen/paper")
    slip = paper.get_by_role("img", name=re.compile("T6\\b")).first
    await expect(slip).to_have_attribute("alt", re.compile("Burger"), timeout=SLIP_TIMEOUT_MS)
    await expect(slip).to_have_attribute("alt", re.compile("Rare"))
    assert await slip.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    await demo.shot(paper, "paper-slip")


async def cards_on(page: Page) -> list[tuple[str, str]]:
    """Every ticket on the board and where it lies; its age goes on meanwhile and is left out."""
    script = "all => all.map(one => [one.dataset.ticket, one.querySelector('.ticket-body').innerText])"
    found = await page.locator("[data-ticket]").evaluate_all(script)
    return [(ticket, words) for ticket, words in found]


async def test_the_board_is_the_same_after_a_reload(demo: Demo) -> None:
    floor = await demo.open("Luca", "/floor")
    await order_burger(floor, "8")
    grill = await demo.open("Sam", "/kitchen/grill", WALL)
    await expect(card_of(grill, "8")).to_be_visible()
    before = await cards_on(grill)
    await grill.reload()
    await expect(chip(grill)).to_contain_text("live")
    await expect(grill.locator("[data-ticket]")).to_have_count(len(before))
    assert await cards_on(grill) == before
