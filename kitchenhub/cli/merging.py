"""An import as two acts: what a file would change, and changing exactly that."""

import asyncio
from typing import Any

import msgspec

from kitchenhub.cli.acting import Premises, chosen_restaurant
from kitchenhub.errors import CannotStart
from kitchenhub.restaurant.applying import apply_file
from kitchenhub.restaurant.difference import difference
from kitchenhub.restaurant.file import RestaurantFile
from kitchenhub.restaurant.menu_sheet import merge_sheet, read_sheet
from kitchenhub.restaurant.mistakes import FileRejected
from kitchenhub.restaurant.reading import read_restaurant
from kitchenhub.restaurant.stored import after_import, stored_file
from kitchenhub.staff.pins import Pins
from kitchenhub.staff.tables import StaffMember
from kitchenhub.store.database import Database
from kitchenhub.store.reads import reading
from kitchenhub.store.times import now_text
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result


class Merge(msgspec.Struct, frozen=True):
    """A file as it would be applied: PINs that stay the same are left out of it."""

    file: RestaurantFile
    changes: list[str]


async def compare_import(premises: Premises, arguments: dict[str, Any]) -> dict[str, Any]:
    """What a file would change: `{text, sheet, restaurant}` → `{changes, mistakes}`, lines to be shown."""
    try:
        merge = await asyncio.to_thread(_merge, premises.hub.database, premises.pins, arguments)
    except FileRejected as rejected:
        return {"changes": [], "mistakes": [str(mistake) for mistake in rejected.mistakes]}
    return {"changes": merge.changes, "mistakes": []}


async def apply_import(premises: Premises, arguments: dict[str, Any]) -> dict[str, Any]:
    """Apply a file whose `changes` somebody has seen: `{text, sheet, changes}` → `{}`.

    Raises CannotStart when it would change something else by now.
    """
    merge = await asyncio.to_thread(_merge, premises.hub.database, premises.pins, arguments)
    if merge.changes != arguments["changes"]:
        raise CannotStart(
            "The restaurant was changed meanwhile. Import again and look at the new difference."
        )
    hashes = await premises.pins.hash_named({person.id: person.pin for person in merge.file.staff})

    def run(work: Work) -> Result:
        apply_file(work, merge.file, hashes)
        return Result("nothing")

    await premises.submit("import", run, arguments.get("restaurant"))
    premises.forget()
    return {}


def _merge(database: Database, pins: Pins, arguments: dict[str, Any]) -> Merge:
    text = str(arguments["text"])
    with reading(database, chosen_restaurant(database, arguments.get("restaurant")), now_text()) as reader:
        stored = stored_file(reader)
        hashes = {person.id: person.pin_hash for person in reader.find(StaffMember)}
    if arguments["sheet"]:
        file = merge_sheet(stored, read_sheet(text, stored.restaurant.currency))
    else:
        file = read_restaurant(text, pins_required=False)
    staff = tuple(
        msgspec.structs.replace(person, pin=None)
        if person.pin is not None and pins.fits(hashes.get(person.id), person.pin)
        else person
        for person in file.staff
    )
    file = msgspec.structs.replace(file, staff=staff)
    return Merge(file, [str(change) for change in difference(stored, after_import(stored, file))])
