"""What can be had: the hand's word, then the stock's."""

from typing import Any

import pytest

from kitchenhub.menu.rules import Standing, Supply, expired, standing, standing_of_item, units_left
from kitchenhub.menu.tables import Availability

UNTIL = "2026-11-21T03:00:00.000Z"


def hand(**fields: Any) -> Availability:
    known = {"available": True, "remaining": None, "until": UNTIL, "reason": None}
    return Availability(restaurant_id=1, kind="item", subject="burger", **{**known, **fields})


def supplies(**milli: int) -> Any:
    return {id: Supply(id.title(), True, amount) for id, amount in milli.items()}.get


def test_nothing_set_and_enough_of_everything_is_good() -> None:
    assert standing(None, {"bun": 1000}, supplies(bun=1000)) == Standing()


def test_a_blocking_ingredient_that_cannot_cover_a_unit_sells_the_dish_out() -> None:
    assert standing(None, {"bun": 1000}, supplies(bun=999)) == Standing(False, None, None, "Bun is sold out")


def test_an_ingredient_that_only_warns_never_sells_a_dish_out() -> None:
    warns = Supply("Mince", False, -5000)
    assert standing(None, {"mince": 1}, lambda id: warns).available


def test_an_ingredient_switched_off_by_hand_sells_the_dish_out_until_it_is_back() -> None:
    off = Supply("Mince", False, 9000, hand(available=False, until=UNTIL))
    assert standing(None, {"mince": 1}, lambda id: off) == Standing(False, None, UNTIL, "Mince is sold out")


def test_an_ingredient_that_nobody_uses_any_more_is_no_obstacle() -> None:
    assert standing(None, {"bun": 0}, supplies(bun=0)).available
    assert standing(None, {"gone": 5}, supplies()).available


def test_the_hand_outranks_the_stock_in_reason_and_end() -> None:
    off = hand(available=False, reason="Oven is cold")
    assert standing(off, {"bun": 1000}, supplies(bun=0)) == Standing(False, None, UNTIL, "Oven is cold")


@pytest.mark.parametrize(
    ("count", "buns", "shown"), [(12, 40, 12), (12, 5, 5), (0, 5, 0)], ids=["count", "stock", "none left"]
)
def test_remaining_is_the_lower_of_the_count_and_what_the_stock_allows(
    count: int, buns: int, shown: int
) -> None:
    seen = standing(hand(remaining=count), {"bun": 1000}, supplies(bun=buns * 1000))
    assert (seen.remaining, seen.available) == (shown, shown > 0)


def test_what_is_not_counted_by_hand_shows_no_number() -> None:
    assert standing(None, {"bun": 1000}, supplies(bun=5000)).remaining is None


def test_units_left_is_the_scarcest_ingredient() -> None:
    assert units_left({"bun": 1000, "truffle": 5}, supplies(bun=9000, truffle=12)) == 2
    assert units_left({"bun": 1000}, supplies(bun=-1)) == 0
    assert units_left({}, supplies()) is None


def test_an_item_is_to_be_had_while_one_form_of_it_is() -> None:
    gone, good = Standing(False, None, None, "Bun is sold out"), Standing()
    assert standing_of_item(None, None, [(gone, {}), (good, {})], supplies()).available
    assert standing_of_item(None, {}, [(gone, {})], supplies()).available
    assert standing_of_item(None, None, [(gone, {}), (gone, {})], supplies()) == gone


def test_an_item_that_is_off_is_off_in_every_form() -> None:
    assert not standing_of_item(hand(available=False), {}, [(Standing(), {})], supplies()).available


def test_a_count_of_an_item_with_variants_shows_what_its_best_form_allows() -> None:
    forms: Any = [(Standing(), {"bun": 2000}), (Standing(), {"bun": 1000})]
    assert standing_of_item(hand(remaining=9), None, forms, supplies(bun=4000)).remaining == 4
    assert standing_of_item(hand(remaining=9), {}, forms, supplies(bun=4000)).remaining == 9


def test_an_end_that_has_come_is_an_end() -> None:
    assert expired(hand(), UNTIL)
    assert not expired(hand(), "2026-11-21T02:59:59.999Z")
    assert not expired(hand(until=None), UNTIL)
