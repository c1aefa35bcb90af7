"""Wrong PINs: five tries, then a delay that doubles, per person, per client address and per restaurant.

Kept in memory: a restart forgives, which costs an attacker more than it gives. A try counts before it is
checked, so that a hundred at the same moment are not all the first one.
"""

from collections import OrderedDict
from collections.abc import Callable

import msgspec

TALLIES_MAX = 10_000
FORGOTTEN_AFTER_SECONDS = 3_600.0


class TooManyTries(Exception):
    """Somebody has to wait before the next try."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(f"wait {retry_after_seconds} s")
        self.retry_after_seconds = retry_after_seconds


class Limit(msgspec.Struct, frozen=True):
    """How many wrong tries are free, and the first and the longest delay after them."""

    free: int
    delay_seconds: float
    delay_seconds_max: float


PERSON = Limit(5, 5, 300)
ADDRESS = Limit(5, 5, 300)
# A whole restaurant is never shut out for long: that would hand the lock to whoever types nonsense.
RESTAURANT = Limit(50, 2, 30)


class Tally(msgspec.Struct):
    """Tries that were not followed by a right one."""

    wrong: int = 0
    open_at: float = 0.0
    last_at: float = 0.0


class Tries:
    """Counts tries and says who has to wait. `seconds` is a clock that never jumps."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._tallies: OrderedDict[tuple[str, ...], Tally] = OrderedDict()

    def count(self, restaurant_id: int, person: str, address: str) -> None:
        """Count a try before it is checked. Raises TooManyTries with the seconds to wait; then it is no
        try.
        """
        now = self._seconds()
        held = [(self._tally(key, now), limit) for key, limit in _keys(restaurant_id, person, address)]
        wait_seconds = max(tally.open_at - now for tally, _ in held)
        if wait_seconds > 0:
            raise TooManyTries(int(wait_seconds) + 1)
        for tally, limit in held:
            tally.wrong += 1
            tally.last_at = now
            if tally.wrong >= limit.free:
                doubled = limit.delay_seconds * 2.0 ** min(tally.wrong - limit.free, 20)
                tally.open_at = now + min(doubled, limit.delay_seconds_max)

    def right(self, restaurant_id: int, person: str, address: str) -> None:
        """The PIN was right: the person and the address begin anew, the restaurant gets its try back."""
        keys = [key for key, _ in _keys(restaurant_id, person, address)]
        for key in keys[:2]:
            self._tallies.pop(key, None)
        house = self._tallies.get(keys[2])
        if house is not None:
            house.wrong = max(0, house.wrong - 1)
            house.open_at = 0.0

    def _tally(self, key: tuple[str, ...], now: float) -> Tally:
        tally = self._tallies.get(key)
        if tally is None or now - tally.last_at > FORGOTTEN_AFTER_SECONDS:
            tally = self._tallies[key] = Tally()
        self._tallies.move_to_end(key)
        while len(self._tallies) > TALLIES_MAX:
            self._tallies.popitem(last=False)
        return tally


def _keys(restaurant_id: int, person: str, address: str) -> list[tuple[tuple[str, ...], Limit]]:
    house = str(restaurant_id)
    return [
        (("person", house, person), PERSON),
        (("address", house, address), ADDRESS),
        (("restaurant", house), RESTAURANT),
    ]
