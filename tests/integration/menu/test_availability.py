"""Hands switch things off, count them and put them back; the menu and its events always agree."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kitchenhub.menu.availability import (
    AvailabilityChange,
    expire,
    set_ingredient,
    set_item,
    set_option,
    set_variant,
)
from tests.support.larder import COOK, Larder, place
from tests.support.replica import replayed

OFF = AvailabilityChange(available=False, reason="Oven is cold")
ON = AvailabilityChange(available=True)
DAY_END = "2026-11-21T03:00:00.000Z"


@pytest.fixture
def larder(tmp_path: Path) -> Iterator[Larder]:
    larder = Larder(tmp_path)
    yield larder
    assert replayed(larder.events()) == larder.menu()
    larder.close()


def changes(larder: Larder) -> list[dict[str, Any]]:
    """The cards of the availability events so far."""
    events = [event for event in larder.events() if event["type"] == "item.availability_changed"]
    assert all(event["topic"] == "menu" for event in events)
    return [event["data"] for event in events]


def option(larder: Larder, group: str, id: str) -> Any:
    groups = {one["id"]: one for one in larder.menu()["groups"]}
    return next(one for one in groups[group]["options"] if one["id"] == id)


def test_the_menu_has_what_the_contract_names(larder: Larder) -> None:
    menu = larder.menu()
    assert (menu["version"], menu["currency"]) == (1, "EUR")
    assert [category["id"] for category in menu["categories"]] == ["mains", "sides", "drinks"]
    burger = larder.item("burger")
    assert burger["modifiers"] == ["doneness", "extras"]
    assert (burger["price_cents"], burger["available"], burger["remaining"]) == (1200, True, None)
    assert [variant["price_cents"] for variant in larder.item("fries")["variants"]] == [600, 400]
    assert option(larder, "extras", "cheese")["price_cents"] == 150


def test_an_item_is_off_until_the_business_day_ends(larder: Larder) -> None:
    answer = larder.run(set_item, "burger", OFF)
    assert answer == {
        "kind": "item", "id": "burger", "available": False, "remaining": None, "until": DAY_END,
        "reason": "Oven is cold",
    }  # fmt: skip
    (card,) = changes(larder)
    assert [item["id"] for item in card["items"]] == ["burger"]
    assert (card["items"][0]["available"], card["items"][0]["until"]) == (False, DAY_END)


def test_switching_off_twice_is_one_event_and_back_on_is_another(larder: Larder) -> None:
    larder.run(set_item, "burger", OFF)
    larder.run(set_item, "burger", OFF)
    assert len(changes(larder)) == 1
    assert larder.run(set_item, "burger", ON)["available"]
    assert len(changes(larder)) == 2
    larder.run(set_item, "burger", ON)
    assert len(changes(larder)) == 2


def test_a_time_given_by_hand_is_kept_in_utc(larder: Larder) -> None:
    until = datetime.fromisoformat("2026-11-20T22:30:00+01:00")
    change = AvailabilityChange(available=False, until=until)
    assert larder.run(set_item, "burger", change)["until"] == "2026-11-20T21:30:00.000Z"


@pytest.mark.parametrize(
    "until", ["2026-11-20T19:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]
)
def test_a_time_that_makes_no_sense_is_refused(larder: Larder, until: str) -> None:
    change = AvailabilityChange(available=False, until=datetime.fromisoformat(until))
    assert larder.refuse(set_item, "burger", change)["fields"][0]["path"] == "until"


def test_what_has_ended_is_available_at_once_and_announced_by_expire(larder: Larder) -> None:
    larder.run(set_item, "burger", OFF)
    larder.run(set_item, "steak", AvailabilityChange(remaining=2))
    larder.run(expire)
    assert len(changes(larder)) == 2
    larder.now = DAY_END
    assert larder.item("burger")["available"]
    larder.run(expire)
    assert {item["id"] for item in changes(larder)[2]["items"]} == {"burger", "steak"}
    larder.run(expire)
    assert len(changes(larder)) == 3


def test_an_ingredient_that_is_off_takes_everything_made_of_it_along(larder: Larder) -> None:
    larder.run(set_ingredient, "sirloin", AvailabilityChange(available=False))
    assert larder.item("steak")["reason"] == "Sirloin is sold out"
    assert not larder.item("surf_and_turf")["available"]
    assert larder.item("burger")["available"]
    larder.run(set_ingredient, "cheddar", AvailabilityChange(available=False))
    assert option(larder, "extras", "cheese")["reason"] == "Cheddar is sold out"
    first, second = changes(larder)
    assert {item["id"] for item in first["items"]} == {"steak", "surf_and_turf"}
    assert [one["id"] for one in first["ingredients"]] == ["sirloin"]
    assert [group["id"] for group in second["groups"]] == ["doneness", "extras"]
    assert "items" not in second


def test_a_variant_is_off_alone(larder: Larder) -> None:
    larder.run(set_variant, "fries:large", OFF)
    fries = larder.item("fries")
    assert fries["available"]
    assert [variant["available"] for variant in fries["variants"]] == [False, True]


def test_an_option_is_off_in_every_group_that_has_it(tmp_path: Path) -> None:
    text = Path(__file__).parents[2].joinpath("support/small.yaml").read_text()
    text = text.replace(
        "  extras: {", "  sauces: {name: Sauces, options: {cheese: {name: Cheese sauce}}}\n  extras: {"
    )
    larder = Larder(
        tmp_path, text.replace("modifiers: [doneness, extras]", "modifiers: [doneness, extras, sauces]")
    )
    larder.run(set_option, "cheese", OFF)
    assert not option(larder, "extras", "cheese")["available"]
    assert not option(larder, "sauces", "cheese")["available"]
    larder.close()


@pytest.mark.parametrize(
    ("command", "id"),
    [(set_item, "pizza"), (set_item, "fries:large"), (set_variant, "fries"), (set_variant, "fries:huge"),
     (set_option, "bacon"), (set_ingredient, "gold")],
)  # fmt: skip
def test_what_is_not_on_the_menu_is_not_found(larder: Larder, command: Any, id: str) -> None:
    assert larder.refuse(command, id, OFF)["code"] == "not_found"


def test_a_change_says_something_and_not_two_things(larder: Larder) -> None:
    assert larder.refuse(set_item, "burger", AvailabilityChange())["fields"][0]["path"] == "available"
    both = AvailabilityChange(available=False, remaining=3)
    assert larder.refuse(set_item, "burger", both)["fields"][0]["path"] == "remaining"
    counted = AvailabilityChange(remaining=3)
    assert larder.refuse(set_ingredient, "bun", counted)["fields"][0]["path"] == "remaining"


def test_a_count_runs_down_with_orders_and_ends_in_sold_out(larder: Larder) -> None:
    larder.run(set_item, "salad", AvailabilityChange(remaining=2))
    larder.run(lambda work: place(work, ("salad", 2), fire=True))
    salad = larder.item("salad")
    assert (salad["available"], salad["remaining"]) == (False, 0)
    assert len(changes(larder)) == 2


def test_remaining_shows_what_the_stock_allows_when_that_is_less(larder: Larder) -> None:
    larder.run(set_item, "burger", AvailabilityChange(remaining=100))
    assert larder.item("burger")["remaining"] == 80
    larder.run(lambda work: place(work, ("burger", 1)))
    assert larder.item("burger")["remaining"] == 79


class TestTheKitchen:
    def test_switches_off(self, larder: Larder) -> None:
        assert not larder.run(set_item, "burger", OFF, actor=COOK)["available"]

    def test_never_switches_on(self, larder: Larder) -> None:
        larder.run(set_item, "burger", OFF)
        assert larder.refuse(set_item, "burger", ON, actor=COOK)["code"] == "forbidden"
        counted = AvailabilityChange(remaining=5)
        assert larder.refuse(set_item, "burger", counted, actor=COOK)["code"] == "forbidden"

    def test_counts_only_lower(self, larder: Larder) -> None:
        assert larder.run(set_item, "salad", AvailabilityChange(remaining=5), actor=COOK)["remaining"] == 5
        assert larder.run(set_item, "salad", AvailabilityChange(remaining=4), actor=COOK)["remaining"] == 4
        more = AvailabilityChange(remaining=6)
        assert larder.refuse(set_item, "salad", more, actor=COOK)["code"] == "forbidden"

    def test_does_not_shorten_what_a_manager_has_set(self, larder: Larder) -> None:
        for_days = AvailabilityChange(available=False, until=datetime.fromisoformat("2026-11-25T12:00:00Z"))
        larder.run(set_item, "burger", for_days)
        assert larder.run(set_item, "burger", OFF, actor=COOK)["until"] == "2026-11-25T12:00:00.000Z"
