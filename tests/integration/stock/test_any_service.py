"""Whatever happens in a service, the books agree and the screens show what a fresh snapshot shows."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kitchenhub.menu.availability import (
    AvailabilityChange,
    expire,
    set_ingredient,
    set_item,
    set_option,
    set_variant,
)
from kitchenhub.orders.tables import OrderLine
from kitchenhub.restaurant.reading import read_restaurant
from kitchenhub.stock.counting import NewMove, move_stock
from kitchenhub.store.times import later
from kitchenhub.store.work import uuid7
from tests.support.larder import SMALL, Larder, place, send, take_back
from tests.support.replica import replayed, replayed_stock

SCARCE = SMALL.read_text().replace('on_hand: "80", when_out', 'on_hand: "4", when_out')
FILES = [read_restaurant(SCARCE), read_restaurant(SCARCE.replace('price: "12.00"', 'price: "13.00"'))]
ITEMS = st.sampled_from(["burger", "fries", "salad", "steak"])
FORMS: dict[str, list[dict[str, Any]]] = {
    "burger": [{}, {"options": ("cheese",)}, {"without": ("bun",)}],
    "fries": [{}, {"variant": "large"}, {"variant": "small"}],
}
UNITS = st.integers(1, 3)
CHANGES = st.one_of(
    st.builds(AvailabilityChange, available=st.booleans()),
    st.builds(AvailabilityChange, remaining=st.integers(0, 5)),
)


class Service(RuleBasedStateMachine):
    """Orders, voids, counts, hands and imports in any order."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.larder = Larder(Path(self.folder.name), SCARCE)
        self.opening = self.larder.stock()
        self.files = 0

    def lines(self, *states: str) -> list[OrderLine]:
        with self.larder.reader() as reader:
            return [line for state in states for line in reader.find(OrderLine, state=state)]

    @rule(item=ITEMS, units=UNITS, form=st.integers(0, 2), fire=st.booleans(), twice=st.booleans())
    def order(self, item: str, units: int, form: int, fire: bool, twice: bool) -> None:
        fields = FORMS.get(item, [{}])
        wanted = [(item, units, {**fields[form % len(fields)], "id": uuid7()}), ("burger", 1)][: 1 + twice]
        answer = self.larder.submit(lambda work: place(work, *wanted, fire=fire))
        assert answer.status in (200, 409)

    @rule()
    def fire(self) -> None:
        held = self.lines("held")
        if held:
            self.larder.run(send, *(line.id for line in held[:2]))

    @rule(units=UNITS, after_start=st.booleans())
    def void(self, units: int, after_start: bool) -> None:
        lines = self.lines("held", "sent")
        if lines:
            id, left = lines[0].id, lines[0].quantity - lines[0].voided_quantity
            self.larder.run(lambda work: take_back(work, id, min(units, left), after_start=after_start))

    @rule(kind=st.sampled_from(["receive", "waste", "count"]), units=UNITS)
    def move(self, kind: Any, units: int) -> None:
        self.larder.run(move_stock, NewMove(kind=kind, ingredient="bun", quantity=str(units)))

    @rule(
        which=st.sampled_from([(set_item, "burger"), (set_variant, "fries:large"), (set_option, "cheese"),
                               (set_item, "fries")]),
        change=CHANGES,
    )  # fmt: skip
    def set_by_hand(self, which: Any, change: AvailabilityChange) -> None:
        self.larder.run(*which, change)

    @rule(id=st.sampled_from(["bun", "mince", "cheddar"]), available=st.booleans())
    def switch_ingredient(self, id: str, available: bool) -> None:
        self.larder.run(set_ingredient, id, AvailabilityChange(available=available))

    @rule(hours=st.integers(1, 10))
    def let_time_pass(self, hours: int) -> None:
        self.larder.now = later(self.larder.now, timedelta(hours=hours))
        self.larder.run(expire)

    @rule()
    def import_a_file(self) -> None:
        self.files += 1
        self.larder.apply(FILES[self.files % 2])

    @invariant()
    def the_books_agree_and_screens_are_right(self) -> None:
        self.larder.check_stock()
        assert replayed(self.larder.events()) == self.larder.menu()
        assert replayed_stock(self.opening, self.larder.events()) == self.larder.stock()
        for category in self.larder.menu()["categories"]:
            for item in category["items"]:
                assert item["remaining"] is None or item["remaining"] >= 0

    def teardown(self) -> None:
        self.larder.close()
        self.folder.cleanup()


TestAnyService = Service.TestCase
TestAnyService.settings = settings(max_examples=25, stateful_step_count=25, deadline=None, print_blob=True)
