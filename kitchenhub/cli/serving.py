"""`kitchenhub serve`: the restaurant of a data folder on a port."""

import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from kitchenhub.cli.options import data_option, listening_options, settings_epilog, settings_of
from kitchenhub.errors import CannotStart
from kitchenhub.settings import Settings


@click.command(epilog=settings_epilog())
@data_option
@listening_options
@click.option("--workers", metavar="N", help="Serving processes; 1 with SQLite. [default: 1]")
def serve(data: Path | None, host: str | None, port: str | None, workers: str | None) -> None:
    """Serve the restaurant of a data folder.

    Prints `ready http://HOST:PORT` once it listens. Ctrl-C or SIGTERM ends it within ten seconds and
    loses nothing.

    \b
    kitchenhub serve
    kitchenhub serve --host 0.0.0.0 --port 80 --data /srv/trattoria
    """
    settings = settings_of(data, host=host, port=port, workers=workers)
    listening = prepare(settings)
    from kitchenhub.store.lock import writing_to

    if settings.database_path is not None and not settings.database_path.exists():
        raise CannotStart(
            f"There is no restaurant in {settings.data_dir}. "
            "Make one with `kitchenhub init restaurant.yaml`, or try `kitchenhub demo`."
        )
    with writing_to(settings.data_dir, settings.database):
        if settings.workers == 1:
            run(settings, listening, lambda: tell_ready(listening))
        else:
            from kitchenhub.serving.workers import Workers

            several = Workers(settings.workers, lambda ready: run(settings, listening, ready))
            several.run(lambda: tell_ready(listening))


def prepare(settings: Settings) -> socket.socket:
    """Take the port and the folder before anything slow is begun. Raises CannotStart for each alone."""
    from kitchenhub.logs import start_logging
    from kitchenhub.serving.listening import listen
    from kitchenhub.store.lock import open_folder

    listening = listen(settings.host, settings.port)
    open_folder(settings.data_dir)
    start_logging(settings.log_level, settings.log_format)
    return listening


def tell_ready(on: socket.socket) -> None:
    """The line that says where it listens."""
    from kitchenhub.serving.listening import url_of

    click.echo(f"ready {url_of(on)}")


def run(
    settings: Settings, on: socket.socket, ready: Callable[[], None], *, virtual_printers: bool = False
) -> None:
    """Serve until told to stop; the caller holds the folder. `ready` is called once it listens."""
    from kitchenhub import control
    from kitchenhub.app import App
    from kitchenhub.cli.acting import Premises, handlers
    from kitchenhub.serving.running import serve as serve_app

    app = App(settings, virtual_printers=virtual_printers)

    async def beside() -> Callable[[], Awaitable[None]]:
        if app.database.shared:
            return _nothing  # commands write to the database themselves
        premises = Premises(app.hub, app.door.pins, app.credentials.forget, app.take_in)
        return await control.listen(settings.data_dir, handlers(premises))

    serve_app(app, settings, on, ready, beside)


async def _nothing() -> None:
    return
