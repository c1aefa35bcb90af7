"""The last portions are sold exactly once, in one group commit or in many."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from kitchenhub.menu.availability import AvailabilityChange, set_item
from kitchenhub.stock.counting import NewMove, move_stock
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from tests.support.larder import Larder, place

TABLETS = 50


def burger(work: Work) -> Result:
    return place(work, ("burger", 1), fire=True)


@pytest.mark.parametrize("portions", [1, 20])
@pytest.mark.parametrize("counted_by", ["ingredient", "hand"])
def test_fifty_tablets_that_want_the_last_portions_get_exactly_those(
    tmp_path: Path, portions: int, counted_by: str
) -> None:
    larder = Larder(tmp_path)
    if counted_by == "hand":
        larder.run(set_item, "burger", AvailabilityChange(remaining=portions))
    else:
        larder.run(move_stock, NewMove(kind="count", ingredient="bun", quantity=str(portions)))
    groups = larder.hub.writer.groups
    with ThreadPoolExecutor(8) as tablets:
        asked = [tablets.submit(larder.submit, burger) for _ in range(TABLETS)]
    answers = [future.result() for future in asked]
    assert sorted(answer.status for answer in answers) == [200] * portions + [409] * (TABLETS - portions)
    assert larder.hub.writer.groups > groups
    assert not larder.item("burger")["available"]
    larder.check_stock()
    larder.close()


def test_fifty_orders_in_one_group_sell_the_last_portion_once(tmp_path: Path) -> None:
    larder = Larder(tmp_path)
    larder.run(move_stock, NewMove(kind="count", ingredient="bun", quantity="1"))
    commands = [larder.command(burger) for _ in range(TABLETS)]
    asked = [larder.hub.writer.submit(command) for command in commands]
    wait(asked, timeout=30)
    statuses = [future.result().status for future in asked]
    assert statuses == [200] + [409] * (TABLETS - 1)
    assert larder.stock()["bun"]["on_hand"] == "0"
    larder.check_stock()
    larder.close()
