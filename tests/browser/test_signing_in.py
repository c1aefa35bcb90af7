"""Signing in: choose a name, type a PIN, and be where one's work is."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.demo import Demo


async def type_pin(page: Page, who: str, pin: str) -> None:
    """Choose the tile of a person and press the keys."""
    await page.get_by_role("button", name=re.compile(rf"\b{who}\b")).click()
    keys = page.get_by_role("group", name="Number keys")
    for digit in pin:
        await keys.get_by_role("button", name=digit, exact=True).click()
    await keys.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize(("who", "home"), [("Luca", "/floor"), ("Sam", "/kitchen/pass"), ("Ada", "/office")])
async def test_a_pin_opens_the_page_of_ones_work(demo: Demo, who: str, home: str) -> None:
    page = await demo.open(None, "/")
    await type_pin(page, who, demo.pin_of(who))
    await expect(page).to_have_url(re.compile(f"{home}$"))
    await expect(page.get_by_test_id("data-age")).to_contain_text("live")


async def test_a_wrong_pin_is_said_and_opens_nothing(demo: Demo) -> None:
    demo.expects("status of 401")
    page = await demo.open(None, "/")
    await type_pin(page, "Mei", "0000")
    await expect(page.get_by_role("alert")).to_contain_text("That PIN is not right")
    await demo.shot(page, "wrong-pin")
    await expect(page).to_have_url(demo.url + "/")


async def test_nobody_sees_the_floor_without_signing_in(demo: Demo) -> None:
    page = await demo.open(None, "/floor")
    await expect(page.get_by_text("Who are you?")).to_be_visible()
