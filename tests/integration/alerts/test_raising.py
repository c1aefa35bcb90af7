"""Alerts are raised once while a trouble lasts, and cleared when it is over."""

from typing import Any

from kitchenhub.alerts.facts import Trouble, TroubleOver
from kitchenhub.alerts.queries import AlertQuery, list_alerts, open_alerts
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from tests.support.brigade import read
from tests.support.house import House

NO_PAPER = Trouble("printer_paper_out", "kitchen", "danger", "Printer Kitchen has no paper.")


def tell(house: House, *facts: object) -> None:
    """Let these things happen in one command."""

    def run(work: Work) -> Result:
        for fact in facts:
            work.happened(fact)
        return Result("nothing")

    house.run(run)


def told(house: House) -> list[tuple[str, str]]:
    """The alert events so far, as (type, text)."""
    return [(one["type"], one["data"]["text"]) for one in house.events() if one["type"].startswith("alert.")]


def listed(house: House, **query: Any) -> Any:
    """The alerts, latest first."""
    return read(house, list_alerts, AlertQuery(**query))


def test_a_trouble_is_raised_with_its_words(house: House) -> None:
    tell(house, NO_PAPER)
    (alert,) = listed(house)["alerts"]
    assert (alert["id"], alert["code"], alert["subject"]) == (
        "printer_paper_out:kitchen", "printer_paper_out", "kitchen",
    )  # fmt: skip
    assert (alert["severity"], alert["raised_at"], alert["cleared_at"]) == ("danger", house.clock(), None)
    assert house.events()[-1]["topic"] == "office"


def test_the_same_words_again_are_no_news(house: House) -> None:
    tell(house, NO_PAPER)
    tell(house, NO_PAPER)
    assert told(house) == [("alert.raised", NO_PAPER.text)]


def test_other_words_are_news_of_the_same_alert(house: House) -> None:
    tell(house, NO_PAPER)
    raised_at = house.clock()
    house.clock.move(seconds=5)
    tell(house, Trouble("printer_paper_out", "kitchen", "danger", "2 slips wait."))
    assert [text for _, text in told(house)] == [NO_PAPER.text, "2 slips wait."]
    (alert,) = listed(house)["alerts"]
    assert (alert["text"], alert["raised_at"]) == ("2 slips wait.", raised_at)


def test_what_is_over_is_cleared_once(house: House) -> None:
    tell(house, NO_PAPER)
    house.clock.move(seconds=5)
    over = TroubleOver("printer_paper_out", "kitchen")
    tell(house, over)
    tell(house, over)
    assert [type for type, _ in told(house)] == ["alert.raised", "alert.cleared"]
    assert listed(house)["alerts"][0]["cleared_at"] == house.clock()


def test_what_was_never_raised_is_over_without_a_word(house: House) -> None:
    tell(house, TroubleOver("printer_paper_out", "kitchen"))
    assert told(house) == []


def test_a_trouble_that_comes_back_is_raised_anew(house: House) -> None:
    tell(house, NO_PAPER)
    tell(house, TroubleOver("printer_paper_out", "kitchen"))
    house.clock.move(seconds=5)
    tell(house, NO_PAPER)
    (alert,) = listed(house)["alerts"]
    assert (alert["raised_at"], alert["cleared_at"], alert["version"]) == (
        house.clock(),
        None,
        alert["version"],
    )
    assert [type for type, _ in told(house)] == ["alert.raised", "alert.cleared", "alert.raised"]


def test_the_office_page_kept_from_events_shows_what_a_fresh_one_shows(house: House) -> None:
    for subject in ("kitchen", "bar", "pass"):
        house.clock.move(seconds=1)
        tell(house, Trouble("printer_offline", subject, "warn", f"{subject} does not answer."))
    tell(house, TroubleOver("printer_offline", "bar"))
    kept = {one["data"]["id"]: one["data"] for one in house.events() if one["type"].startswith("alert.")}
    lasting = [alert for alert in kept.values() if alert["cleared_at"] is None]
    assert lasting == read(house, open_alerts)


def test_alerts_are_listed_by_whether_they_last_and_by_page(house: House) -> None:
    for number in range(5):
        house.clock.move(seconds=1)
        tell(house, Trouble("printer_offline", f"printer-{number}", "warn", "It does not answer."))
    tell(house, TroubleOver("printer_offline", "printer-0"))
    assert len(listed(house)["alerts"]) == 5
    assert len(listed(house, open=True)["alerts"]) == 4
    assert [one["subject"] for one in listed(house, open=False)["alerts"]] == ["printer-0"]
    first = listed(house, open=True, limit=3)
    rest = listed(house, open=True, limit=3, cursor=first["next"])
    subjects = [one["subject"] for one in (*first["alerts"], *rest["alerts"])]
    assert subjects == ["printer-4", "printer-3", "printer-2", "printer-1"]
    assert rest["next"] is None
