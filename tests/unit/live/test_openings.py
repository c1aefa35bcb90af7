"""Many sockets that want the same share one reading; who asks after it began gets a later one."""

import asyncio
import threading

from kitchenhub.live.content import Opening
from kitchenhub.live.openings import READERS_MAX, Openings
from kitchenhub.live.protocol import Subscription

FLOOR = Subscription(("floor",), None, None, True)


class Slow:
    """A reading that waits until it is let go, and counts."""

    def __init__(self) -> None:
        self.begun = 0
        self.at_once = 0
        self.most = 0
        self.go = threading.Event()

    def __call__(self, restaurant_id: int, wanted: Subscription) -> Opening:
        self.begun += 1
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        number = self.begun
        self.go.wait(5)
        self.at_once -= 1
        return Opening([], number, wanted.topics[0])


async def test_who_waits_for_the_same_shares_a_reading_and_a_later_one_reads_anew() -> None:
    read = Slow()
    openings = Openings(read)
    first = [asyncio.create_task(openings.open(1, FLOOR)) for _ in range(20)]
    while not read.begun:
        await asyncio.sleep(0.001)
    late = [asyncio.create_task(openings.open(1, FLOOR)) for _ in range(20)]
    await asyncio.sleep(0.01)
    read.go.set()
    assert {one.seq for one in await asyncio.gather(*first)} == {1}
    assert {one.seq for one in await asyncio.gather(*late)} == {2}


async def test_few_read_at_once_and_restaurants_share_nothing() -> None:
    read = Slow()
    openings = Openings(read)
    waiting = [asyncio.create_task(openings.open(restaurant, FLOOR)) for restaurant in range(6)]
    await asyncio.sleep(0.05)
    assert read.begun == READERS_MAX
    read.go.set()
    assert len({one.seq for one in await asyncio.gather(*waiting)}) == 6
    assert read.most <= READERS_MAX


async def test_one_who_leaves_does_not_take_the_reading_from_the_others() -> None:
    read = Slow()
    openings = Openings(read)
    leaver, stayer = (asyncio.create_task(openings.open(1, FLOOR)) for _ in range(2))
    while not read.begun:
        await asyncio.sleep(0.001)
    leaver.cancel()
    read.go.set()
    assert (await stayer).seq == 1
