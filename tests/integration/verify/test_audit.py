"""verify names what was edited, deleted or doubled behind the hub's back."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kitchenhub.orders.placing import place_order
from kitchenhub.verify.audit import audit
from tests.integration.orders.test_placing import burger, line, order
from tests.support.house import House


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[House]:
    """Three orders and their bills; the writer rests, so that the file may be hurt."""
    house = House(tmp_path)
    for table in ("1", "2", "3"):
        house.run(place_order, order(burger(), line(), table=table))
    house.hub.writer.stop()
    yield house
    house.database.close()


def hurt(house: House, sql: str) -> Sequence[tuple[str, str]]:
    with house.database.engine.begin() as connection:
        connection.exec_driver_sql(sql)
    return audit(house.database)[house.restaurant_id].failures


def test_a_sound_house_has_no_findings(evening: House) -> None:
    findings = audit(evening.database)[evening.restaurant_id]
    assert findings.sound
    assert findings.checked["orders"] == 3


@pytest.mark.parametrize(
    ("sql", "invariant", "words"),
    [
        ("UPDATE events SET data = replace(data, 'Burger', 'Steak') WHERE seq = 4", "I7", "event 4"),
        ("UPDATE events SET type = 'order.voided' WHERE seq = 4", "I7", "event 4"),
        ("DELETE FROM events WHERE seq = 4", "I7", "event 4 is missing"),
        ("UPDATE events SET hash = zeroblob(32) WHERE seq = 5", "I7", "event 5"),
        ("DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)", "I7", "the log ends"),
        ("UPDATE ingredients SET on_hand_milli = on_hand_milli + 1 WHERE id = 'bun'", "I3", "Bun"),
        ("UPDATE ingredients SET reserved_milli = 1 WHERE id = 'bun'", "I3", "Bun"),
        ("DELETE FROM stock_moves WHERE cause = 'sale'", "I3", "moved"),
        ("DELETE FROM tickets", "I2", "no ticket"),
        ("UPDATE orders SET number = 1", "I1", "order number 1"),
        ("UPDATE orders SET due_cents = 0", "I4", "due"),
        ("DELETE FROM orders", "I1", "belongs to no order"),
    ],
)
def test_what_was_changed_behind_the_hub_is_named(
    evening: House, sql: str, invariant: str, words: str
) -> None:
    failures = hurt(evening, sql)
    assert any(which == invariant and words in said for which, said in failures), failures
