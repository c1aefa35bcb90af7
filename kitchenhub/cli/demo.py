"""`kitchenhub demo`: Trattoria Aurora, with printers made of software. Made at the first start, kept
after.
"""

import asyncio
import os
from pathlib import Path
from typing import Any

import click
import msgspec

from kitchenhub.cli.options import data_option, listening_options, settings_of
from kitchenhub.cli.serving import prepare, run, tell_ready
from kitchenhub.settings import Settings, default_data_dir

KEYS_FILE = "demo.json"


class Keys(msgspec.Struct, frozen=True):
    """What opens the demo: kept in the data folder (mode 0600), so that each start can show it again."""

    token: str
    pins: list[tuple[str, str, str]]


@click.command()
@listening_options
@data_option
def demo(data: Path | None, host: str | None, port: str | None) -> None:
    """Try KitchenHub: a demo restaurant with two virtual printers.

    It is made on the first start and kept: the next one goes on with the same orders. After
    `ready http://HOST:PORT` come the pages, the PINs and an API token. Everything lies in one folder;
    delete that to begin anew.

    \b
    kitchenhub demo
    kitchenhub demo --port 8001 --data ./try
    """
    from kitchenhub.store.lock import holding

    settings = settings_of(data, default_data_dir(os.environ, "demo"), host=host, port=port)
    listening = prepare(settings)
    with holding(settings.data_dir):
        keys = _open_restaurant(settings)
        run(settings, listening, lambda: _tell(settings, keys, listening), virtual_printers=True)


def _open_restaurant(settings: Settings) -> Keys:
    from kitchenhub.cli.acting import make_token, premises_of
    from kitchenhub.cli.founding import found, free_virtual_ports, is_founded
    from kitchenhub.restaurant.reading import read_restaurant

    kept = settings.data_dir / KEYS_FILE
    with premises_of(settings, founding=True) as premises:
        text = Path(__file__).parent.with_name("restaurant").joinpath("demo.yaml").read_text("utf-8")
        file = read_restaurant(text)
        if not is_founded(premises.hub.database):
            asyncio.run(found(premises, file))
        asyncio.run(free_virtual_ports(premises))
        if kept.exists():
            return msgspec.json.decode(kept.read_bytes(), type=Keys)
        made = asyncio.run(make_token(premises, {"name": "demo", "role": "owner"}))
    keys = Keys(made["token"], [(person.name, person.role, person.pin or "") for person in file.staff])
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(msgspec.json.encode(keys))
    return keys


def _tell(settings: Settings, keys: Keys, listening: Any) -> None:
    from kitchenhub.serving.listening import url_of

    tell_ready(listening)
    url = url_of(listening)
    click.echo("\nPages")
    for path, words in _pages(settings):
        click.echo(f"  {url}{path:<26} {words}")
    click.echo("\nPINs")
    for name, role, pin in keys.pins:
        click.echo(f"  {pin}  {name}, {role}")
    click.echo(f"\nAPI token (owner)\n  {keys.token}")
    click.echo(f"  curl -H 'Authorization: Bearer {keys.token}' {url}/api/v1/menu")
    click.echo(
        f"\nEverything lies in {settings.data_dir}\nCtrl-C ends the demo; the next start goes on here."
    )


def _pages(settings: Settings) -> list[tuple[str, str]]:
    from kitchenhub.kitchen.tables import Station
    from kitchenhub.paper.tables import Printer
    from kitchenhub.store.opening import open_database
    from kitchenhub.store.reads import reading
    from kitchenhub.store.restaurants import restaurant_ids
    from kitchenhub.store.times import now_text

    database = open_database(settings.database)
    try:
        with reading(database, restaurant_ids(database)[0], now_text()) as reader:
            stations = sorted(reader.find(Station), key=lambda station: station.position)
            printers = reader.find(Printer)
    finally:
        database.close()
    pages = [("/", "sign in with a PIN"), ("/floor", "the waiter's tablet: tables, orders, payment")]
    for station in stations:
        if station.screen and not station.archived:
            pages.append((f"/kitchen/{station.id}", f"the screen of {station.name}"))
    pages.append(("/office", "the manager: figures, stock, printers, drawers"))
    for printer in printers:
        if not printer.archived:
            pages.append((f"/printers/{printer.id}/paper", f"what the printer {printer.name} has printed"))
    return [*pages, ("/docs", "the API")]
