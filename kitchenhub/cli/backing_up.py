"""`kitchenhub backup` and `kitchenhub restore`: a copy of the database, and the way back to it."""

import contextlib
from pathlib import Path

import click

from kitchenhub.cli.options import data_option, settings_of
from kitchenhub.errors import CannotStart
from kitchenhub.store.database import DatabaseError

_FILE = click.Path(path_type=Path)
_PEPPER = (
    "PINs also need the file `pepper` of the data folder, which is on purpose not in the copy: "
    "keep it somewhere else."
)


@click.command(short_help="Copy the database, also while the server runs.")
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Replace FILE when it exists.")
@data_option
def backup(file: Path, force: bool, data: Path | None) -> None:
    """Copy the database into FILE, whole and checked, also while the server runs.

    \b
    kitchenhub backup "/backups/$(date +%F).db"
    """
    from kitchenhub.store.backing_up import copy_database

    settings = settings_of(data)
    if not settings.database_path.exists():
        raise CannotStart(f"There is no database in {settings.data_dir}.")
    if file.exists() and (not force or file.samefile(settings.database_path)):
        raise CannotStart(f"{file} exists; choose another name, or say --force to replace it.")
    try:
        copy_database(settings.database_path, file, _progress)
    except OSError as fault:
        raise CannotStart(f"{file} cannot be written: {fault.strerror}.") from None
    except DatabaseError as fault:
        raise CannotStart(f"The database cannot be copied: {fault}. `kitchenhub doctor` says more.") from None
    click.echo(f"The database is in {file}. {_PEPPER}", err=True)


@click.command(short_help="Put a copy of the database in its place.")
@click.argument("file", type=_FILE)
@data_option
def restore(file: Path, data: Path | None) -> None:
    """Put the database of FILE in place of the one in the data folder. The server must be stopped.

    The replaced database is kept in the folder `backups`. Screens and programs notice by the log's
    new name that numbers begin anew, and read everything again.

    \b
    kitchenhub restore /backups/2026-11-20.db
    """
    from kitchenhub.store.lock import FolderHeld, holding, open_folder
    from kitchenhub.store.restoring import replace_database

    settings = settings_of(data)
    open_folder(settings.data_dir)
    try:
        with holding(settings.data_dir):
            kept = replace_database(settings.database_path, file, settings.data_dir / "backups")
    except FolderHeld as held:
        raise CannotStart(f"{held} Stop it before you restore.") from None
    except OSError as fault:
        raise CannotStart(f"The data folder cannot be written: {fault.strerror}.") from None
    if kept is not None:
        click.echo(f"The database that was there is kept as {kept}.", err=True)
    click.echo(f"{file} is restored. {_PEPPER}", err=True)


def _progress(done: int, pages: int) -> None:
    with contextlib.suppress(OSError):
        click.echo(f"\r{done} of {pages} pages", nl=done == pages, err=True)
