"""`kitchenhub backup` and `kitchenhub restore`: a copy of the database, and the way back to it."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import click

from kitchenhub.cli.options import data_option, settings_of
from kitchenhub.errors import CannotStart
from kitchenhub.settings import Settings
from kitchenhub.store.database import Database

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
    from sqlalchemy.exc import DBAPIError

    from kitchenhub.store.opening import open_database

    settings = settings_of(data)
    path = settings.database_path
    if path is not None and not path.exists():
        raise CannotStart(f"There is no database in {settings.data_dir}.")
    if file.exists() and (not force or (path is not None and file.samefile(path))):
        raise CannotStart(f"{file} exists; choose another name, or say --force to replace it.")
    database = open_database(settings.database)
    try:
        _copy(database, path, file)
    except OSError as fault:
        raise CannotStart(f"{file} cannot be written: {fault.strerror}.") from None
    except (database.errors, DBAPIError) as fault:
        raise CannotStart(f"The database cannot be copied: {fault}. `kitchenhub doctor` says more.") from None
    finally:
        database.close()
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

    settings = settings_of(data)
    open_folder(settings.data_dir)
    try:
        with holding(settings.data_dir):
            kept = _replace(settings, file)
    except FolderHeld as held:
        raise CannotStart(f"{held} Stop it before you restore.") from None
    except OSError as fault:
        raise CannotStart(f"The data folder cannot be written: {fault.strerror}.") from None
    if kept is not None:
        click.echo(f"The database that was there is kept as {kept}.", err=True)
    click.echo(f"{file} is restored. {_PEPPER}", err=True)


def _copy(database: Database, path: Path | None, file: Path) -> None:
    from kitchenhub.store.backing_up import copy_database
    from kitchenhub.store.portable import save_as_file

    if path is not None:
        copy_database(path, file, _progress("pages"))
    else:
        save_as_file(database, file, _progress("tables"))


def _replace(settings: Settings, file: Path) -> Path | None:
    from kitchenhub.store.opening import open_database
    from kitchenhub.store.restoring import replace_database, replace_rows

    backups = settings.data_dir / "backups"
    if settings.database_path is not None:
        return replace_database(settings.database_path, file, backups)
    database = open_database(settings.database)
    try:
        return replace_rows(database, file, backups, _progress("tables"))
    finally:
        database.close()


def _progress(of: str) -> Callable[[int, int], None]:
    def progress(done: int, whole: int) -> None:
        with contextlib.suppress(OSError):
            click.echo(f"\r{done} of {whole} {of}", nl=done == whole, err=True)

    return progress
