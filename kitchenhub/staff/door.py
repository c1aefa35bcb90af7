"""The door: who may try a PIN now, and whether it is right. Nothing here writes.

An unknown person gets the same answer after the same work as a wrong PIN, so that nobody learns names here.
"""

import asyncio
import time
from collections.abc import Callable

from kitchenhub.errors import Rejected
from kitchenhub.staff.pins import Pins
from kitchenhub.staff.queries import approvers, find_person
from kitchenhub.staff.tables import StaffMember
from kitchenhub.staff.tries import Tries
from kitchenhub.store.database import Database
from kitchenhub.store.reads import reading

ANY_MANAGER = " any manager"  # begins with a blank, so that it is nobody's id


class Door:
    """Checks PINs for the restaurants of one database."""

    def __init__(
        self,
        database: Database,
        pins: Pins,
        clock: Callable[[], str],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.pins = pins
        self._database = database
        self._clock = clock
        self._tries = Tries(seconds)

    async def enter(self, restaurant_id: int, staff_id: str, pin: str, address: str) -> StaffMember:
        """The person with this PIN. Raises Rejected `pin_wrong`, or TooManyTries."""
        self._tries.count(restaurant_id, staff_id, address)
        person = await asyncio.to_thread(self._person, restaurant_id, staff_id)
        if not await self.pins.check(person.pin_hash if person else None, pin) or person is None:
            raise Rejected("pin_wrong", "Name and PIN do not match.")
        self._tries.right(restaurant_id, staff_id, address)
        return person

    async def approve(self, restaurant_id: int, staff_id: str | None, pin: str, address: str) -> StaffMember:
        """The manager or owner with this PIN, named or not. Raises Rejected `pin_wrong`, or
        TooManyTries.
        """
        counted = staff_id or ANY_MANAGER
        self._tries.count(restaurant_id, counted, address)
        for manager in await asyncio.to_thread(self._approvers, restaurant_id, staff_id):
            if await self.pins.check(manager.pin_hash, pin):
                self._tries.right(restaurant_id, counted, address)
                return manager
        raise Rejected("pin_wrong", "This is not the PIN of a manager.")

    def close(self) -> None:
        """End the threads that check PINs."""
        self.pins.close()

    def _person(self, restaurant_id: int, staff_id: str) -> StaffMember | None:
        with reading(self._database, restaurant_id, self._clock()) as reader:
            return find_person(reader, staff_id)

    def _approvers(self, restaurant_id: int, staff_id: str | None) -> list[StaffMember]:
        with reading(self._database, restaurant_id, self._clock()) as reader:
            return approvers(reader, staff_id)
