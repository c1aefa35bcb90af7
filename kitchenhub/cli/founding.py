"""Making a restaurant from its checked file, and finding room for the demo's virtual printers."""

import asyncio
import socket
from typing import Any
from urllib.parse import urlsplit

from kitchenhub.cli.acting import Premises, chosen_restaurant
from kitchenhub.errors import CannotStart
from kitchenhub.paper.tables import Printer
from kitchenhub.restaurant.applying import apply_file
from kitchenhub.restaurant.file import RestaurantFile
from kitchenhub.restaurant.reading import read_restaurant
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.database import Database
from kitchenhub.store.reads import reading
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.store.times import now_text
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result

VIRTUAL_HOST = "127.0.0.1"


async def found(premises: Premises, file: RestaurantFile) -> None:
    """Fill the restaurant whose log was begun. Raises CannotStart when that was done before."""
    database = premises.hub.database
    if await asyncio.to_thread(is_founded, database):
        raise CannotStart(
            f"There already is a restaurant in {database.place}. Change it with `kitchenhub import`, "
            "add another with `kitchenhub restaurant add`, or choose another folder with --data."
        )
    await _fill(premises, file, chosen_restaurant(database))


async def add_restaurant(premises: Premises, arguments: dict[str, Any]) -> dict[str, Any]:
    """Make one more restaurant: `{text}` → `{restaurant, name}`. The text was checked before."""
    file = read_restaurant(str(arguments["text"]))
    founded = await asyncio.wrap_future(premises.hub.writer.found())
    number = int(founded.body)
    await _fill(premises, file, number)
    premises.take_in(number)
    return {"restaurant": number, "name": file.restaurant.name}


async def _fill(premises: Premises, file: RestaurantFile, number: int) -> None:
    hashes = await premises.pins.hash_named({person.id: person.pin for person in file.staff})

    def run(work: Work) -> Result:
        apply_file(work, file, hashes)
        return Result("nothing")

    await premises.submit("init", run, number)


def is_founded(database: Database) -> bool:
    """Whether the database has a restaurant with its settings."""
    for restaurant_id in restaurant_ids(database):
        with reading(database, restaurant_id, now_text()) as reader:
            if reader.get(Restaurant) is not None:
                return True
    return False


async def free_virtual_ports(premises: Premises) -> None:
    """Give each printer of the demo a port that is free now: another demo may have taken its last one."""
    database = premises.hub.database
    with reading(database, chosen_restaurant(database), now_text()) as reader:
        addresses = {printer.id: printer.address for printer in reader.find(Printer)}
    moved = {id: _free_address() for id, address in addresses.items() if not _is_free(address)}
    if not moved:
        return

    def run(work: Work) -> Result:
        for id, address in moved.items():
            printer = work.get(Printer, id)
            if printer is not None:
                work.change(printer, address=address)
        return Result("nothing")

    await premises.submit("demo printers", run)


def _is_free(address: str) -> bool:
    if urlsplit(address).hostname != VIRTUAL_HOST:
        return True  # a real printer that somebody imported into the demo
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((VIRTUAL_HOST, urlsplit(address).port or 9100))
        except OSError:
            return False
    return True


def _free_address() -> str:
    with socket.socket() as trying:
        trying.bind((VIRTUAL_HOST, 0))
        return f"tcp://{VIRTUAL_HOST}:{trying.getsockname()[1]}"
