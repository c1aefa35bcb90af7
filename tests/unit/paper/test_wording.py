"""Amounts and times as the restaurant writes them."""

import msgspec
import pytest

from kitchenhub.paper.report_slips import report_slip
from kitchenhub.paper.wording import clock_time, day_and_time, label, money
from kitchenhub.restaurant.tables import Restaurant

AURORA = Restaurant(
    restaurant_id=1, name="Trattoria Aurora", currency="EUR", timezone="Europe/Rome", locale="it-IT",
    prices_include_tax=True, day_starts="04:00", pacing=False, receipt_printer=None, cover_charge_cents=0,
    service_charge=None, order_types={}, reasons={}, menu_version=1, created_at="2026-11-20T19:00:00.000Z",
)  # fmt: skip


@pytest.mark.parametrize(("locale", "currency", "cents", "text"), [
    ("it-IT", "EUR", 123456, "1.234,56\xa0€"),
    ("en-US", "USD", 123456, "$1,234.56"),
    ("en-US", "USD", -50, "-$0.50"),
    ("ja-JP", "JPY", 1200, "￥1,200"),
    ("xx-nowhere", "EUR", 100, "€1.00"),
])  # fmt: skip
def test_money_follows_locale_and_currency(locale: str, currency: str, cents: int, text: str) -> None:
    assert money(msgspec.structs.replace(AURORA, locale=locale, currency=currency), cents) == text


@pytest.mark.parametrize(("at", "text"), [
    ("2026-11-20T19:00:00.000Z", "20:00"),
    ("2026-07-20T19:00:00.000Z", "21:00"),
])  # fmt: skip
def test_the_time_is_the_restaurants(at: str, text: str) -> None:
    assert clock_time(AURORA, at) == text


def test_after_midnight_the_date_is_the_restaurants_too() -> None:
    assert day_and_time(AURORA, "2026-11-20T23:30:00.000Z") == "2026-11-21 00:30"


def test_a_field_becomes_a_label() -> None:
    assert label("over_short_cents") == "Over short"


def test_a_report_shows_whatever_figures_there_are() -> None:
    figures = {
        "orders": 12,
        "sales_cents": 34500,
        "closed": True,
        "counted_cents": None,
        "categories": [{"category": "mains", "name": "Mains", "amount_cents": 30000}],
        "payments": [{"method": "cash", "amount_cents": 20000, "count": 7}],
        "cash": {"expected_cents": 100, "counted_cents": 90},
        "nothing": [],
    }
    slip = report_slip(AURORA, "Day close Z 3", "2026-11-20T23:30:00.000Z", figures)
    rows = {
        section["heading"]: [(row["label"], row["value"]) for row in section["rows"]]
        for section in slip["sections"]
    }
    euros = "\xa0€"
    assert rows == {
        "Day close Z 3": [("Orders", "12"), ("Sales", f"345,00{euros}"), ("Closed", "yes"), ("Counted", "-")],
        "Categories": [("Mains", f"300,00{euros}")],
        "Payments": [("Cash", ""), ("Amount", f"200,00{euros}"), ("Count", "7")],
        "Cash": [("Expected", f"1,00{euros}"), ("Counted", f"0,90{euros}")],
    }
