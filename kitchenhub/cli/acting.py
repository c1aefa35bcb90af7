"""Commands that write: done here when the data folder is free, else by the server that holds it.

An act takes the premises (hub, PINs) and plain JSON arguments, so that it is the same code in both places.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import msgspec

from kitchenhub import control
from kitchenhub.errors import CannotStart
from kitchenhub.hub import Hub
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.settings import Settings
from kitchenhub.staff.pins import Pins, open_pins
from kitchenhub.staff.tokens import create_token, new_token
from kitchenhub.store.database import Database
from kitchenhub.store.lock import FolderHeld, open_folder, writing_to
from kitchenhub.store.migrate import migrate
from kitchenhub.store.opening import open_database
from kitchenhub.store.reads import reading
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.store.times import now_text
from kitchenhub.store.work import SYSTEM, Work
from kitchenhub.store.writer import Answer, Command, Result

FOLDER_FREE_WITHIN_SECONDS = 10.0
ACTS = ("token create", "import compare", "import apply", "restaurant add")


class Premises(msgspec.Struct, frozen=True):
    """What an act needs of the house. `forget` makes a running server look up credentials anew, `take_in`
    makes it serve a restaurant that was added.
    """

    hub: Hub
    pins: Pins
    forget: Callable[[], None]
    take_in: Callable[[int], None]

    async def submit(self, name: str, run: Callable[[Work], Result], restaurant: int | None = None) -> Answer:
        """Run a command as the house on a restaurant. Raises CannotStart when it is rejected."""
        number = chosen_restaurant(self.hub.database, restaurant)
        answer = await self.hub.submit(Command(name, number, SYSTEM, run))
        if answer.status >= 400:
            raise CannotStart(str(msgspec.json.decode(answer.body)["detail"]))
        return answer


Act = Callable[[Premises, dict[str, Any]], Awaitable[Any]]


def chosen_restaurant(database: Database, number: int | None = None) -> int:
    """The restaurant with this number, or the only one. Raises CannotStart where that names none."""
    known = restaurant_ids(database)
    if not known:
        raise CannotStart(
            f"There is no restaurant in {database.place}. "
            "Make one with `kitchenhub init restaurant.yaml`, or try `kitchenhub demo`."
        )
    if number is None and len(known) > 1:
        names = ", ".join(f"{id} {name}" for id, name in restaurant_names(database).items())
        raise CannotStart(f"Say which restaurant you mean with --restaurant: {names}.")
    if number is not None and number not in known:
        raise CannotStart(f"There is no restaurant {number} in {database.place}.")
    return known[0] if number is None else number


def restaurant_names(database: Database) -> dict[int, str]:
    """The name of each restaurant by its number."""
    names: dict[int, str] = {}
    for id in restaurant_ids(database):
        with reading(database, id, now_text()) as reader:
            row = reader.get(Restaurant)
        names[id] = row.name if row is not None else "(not made yet)"
    return names


async def make_token(premises: Premises, arguments: dict[str, Any]) -> dict[str, Any]:
    """Make an API token: `{name, role, restaurant}` → `{token}`."""
    made = new_token()
    name, role = str(arguments["name"]), cast(Any, arguments["role"])
    await premises.submit(
        "token create", lambda work: create_token(work, name, role, made), arguments.get("restaurant")
    )
    return {"token": made}


def acts() -> dict[str, Act]:
    """Every act by its name on the control socket."""
    from kitchenhub.cli.founding import add_restaurant
    from kitchenhub.cli.merging import apply_import, compare_import

    return dict(zip(ACTS, (make_token, compare_import, apply_import, add_restaurant), strict=True))


def handlers(premises: Premises) -> dict[str, control.Handler]:
    """The acts as a running server offers them on its control socket."""

    def handler(name: str) -> control.Handler:
        # Looked up when it is asked for: what an import needs would slow down every start.
        return lambda arguments: acts()[name](premises, arguments)

    return {name: handler(name) for name in ACTS}


def perform(settings: Settings, name: str, arguments: Mapping[str, Any]) -> Any:
    """Do an act on the data folder, or let the server that holds it do so. Raises CannotStart."""
    open_folder(settings.data_dir)
    until = time.monotonic() + FOLDER_FREE_WITHIN_SECONDS
    while True:
        try:
            with writing_to(settings.data_dir, settings.database), premises_of(settings) as premises:
                return asyncio.run(_act(premises, name, arguments))
        except FolderHeld:
            try:
                return control.ask(settings.data_dir, name, arguments)
            except control.Refused as refusal:
                raise CannotStart(str(refusal)) from None
            except control.NobodyListens:  # another command, or a server that is just starting or stopping
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)


async def _act(premises: Premises, name: str, arguments: Mapping[str, Any]) -> Any:
    return await acts()[name](premises, dict(arguments))


@contextmanager
def premises_of(settings: Settings, *, founding: bool = False) -> Iterator[Premises]:
    """The hub on a data folder that no server holds; the caller holds its lock.

    `founding` begins the log of a restaurant when the database has none.
    """
    from kitchenhub.api.problems import encode_rejection
    from kitchenhub.cards import ANSWERS, CARDS
    from kitchenhub.consequences import CONSEQUENCES

    database = open_database(settings.database)
    migrate(database, settings.data_dir / "backups")
    pins = open_pins(settings.data_dir)
    hub = Hub(database, now_text, CONSEQUENCES, CARDS, ANSWERS, encode_rejection, lambda groups: None)
    hub.writer.start()
    if founding and not restaurant_ids(database):
        hub.writer.found().result()
    try:
        yield Premises(hub, pins, lambda: None, lambda number: None)
    finally:
        hub.writer.stop()
        pins.close()
        database.close()
