"""`kitchenhub token create`: a credential for a program."""

from pathlib import Path
from typing import get_args

import click

from kitchenhub.cli.options import data_option, restaurant_option, settings_of
from kitchenhub.errors import CannotStart
from kitchenhub.roles import Role
from kitchenhub.wire import NAME_MAX


@click.group()
def token() -> None:
    """API tokens for programs: tills, printers, integrations."""


@token.command()
@click.argument("name")
@click.option(
    "--role",
    required=True,
    type=click.Choice(get_args(Role)),
    help="What the program may do, as a person's role.",
)
@restaurant_option
@data_option
def create(name: str, role: str, restaurant: int | None, data: Path | None) -> None:
    """Make an API token and print it, once: only its hash is kept.

    Works beside a running server. Only the token goes to stdout.

    \b
    TOKEN=$(kitchenhub token create "web shop" --role integration)
    curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8000/api/v1/menu
    """
    from kitchenhub.cli.acting import perform

    settings = settings_of(data)
    if not 1 <= len(name) <= NAME_MAX or not name.isprintable():
        raise CannotStart(f"A token's name has 1 to {NAME_MAX} characters, none of them a control character.")
    made = perform(settings, "token create", {"name": name, "role": role, "restaurant": restaurant})
    click.echo(f"Token {name!r} with the role {role}. Keep it: it is not shown again.", err=True)
    click.echo(made["token"])
