"""What a waiter does on the floor page, by the names that stand on the buttons."""

import re

from playwright.async_api import Locator, Page, expect


def tile(page: Page, table: str) -> Locator:
    """The tile of a table in the room."""
    return page.locator(f'[data-table="{table}"]')


def line(page: Page, name: str) -> Locator:
    """A line of the open order in the panel."""
    return page.locator("[data-line]", has_text=name)


async def go_to(page: Page, section: str) -> None:
    """Turn to another section of the room."""
    await page.get_by_role("navigation", name="Sections").get_by_role("button", name=section).click()


async def seat(page: Page, table: str, guests: str = "2") -> None:
    """Choose a free table and say how many sit there: the menu opens."""
    await tile(page, table).click()
    await page.get_by_role("button", name=guests, exact=True).click()


async def choose(page: Page, category: str, item: str, *options: str) -> None:
    """Tap a dish; with options its sheet is filled in and closed."""
    await page.get_by_role("button", name=category, exact=True).click()
    await page.locator(f'[data-item="{item}"]').click()
    if not options:
        return
    sheet = page.get_by_role("dialog")
    for option in options:
        await sheet.get_by_role("button", name=re.compile(f"^{option}")).click()
    await sheet.get_by_role("button", name=re.compile("^Add")).click()
    await expect(sheet).to_have_count(0)


async def send(page: Page) -> None:
    """Send what is written."""
    await page.get_by_role("button", name="Send", exact=True).click()


async def order_burger(page: Page, table: str) -> None:
    """Two guests, one rare burger, sent, and back in the room."""
    await seat(page, table)
    await choose(page, "Secondi", "burger", "Rare")
    await send(page)
    await expect(tile(page, table)).to_contain_text("ordered")
