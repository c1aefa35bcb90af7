"""The table of ticket states: every pair is allowed or refused, and every state can be reached."""

from typing import get_args

import msgspec
import pytest

from kitchenhub.kitchen import rules
from kitchenhub.kitchen.tables import Ticket, TicketItem, TicketState

STATES: tuple[TicketState, ...] = get_args(TicketState)
ACTS: tuple[rules.TicketAct, ...] = get_args(rules.TicketAct)
REFUSED = {
    ("open", "recall"),
    ("started", "recall"),
    ("ready", "start"),
    ("voided", "start"),
    ("voided", "bump"),
    ("voided", "recall"),
}


def a_ticket(state: TicketState, **fields: object) -> Ticket:
    given = {
        "restaurant_id": 1, "id": "t", "order_id": "o", "order_number": 1, "station_id": "grill", "fire": 1,
        "course": 1, "type": "dine_in", "table_id": "1", "name": None, "server_name": None, "note": None,
        "allergies": (), "items": (), "priority": False, "remake": False, "state": state,
        "fired_at": "2026-11-20T19:00:00.000Z",
    }  # fmt: skip
    return msgspec.convert({**given, **fields}, Ticket)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_on_every_state_leads_somewhere_or_is_refused(
    state: TicketState, act: rules.TicketAct
) -> None:
    assert (rules.after(state, act) is None) == ((state, act) in REFUSED)


def test_no_state_is_out_of_reach() -> None:
    reached = {"open"}
    for _ in STATES:
        reached |= {after for (state, _), after in rules.TRANSITIONS.items() if state in reached}
    assert reached == set(STATES)


def test_the_table_names_known_states_and_acts_only() -> None:
    for (state, act), after in rules.TRANSITIONS.items():
        assert state in STATES
        assert after in STATES
        assert act in ACTS


@pytest.mark.parametrize("state", STATES)
def test_whatever_is_voided_stays_voided(state: TicketState) -> None:
    assert rules.after(state, "void") == "voided"


@pytest.mark.parametrize(("state", "shown"), [
    ("open", True), ("started", True), ("recalled", True), ("ready", False), ("voided", True),
])  # fmt: skip
def test_a_board_lists_what_somebody_has_to_look_at(state: TicketState, shown: bool) -> None:
    assert rules.on_board(a_ticket(state)) is shown


def test_a_voided_ticket_leaves_the_board_when_it_was_seen() -> None:
    assert not rules.on_board(a_ticket("voided", void_acknowledged_at="2026-11-20T19:01:00.000Z"))


def test_a_ticket_is_done_when_nothing_on_it_is_open() -> None:
    ready = TicketItem(line="a", name="A", quantity=1, state="ready")
    voided = TicketItem(line="b", name="B", quantity=1, state="voided", voided_quantity=1)
    still_open = TicketItem(line="c", name="C", quantity=1)
    assert rules.all_done((ready, voided))
    assert not rules.all_done((ready, still_open))
    assert rules.all_voided((voided,))
    assert not rules.all_voided((ready, voided))
