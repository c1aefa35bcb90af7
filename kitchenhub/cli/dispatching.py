"""`kitchenhub dispatch`: the outbox worked off by a process of its own."""

import asyncio
import signal
from pathlib import Path

import click

from kitchenhub.cli.options import data_option, settings_of
from kitchenhub.errors import CannotStart
from kitchenhub.hub import Hub
from kitchenhub.settings import Settings


@click.command(short_help="Deliver to books and receivers from a process of its own.")
@data_option
def dispatch(data: Path | None) -> None:
    """Work off what leaves the house (journal files, receivers), beside servers on PostgreSQL.

    Let the servers run with KITCHENHUB_DISPATCHER=alone. Of several dispatchers one works a destination;
    when it dies another takes over within ten seconds. Prints `ready dispatcher`. With SQLite the server
    delivers by itself, because only one process may write there.

    \b
    kitchenhub dispatch --data /srv/trattoria
    """
    from kitchenhub.logs import start_logging
    from kitchenhub.store.lock import FolderHeld, holding, open_folder

    settings = settings_of(data)
    open_folder(settings.data_dir)
    start_logging(settings.log_level, settings.log_format)
    if not settings.one_process:
        _run(settings)
        return
    if settings.database_path is not None and not settings.database_path.exists():
        raise CannotStart(f"There is no restaurant in {settings.data_dir}.")
    try:
        with holding(settings.data_dir):
            _run(settings)
    except FolderHeld as held:
        raise CannotStart(
            f"{held} With SQLite only one process may write: the server delivers by itself. "
            "A dispatcher beside it needs PostgreSQL (KITCHENHUB_DATABASE_URL)."
        ) from None


def _run(settings: Settings) -> None:
    from kitchenhub.cli.acting import premises_of

    with premises_of(settings) as premises:
        asyncio.run(_deliver(settings, premises.hub))


async def _deliver(settings: Settings, hub: Hub) -> None:
    from kitchenhub.destinations import destinations
    from kitchenhub.dispatching import Dispatcher
    from kitchenhub.store.leases import end_earlier, new_holder
    from kitchenhub.store.restaurants import restaurant_ids
    from kitchenhub.store.work import SYSTEM
    from kitchenhub.store.writer import Command

    known = restaurant_ids(hub.database)
    if not known:
        raise CannotStart("There is no restaurant in this database.")
    if settings.one_process:
        for restaurant_id in known:
            await hub.submit(Command("leases end", restaurant_id, SYSTEM, end_earlier))
    dispatcher = Dispatcher(hub, known, destinations(settings), new_holder("dispatch"))
    delivering = asyncio.create_task(dispatcher.run())
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, delivering.cancel)
    click.echo("ready dispatcher")
    await asyncio.gather(delivering, return_exceptions=True)
