"""Whatever happens in a service: boards kept from events stay right, and no sent line is nowhere."""

import random
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from kitchenhub.kitchen.bumping import Bump, acknowledge, bump, bump_item, recall, start
from kitchenhub.kitchen.proving import SeenReport, record_seen
from kitchenhub.kitchen.reconciling import reconcile
from kitchenhub.kitchen.tables import Ticket
from kitchenhub.orders.changing import move_order, patch_order
from kitchenhub.orders.firing import fire
from kitchenhub.orders.serving import serve
from kitchenhub.orders.tables import GuestAllergy, Order, OrderLine
from kitchenhub.orders.voiding import void_line
from kitchenhub.orders.wire import Act, Choice, MoveTo, OrderPatch
from kitchenhub.paper.spooling import Claim, Report, claim_job, report_job
from kitchenhub.paper.watching import SaidState, printer_is, watch_printers
from tests.support.brigade import check_boards, line, place
from tests.support.house import COOK, MANAGER, House

STEPS = 120
# What a person may be told no with; anything else is a bug.
REFUSALS = {
    "ticket_state", "allergy_unacknowledged", "line_state", "nothing_to_do", "order_closed", "order_voided",
    "order_paid", "invalid",
}  # fmt: skip


class Service:
    """People and printers that do something at random."""

    def __init__(self, house: House, chance: random.Random) -> None:
        self.house = house
        self.chance = chance

    def step(self) -> str:
        """One thing happens; what."""
        acts: list[Callable[[], None]] = [
            self.place, self.fire, self.press, self.press, self.press, self.press_item, self.void,
            self.change, self.serve, self.print, self.look, self.look_after,
        ]  # fmt: skip
        act = self.chance.choice(acts)
        self.house.clock.move(seconds=self.chance.choice((0, 1, 12)))
        act()
        return act.__name__

    def place(self) -> None:
        dishes = [self.chance.choice(("burger", "steak", "surf_and_turf", "salad", "beer")) for _ in range(3)]
        lines = [
            line(dish, self.chance.randint(1, 3), seat=self.chance.choice((None, 1, 2))) for dish in dishes
        ]
        nuts = (GuestAllergy(seat=1, allergens=("nuts",)),) if self.chance.random() < 0.3 else ()
        place(self.house, *lines, fire=self.chance.choice(("all", "first_course", "none")), allergies=nuts)

    def fire(self) -> None:
        self._try(fire, self._any(Order), Choice(all=True))

    def press(self) -> None:
        act = self.chance.choice((start, bump, bump, recall, acknowledge, acknowledge))
        body = (Bump(force=self.chance.random() < 0.3),) if act is bump else ()
        self._try(act, self._any(Ticket), *body, actor=COOK)

    def press_item(self) -> None:
        ticket = self._row(Ticket)
        if ticket is not None:
            self._try(bump_item, ticket.id, self.chance.choice(ticket.items).line, actor=COOK)

    def void(self) -> None:
        row = self._row(OrderLine)
        if row is not None:
            units = self.chance.randint(1, row.quantity)
            self._try(
                void_line, row.order_id, row.id, Act(quantity=units, reason="Typed wrong"), actor=MANAGER
            )

    def change(self) -> None:
        allergy = GuestAllergy(allergens=(self.chance.choice(("nuts", "milk")),))
        act: tuple[Any, Any] = self.chance.choice([
            (move_order, MoveTo(table=self.chance.choice("123"))),
            (patch_order, OrderPatch(note=self.chance.choice(("no rush", "birthday")))),
            (patch_order, OrderPatch(allergies=(allergy,))),
        ])  # fmt: skip
        self._try(act[0], self._any(Order), act[1])

    def serve(self) -> None:
        self._try(serve, self._any(Order), Choice(all=True))

    def print(self) -> None:
        printer = self.chance.choice(("kitchen", "bar"))
        state: Any = self.chance.choice(("ready", "ready", "offline", "paper_out"))
        self.house.run(printer_is, printer, SaidState(state=state))
        job = self.house.run(claim_job, Claim(printer=printer, holder="hub-1"))
        if job:
            outcome: Any = self.chance.choice(("printed", "printed", "unverified", "unknown"))
            self.house.run(report_job, job["id"], Report(outcome=outcome))

    def look(self) -> None:
        stations = frozenset(self.chance.sample(("grill", "fryer", "pass"), 2))
        last = self.house.events()[-1]["seq"] - self.chance.choice((0, 3))
        device = self.chance.choice(("screen-1", "screen-2"))
        self.house.run(record_seen, [SeenReport(device, stations, last, self.house.clock())])

    def look_after(self) -> None:
        self.house.run(reconcile)
        self.house.run(watch_printers)

    def _try(self, run: Callable[..., Any], id: str | None, *arguments: Any, **rest: Any) -> None:
        if id is None:
            return
        answer = self.house.submit(lambda work: run(work, id, *arguments), rest.get("actor", MANAGER))
        if answer.status >= 400:
            assert msgspec.json.decode(answer.body)["code"] in REFUSALS, answer.body

    def _row(self, row_type: Any) -> Any:
        with self.house.reader() as reader:
            rows = reader.find(row_type)
        return self.chance.choice(rows) if rows else None

    def _any(self, row_type: Any) -> str | None:
        row = self._row(row_type)
        return str(row.id) if row is not None else None


def check_lines(house: House) -> None:
    """Every sent line is on a ticket of each of its stations, once, and says what its tickets say."""
    with house.reader() as reader:
        lines, tickets = reader.find(OrderLine), reader.find(Ticket)
    for row in lines:
        carriers = [ticket for ticket in tickets for item in ticket.items if item.line == row.id]
        stations = [ticket.station_id for ticket in carriers]
        if row.fired_at is None:
            assert stations == []
            continue
        assert set(row.stations) <= set(stations)
        assert len(stations) == len(set(stations))
        for ticket in carriers:
            (item,) = (one for one in ticket.items if one.line == row.id)
            assert item.quantity - item.voided_quantity == row.quantity - row.voided_quantity
            assert (item.state == "voided") == (row.state == "voided")
            assert (ticket.state == "voided") == all(one.state == "voided" for one in ticket.items)
            if ticket.state == "ready":
                assert all(one.state != "open" for one in ticket.items)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_in_any_service_boards_stay_right_and_no_line_is_nowhere(house: House, seed: int) -> None:
    service = Service(house, random.Random(seed))
    for number in range(STEPS):
        what = service.step()
        try:
            check_boards(house)
            check_lines(house)
        except AssertionError:
            print(f"seed {seed}, step {number}: {what}")
            raise
