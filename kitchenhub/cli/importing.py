"""`kitchenhub init` and `kitchenhub import`: a restaurant from its file, and changes of it."""

import sys
from pathlib import Path

import click

from kitchenhub.cli.options import data_option, restaurant_option, settings_of
from kitchenhub.errors import CannotStart

FILE_BYTES_MAX = 8 * 1024 * 1024
SHOWN_MAX = 200
_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@data_option
@click.pass_context
def init(ctx: click.Context, file: Path, data: Path | None) -> None:
    """Make a restaurant from a restaurant file (YAML).

    The data folder may hold other files, but no restaurant yet. Mistakes in the file are listed with their
    lines, all at once, and then nothing is made (exit 1).

    \b
    kitchenhub init trattoria.yaml
    kitchenhub init trattoria.yaml --data /srv/trattoria
    """
    import asyncio

    from kitchenhub.cli.acting import premises_of
    from kitchenhub.cli.founding import found
    from kitchenhub.logs import start_logging
    from kitchenhub.restaurant.mistakes import FileRejected
    from kitchenhub.restaurant.reading import read_restaurant
    from kitchenhub.store.lock import open_folder, writing_to

    settings = settings_of(data)
    start_logging("warning", settings.log_format)
    try:
        restaurant = read_restaurant(read_text(file))
    except FileRejected as rejected:
        list_mistakes(ctx, file, [str(mistake) for mistake in rejected.mistakes])
        return
    open_folder(settings.data_dir)
    with writing_to(settings.data_dir, settings.database), premises_of(settings, founding=True) as premises:
        asyncio.run(found(premises, restaurant))
    click.echo(f"{restaurant.restaurant.name} is made in {settings.data_dir}.", err=True)
    where = f" --data {data}" if data is not None else ""
    click.echo(f"Start it with: kitchenhub serve{where}", err=True)


@click.command("import", short_help="Merge a restaurant file or a menu spreadsheet.")
@click.argument("file", type=_FILE)
@click.option("--yes", is_flag=True, help="Do not ask; change what the difference says.")
@restaurant_option
@data_option
@click.pass_context
def import_file(ctx: click.Context, file: Path, yes: bool, restaurant: int | None, data: Path | None) -> None:
    """Merge a restaurant file (YAML) or a menu spreadsheet (CSV) into the restaurant.

    Shows what would change, asks, and then changes all of it at once. Works beside a running server:
    tablets and screens see the new menu in a moment. A file with mistakes changes nothing (exit 1).

    \b
    kitchenhub import trattoria.yaml
    kitchenhub import prices.csv --yes
    """
    from kitchenhub.cli.acting import perform
    from kitchenhub.logs import start_logging
    from kitchenhub.restaurant.mistakes import FileRejected

    settings = settings_of(data)
    start_logging("warning", settings.log_format)
    if settings.database_path is not None and not settings.database_path.exists():
        raise CannotStart(
            f"There is no restaurant in {settings.data_dir}. Make one with `kitchenhub init {file}`."
        )
    try:
        sheet = file.suffix.lower() == ".csv"
        wanted = {"text": read_text(file), "sheet": sheet, "restaurant": restaurant}
    except FileRejected as rejected:
        list_mistakes(ctx, file, [str(mistake) for mistake in rejected.mistakes])
        return
    compared = perform(settings, "import compare", wanted)
    if compared["mistakes"]:
        list_mistakes(ctx, file, compared["mistakes"])
        return
    for change in compared["changes"]:
        click.echo(change)
    if not compared["changes"]:
        click.echo("Nothing changes.", err=True)
        return
    if not yes and not _agreed(len(compared["changes"])):
        click.echo("Nothing was changed.", err=True)
        ctx.exit(1)
    perform(settings, "import apply", {**wanted, "changes": compared["changes"]})
    click.echo("Done.", err=True)


def read_text(file: Path) -> str:
    """The text of a file that somebody wrote. Raises CannotStart, or FileRejected when it is not UTF-8."""
    from kitchenhub.restaurant.checks import text_of

    try:
        if file.stat().st_size > FILE_BYTES_MAX:
            raise CannotStart(
                f"{file} is larger than {FILE_BYTES_MAX // 1024**2} MiB, no restaurant file is."
            )
        return text_of(file.read_bytes())
    except OSError as fault:
        raise CannotStart(f"{file} cannot be read: {fault.strerror}.") from None


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        raise CannotStart("Nobody can be asked here; say --yes to change this.")
    return click.confirm(f"Make {count} change{'s' if count > 1 else ''}?", err=True)


def list_mistakes(ctx: click.Context, file: Path, mistakes: list[str]) -> None:
    """Show what is wrong with a file, and end with exit code 1."""
    for mistake in mistakes[:SHOWN_MAX]:
        click.echo(f"{file}: {mistake}", err=True)
    if len(mistakes) > SHOWN_MAX:
        click.echo(f"and {len(mistakes) - SHOWN_MAX} more", err=True)
    click.echo("Nothing was changed.", err=True)
    ctx.exit(1)
