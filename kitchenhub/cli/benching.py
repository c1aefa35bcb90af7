"""`kitchenhub bench`: the hot path beside its own floor."""

from pathlib import Path

import click

from kitchenhub.errors import CannotStart


@click.command()
@click.option(
    "--rounds", default=5, show_default=True, type=click.IntRange(1, 50), help="Interleaved rounds."
)
@click.option(
    "--seconds", default=3.0, show_default=True, type=click.FloatRange(0.2, 60), help="A measurement."
)
@click.option("--screens", default="0,16,200", show_default=True, help="Live sockets, one table row each.")
@click.option("--clients", default="1,16,64", show_default=True, help="Ordering clients, one row each.")
@click.option("--database", metavar="URL", help="An empty PostgreSQL database for the hub. [default: SQLite]")
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="The hub's.")
@click.option("--restaurants", default=1, show_default=True, type=click.IntRange(1, 500), help="In the hub.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Also write the figures here.")
@click.option("--gate", is_flag=True, help="Exit 1 when a required ratio is missed.")
def bench(
    rounds: int,
    seconds: float,
    screens: str,
    clients: str,
    database: str | None,
    processes: int,
    restaurants: int,
    json_file: Path | None,
    gate: bool,
) -> None:
    """Orders a second, answer and screen latency and CPU of an order, as ratios to a floor.

    The floor is the least any server with these promises must do: the same decoding, rows, durability and
    fan-out on raw sqlite3, measured in the same run. Absolute times mean nothing on another machine.

    \b
    kitchenhub bench
    kitchenhub bench --rounds 1 --seconds 1 --screens 16 --clients 64
    kitchenhub bench --database postgresql://me@db/bench --processes 2 --restaurants 50
    """
    from kitchenhub.bench.preparing import Scale
    from kitchenhub.bench.report import missed, told, write_json
    from kitchenhub.bench.rounds import measure

    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(",")]

    if processes > 1 and database is None:
        raise CannotStart("Several processes need PostgreSQL; name it with --database.")
    result = measure(
        rounds, seconds, numbers(screens), numbers(clients), lambda text: click.echo(text, err=True),
        Scale(database, processes, restaurants),
    )  # fmt: skip
    click.echo("\n".join(told(result)))
    if json_file is not None:
        write_json(result, json_file)
    if gate and missed(result):
        raise SystemExit(1)
