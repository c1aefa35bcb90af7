"""`kitchenhub restaurant`: several restaurants in one installation."""

from pathlib import Path

import click

from kitchenhub.cli.importing import list_mistakes, read_text
from kitchenhub.cli.options import data_option, settings_of


@click.group()
def restaurant() -> None:
    """The restaurants of this installation. Tokens, sign-ins and every look-up belong to one of them."""


@restaurant.command()
@click.argument("file", type=click.Path(path_type=Path))
@data_option
@click.pass_context
def add(ctx: click.Context, file: Path, data: Path | None) -> None:
    """Add a restaurant from a restaurant file (YAML); prints its number.

    Works beside a running server, which serves it at once. Mistakes in the file are listed and nothing is
    made (exit 1).

    \b
    kitchenhub restaurant add osteria.yaml
    """
    from kitchenhub.cli.acting import perform
    from kitchenhub.logs import start_logging
    from kitchenhub.restaurant.mistakes import FileRejected
    from kitchenhub.restaurant.reading import read_restaurant

    settings = settings_of(data)
    start_logging("warning", settings.log_format)
    try:
        text = read_text(file)
        read_restaurant(text)
    except FileRejected as rejected:
        list_mistakes(ctx, file, [str(mistake) for mistake in rejected.mistakes])
        return
    made = perform(settings, "restaurant add", {"text": text})
    click.echo(f"{made['name']} is restaurant {made['restaurant']}.", err=True)
    click.echo(made["restaurant"])


@restaurant.command("list")
@data_option
def list_(data: Path | None) -> None:
    """The number and the name of each restaurant."""
    from kitchenhub import schema  # noqa: F401 - completes the tables
    from kitchenhub.cli.acting import restaurant_names
    from kitchenhub.store.opening import open_database

    settings = settings_of(data)
    database = open_database(settings.database)
    try:
        for number, name in restaurant_names(database).items():
            click.echo(f"{number}  {name}")
    finally:
        database.close()
