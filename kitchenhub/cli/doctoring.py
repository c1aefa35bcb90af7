"""`kitchenhub doctor`: what is wrong with this installation, and what to do."""

from pathlib import Path

import click

from kitchenhub.cli.options import data_option, settings_of

_MARKS = {"good": "ok     ", "mention": "note   ", "wrong": "WRONG  "}


@click.command(short_help="What is wrong with this installation, and what to do.")
@data_option
@click.pass_context
def doctor(ctx: click.Context, data: Path | None) -> None:
    """Look at database, printers, clock, disk, permissions and versions; exit 1 when something is wrong.

    Only looks, beside a running server too. Each thing that is wrong comes with what to do about it.
    """
    from kitchenhub.doctor import examine

    wrong = 0
    for finding in examine(settings_of(data)):
        click.echo(f"{_MARKS[finding.verdict]}{finding.subject}: {finding.seen}")
        if finding.advice:
            click.echo(f"       → {finding.advice}")
        wrong += finding.verdict == "wrong"
    if wrong:
        click.echo(f"{wrong} thing{'s' if wrong > 1 else ''} to put right.")
        ctx.exit(1)
    click.echo("Nothing is wrong.")
