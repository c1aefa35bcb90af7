"""Money on the floor: a line is voided, the bill is paid in cash with its change, the table is free
again.
"""

import re

from playwright.async_api import expect

from tests.browser.demo import WALL, Demo, card_of
from tests.browser.floor import choose, line, seat, send, tile


async def test_a_void_a_bill_and_cash_with_change_leave_the_table_free(demo: Demo) -> None:
    floor = await demo.open("Luca", "/floor")
    grill = await demo.open("Sam", "/kitchen/grill", WALL)
    await seat(floor, "2")
    await choose(floor, "Secondi", "burger", "Rare")
    await choose(floor, "Contorni", "potatoes")
    await send(floor)
    await expect(card_of(grill, "2")).to_contain_text("Burger")

    await tile(floor, "2").click()
    await line(floor, "Patate").click()
    await floor.get_by_role("dialog").get_by_role("button", name="Void").click()
    asked = floor.get_by_role("dialog")
    await asked.get_by_role("button", name="Typed wrong").click()
    await demo.shot(floor, "void")
    await asked.get_by_role("button", name="Void", exact=True).click()
    await expect(line(floor, "Patate")).to_have_attribute("data-state", "voided")
    await expect(card_of(grill, "2")).to_contain_text("VOID")

    await floor.get_by_role("button", name="Bill", exact=True).click()
    await expect(floor.get_by_role("region", name="Take payment")).to_contain_text("16,00")
    await floor.get_by_role("button", name="20,00").click()
    await demo.shot(floor, "bill")
    await floor.get_by_role("button", name=re.compile(r"Take .*20,00.* give .*4,00.* back")).click()
    await expect(floor.get_by_role("heading", name="Paid")).to_be_visible()
    await expect(floor.locator(".settled")).to_contain_text("4,00")
    await demo.shot(floor, "paid")
    order = await demo.order_at("2")
    assert order["payment"] == "paid"
    bill = await demo.api("GET", f"/bills/{order['bills'][-1]}")
    (payment,) = bill["payments"]
    assert (payment["method"], payment["drawer"]) == ("cash", "bar")
    assert (payment["amount_cents"], payment["tendered_cents"], payment["change_cents"]) == (1600, 2000, 400)

    await floor.get_by_role("button", name="Back to the room").last.click()
    await tile(floor, "2").click()
    await floor.get_by_role("button", name="Everything is served").click()
    await expect(tile(floor, "2")).to_contain_text("free")
    assert (await demo.api("GET", "/orders?open=true&table=2"))["orders"] == []


async def test_sold_out_keeps_the_order_and_sends_the_rest(demo: Demo) -> None:
    demo.expects("status of 409")
    floor = await demo.open("Luca", "/floor")
    await seat(floor, "10", "1")
    await choose(floor, "Antipasti", "burrata")
    await choose(floor, "Antipasti", "bruschetta")
    count = {"kind": "count", "ingredient": "burrata", "quantity": "0", "unit": "each", "reason": "Counted"}
    await demo.api("POST", "/stock/moves", count)
    await send(floor)
    said = floor.get_by_role("alert")
    await expect(said).to_contain_text("Nothing was sent; the whole order is still here.")
    await demo.shot(floor, "sold-out")
    assert (await demo.api("GET", "/orders?open=true&table=10"))["orders"] == []
    await floor.get_by_role("button", name="Send the rest (1)").click()
    await expect(said).to_contain_text("The rest was sent; these lines are not.")
    order = await demo.order_at("10")
    assert [(one["item"], one["state"]) for one in order["lines"]] == [("bruschetta", "sent")]
    await demo.shot(floor, "sold-out-rest")
