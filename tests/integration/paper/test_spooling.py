"""A spooler claims and reports; what may be on paper goes out again as REPRINT only."""

from typing import Any

import pytest

from kitchenhub.alerts.queries import AlertQuery, list_alerts
from kitchenhub.paper import rules
from kitchenhub.paper.queries import JobQuery, list_jobs
from kitchenhub.paper.spooling import Claim, Report, Reprint, claim_job, report_job, reprint
from tests.support.brigade import board, check_boards, line, place, read, ticket
from tests.support.house import House


def claim(house: House, printer: str = "kitchen", holder: str = "hub-1") -> Any:
    """The printer's next job, `{}` when there is none."""
    return house.run(claim_job, Claim(printer=printer, holder=holder))


def report(house: House, job: Any, outcome: rules.Outcome, *, may_have_printed: bool = True) -> Any:
    """What became of it."""
    body = Report(outcome=outcome, may_have_printed=may_have_printed, detail="said the printer")
    return house.run(report_job, job["id"], body)


def listed(house: House, **query: Any) -> Any:
    """The jobs, oldest first."""
    return read(house, list_jobs, JobQuery(**query))["print_jobs"][::-1]


def alerts(house: House) -> Any:
    """What lasts."""
    return read(house, list_alerts, AlertQuery(open=True))["alerts"]


def test_the_oldest_slip_of_the_printer_is_claimed_first(house: House) -> None:
    first = place(house, line("burger"))
    house.clock.move(seconds=1)
    second = place(house, line("burger"))
    job = claim(house)
    assert (job["slip"]["order_number"], job["reprint"], job["attempt"]) == (first["number"], False, 1)
    report(house, job, "printed")
    assert claim(house)["slip"]["order_number"] == second["number"]


def test_there_is_nothing_to_claim_from_an_empty_queue(house: House) -> None:
    assert claim(house) == {}


def test_an_unknown_printer_is_named(house: House) -> None:
    problem = house.refuse(claim_job, Claim(printer="attic", holder="hub-1"))
    assert (problem["status"], problem["fields"][0]["path"]) == (422, "printer")


@pytest.mark.parametrize("outcome", ["printed", "unverified"])
def test_what_came_out_is_over_and_proves_the_ticket(house: House, outcome: rules.Outcome) -> None:
    place(house, line("burger"))
    job = report(house, claim(house), outcome)
    assert (job["state"], job["detail"], job["finished_at"]) == (outcome, "said the printer", house.clock())
    assert [slip["state"] for slip in ticket(house, "grill")["proof"]["slips"]] == [outcome]
    assert claim(house) == {}
    check_boards(house)


def test_the_same_report_again_changes_nothing(house: House) -> None:
    place(house, line("burger"))
    job = claim(house)
    once = report(house, job, "printed")
    events = len(house.events())
    assert report(house, job, "printed") == once
    assert len(house.events()) == events


def test_a_job_that_is_not_being_sent_takes_no_other_report(house: House) -> None:
    place(house, line("burger"))
    (waiting,) = listed(house)
    assert house.refuse(report_job, waiting["id"], Report(outcome="printed"))["code"] == "job_state"
    job = claim(house)
    report(house, job, "printed")
    problem = house.refuse(report_job, job["id"], Report(outcome="unknown"))
    assert (problem["code"], problem["current"]["state"]) == ("job_state", "printed")


def test_what_failed_before_the_first_byte_goes_out_again_as_it_is(house: House) -> None:
    place(house, line("burger"))
    job = claim(house)
    report(house, job, "failed", may_have_printed=False)
    again = claim(house)
    assert (again["id"], again["reprint"], again["attempt"]) == (job["id"], False, 2)
    assert len(listed(house)) == 1


@pytest.mark.parametrize("outcome", ["unknown", "failed"])
def test_what_may_be_on_paper_goes_out_again_as_reprint(house: House, outcome: rules.Outcome) -> None:
    place(house, line("burger"))
    job = claim(house)
    assert report(house, job, outcome)["state"] == "unknown"
    again = claim(house)
    assert again["id"] != job["id"]
    assert (again["reprint"], again["slip"], again["attempt"]) == (True, job["slip"], 2)
    report(house, again, "printed")
    assert [one["state"] for one in listed(house)] == ["unknown", "printed"]
    assert listed(house)[1]["copy_of"] == job["id"]
    assert [slip["state"] for slip in ticket(house, "grill")["proof"]["slips"]] == ["unknown", "printed"]
    check_boards(house)


def test_a_reprint_stays_one_even_when_it_fails_before_its_first_byte(house: House) -> None:
    place(house, line("burger"))
    report(house, claim(house), "unknown")
    report(house, claim(house), "failed", may_have_printed=False)
    assert claim(house)["reprint"] is True


def test_a_copy_keeps_the_place_in_the_queue(house: House) -> None:
    first = place(house, line("burger"))
    house.clock.move(seconds=1)
    place(house, line("burger"))
    report(house, claim(house), "unknown")
    assert claim(house)["slip"]["order_number"] == first["number"]


def test_while_another_spooler_has_the_printer_there_is_nothing_to_claim(house: House) -> None:
    place(house, line("burger"), line("steak"))
    house.clock.move(seconds=1)
    place(house, line("burger"))
    claim(house, holder="spool-1")
    house.clock.move(seconds=6)
    assert claim(house, holder="spool-2") == {}
    house.clock.move(seconds=1)
    late = claim(house, holder="spool-2")
    assert late["reprint"] is True


def test_a_report_renews_the_lease(house: House) -> None:
    place(house, line("burger"))
    job = claim(house, holder="spool-1")
    place(house, line("burger"))
    house.clock.move(seconds=6)
    report(house, job, "printed")
    house.clock.move(seconds=6)
    assert claim(house, holder="spool-2") == {}
    house.clock.move(seconds=1)
    assert claim(house, holder="spool-2")["reprint"] is False


def test_a_report_of_a_lost_lease_is_refused_and_the_job_is_recorded_once(house: House) -> None:
    place(house, line("burger"))
    lost = claim(house, holder="spool-1")
    house.clock.move(seconds=7)
    copy = claim(house, holder="spool-2")
    body = Report(outcome="printed", holder="spool-1", detail="said the printer")
    problem = house.refuse(report_job, lost["id"], body)
    assert (problem["code"], problem["current"]["state"]) == ("job_state", "unknown")
    assert house.refuse(report_job, copy["id"], body)["code"] == "job_state"
    report(house, copy, "printed")
    assert [(one["state"], one["reprint"]) for one in listed(house)] == [
        ("unknown", False),
        ("printed", True),
    ]


def test_a_repeated_claim_of_a_job_that_went_elsewhere_answers_nothing(house: House) -> None:
    place(house, line("burger"))
    body = Claim(printer="kitchen", holder="spool-1")
    first = house.submit(lambda work: claim_job(work, body), key="claim-1")
    assert house.submit(lambda work: claim_job(work, body), key="claim-1").body == first.body
    house.clock.move(seconds=7)
    claim(house, holder="spool-2")
    assert house.submit(lambda work: claim_job(work, body), key="claim-1").body == b"{}"


def test_a_job_that_its_own_spooler_left_may_be_on_paper(house: House) -> None:
    place(house, line("burger"))
    left = claim(house)
    again = claim(house)
    assert (again["reprint"], again["attempt"]) == (True, 2)
    assert [one["state"] for one in listed(house) if one["id"] == left["id"]] == ["unknown"]


def test_a_printer_that_breaks_off_again_and_again_is_told_and_over_when_one_comes_out(house: House) -> None:
    place(house, line("burger"))
    for _ in range(rules.ATTEMPTS_TOLD):
        assert alerts(house) == []
        report(house, claim(house), "unknown")
    (alert,) = alerts(house)
    assert (alert["code"], alert["subject"]) == ("printer_breaks_off", "kitchen")
    report(house, claim(house), "printed")
    assert alerts(house) == []


def test_a_slip_that_never_comes_out_is_given_up_and_told_until_a_person_reprints_it(house: House) -> None:
    place(house, line("beer"))
    for _ in range(rules.ATTEMPTS_MAX):
        report(house, claim(house, "bar"), "unknown")
    assert claim(house, "bar") == {}
    lost = listed(house)[-1]
    assert {one["code"] for one in alerts(house)} == {"printer_breaks_off", "slip_not_printed"}
    assert len(board(house, "bar", "ready")[0]["proof"]["slips"]) <= 6
    again = house.run(reprint, lost["id"], Reprint(reason="Printer was swapped"))
    assert (again["reprint"], again["attempts"], again["reason"]) == (True, 0, "Printer was swapped")
    assert [one["code"] for one in alerts(house)] == ["printer_breaks_off"]
    report(house, claim(house, "bar"), "printed")
    assert alerts(house) == []


def test_a_slip_that_cannot_be_laid_out_does_not_hold_up_the_others(house: House) -> None:
    place(house, line("burger"))
    house.clock.move(seconds=1)
    second = place(house, line("burger"))
    for _ in range(rules.ATTEMPTS_TOLD):
        report(house, claim(house), "failed", may_have_printed=False)
    assert claim(house)["slip"]["order_number"] == second["number"]
    assert [one["code"] for one in alerts(house) if one["code"] == "slip_not_printed"] == ["slip_not_printed"]
    lost = listed(house)[0]
    assert lost["state"] == "failed"
    assert house.run(reprint, lost["id"], Reprint(reason="Menu was mended"))["reprint"] is False


def test_a_person_may_reprint_what_came_out(house: House) -> None:
    place(house, line("burger"))
    job = claim(house)
    report(house, job, "printed")
    copy = house.run(reprint, job["id"], Reprint(reason="Slip lost"))
    assert (copy["reprint"], copy["copy_of"], copy["printer"]) == (True, job["id"], "kitchen")
    assert claim(house)["reprint"] is True
    check_boards(house)


def test_a_reprint_may_go_to_another_printer(house: House) -> None:
    place(house, line("burger"))
    job = claim(house)
    report(house, job, "printed")
    assert house.run(reprint, job["id"], Reprint(reason="Slip lost", printer="bar"))["printer"] == "bar"
    problem = house.refuse(reprint, job["id"], Reprint(reason="Slip lost", printer="attic"))
    assert problem["code"] == "unknown_reference"


def test_what_still_waits_needs_no_reprint(house: House) -> None:
    place(house, line("burger"))
    (job,) = listed(house)
    assert house.refuse(reprint, job["id"], Reprint(reason="Slip lost"))["code"] == "job_state"


def test_jobs_are_listed_by_state_and_printer_and_page(house: House) -> None:
    for _ in range(3):
        house.clock.move(seconds=1)
        place(house, line("burger"), line("beer"))
    report(house, claim(house), "printed")
    assert len(listed(house)) == 6
    assert len(listed(house, printer="bar")) == 3
    assert len(listed(house, state="queued")) == 5
    assert len(listed(house, state="queued", printer="kitchen")) == 2
    first = read(house, list_jobs, JobQuery(limit=4))
    rest = read(house, list_jobs, JobQuery(limit=4, cursor=first["next"]))
    assert rest["next"] is None
    ids = [one["id"] for one in (*first["print_jobs"], *rest["print_jobs"])]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 6
