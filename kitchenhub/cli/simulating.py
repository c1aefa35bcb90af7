"""`kitchenhub simulate`: real orders through the real doors, and every figure reconciled."""

import asyncio
import tempfile
from pathlib import Path

import click

from kitchenhub.errors import CannotStart

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("file", type=_FILE, required=False)
@click.option("--recipes", type=_FILE, help="Recipes CSV: kind,name,ingredient,quantity,unit.")
@click.option("--scenario", type=click.Choice(["friday"]), help="A written evening instead of a file.")
@click.option("--currency", default="USD", show_default=True, help="Currency of the file's prices.")
@click.option("--rate", type=click.FloatRange(min=0.1), help="At most this many orders a second.")
@click.option("--speed", type=click.FloatRange(min=0.1), help="Pace by the file's `at`, this much faster.")
@click.option("--url", metavar="URL", help="Play on the server there instead of a fresh one.")
@click.option("--token", help="An owner's API token of that server.")
@click.option("--restaurant-file", type=click.Path(path_type=Path), help="Only write the file's restaurant.")
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Keep the hub's folder here.")
def simulate(
    file: Path | None,
    recipes: Path | None,
    scenario: str | None,
    currency: str,
    rate: float | None,
    speed: float | None,
    url: str | None,
    token: str | None,
    restaurant_file: Path | None,
    keep: Path | None,
) -> None:
    """Play an orders file on a fresh hub and reconcile it.

    Eight tablets, six screens and two virtual printers are clients over HTTP, WebSocket and TCP. Exit 1
    when any figure disagrees. Existing data is never touched.

    \b
    kitchenhub simulate orders.csv --recipes recipes.csv
    kitchenhub simulate --scenario friday
    kitchenhub simulate orders.csv --restaurant-file shop.yaml   # then init and serve it, and:
    kitchenhub simulate orders.csv --url http://127.0.0.1:8000 --token TOKEN
    """
    if (file is None) == (scenario is None):
        raise CannotStart("Name an orders file, or a scenario with --scenario friday.")
    if (url is None) != (token is None) or (url is not None and file is None):
        raise CannotStart("--url and --token belong together and to an orders file.")
    if restaurant_file is not None and file is not None:
        _write_restaurant(file, recipes, currency, restaurant_file)
        return
    if keep is not None and keep.exists() and any(keep.iterdir()):
        raise CannotStart(f"{keep} is not empty; --keep wants a new folder.")
    if keep is not None:
        sound = _simulate(file, recipes, currency, rate, speed, keep, url, token)
    else:
        with tempfile.TemporaryDirectory(prefix="kitchenhub-") as folder:
            sound = _simulate(file, recipes, currency, rate, speed, Path(folder), url, token)
    if not sound:
        raise SystemExit(1)


def _write_restaurant(file: Path, recipes_file: Path | None, currency: str, target: Path) -> None:
    from kitchenhub.simulate.orders_file import Recipes, read_orders, read_recipes
    from kitchenhub.simulate.playing import restaurant_for

    orders = read_orders(file.read_text(encoding="utf-8-sig"), currency)
    recipes = read_recipes(recipes_file.read_text("utf-8-sig")) if recipes_file else Recipes()
    try:
        target.write_text(restaurant_for(orders, recipes, currency), encoding="utf-8")
    except OSError as fault:
        raise CannotStart(f"{target} cannot be written: {fault.strerror}.") from None
    click.echo(f"{target}: make it with `kitchenhub init {target}`, then serve it.", err=True)


def _simulate(
    file: Path | None,
    recipes_file: Path | None,
    currency: str,
    rate: float | None,
    speed: float | None,
    folder: Path,
    url: str | None,
    token: str | None,
) -> bool:
    from rich.console import Console
    from rich.progress import Progress as Bar

    from kitchenhub.simulate.friday import friday
    from kitchenhub.simulate.orders_file import Recipes, read_orders, read_recipes, without_recipe
    from kitchenhub.simulate.playing import Progress, Where
    from kitchenhub.simulate.playing import simulate as play
    from kitchenhub.simulate.reconciling import table

    with Bar(console=Console(stderr=True), transient=True) as bar:
        if file is None:
            task = bar.add_task("friday", total=None)
            progress = Progress(lambda phase: bar.update(task, description=phase), lambda: bar.advance(task))
            rows = asyncio.run(friday(folder, progress))
        else:
            orders = read_orders(file.read_text(encoding="utf-8-sig"), currency)
            recipes = read_recipes(recipes_file.read_text("utf-8-sig")) if recipes_file else Recipes()
            for kind, names in zip(("items", "options"), without_recipe(orders, recipes), strict=True):
                if names:
                    click.echo(
                        f"{len(names)} {kind} use nothing that is counted: {', '.join(names)}", err=True
                    )
            task = bar.add_task("playing", total=len(orders))
            progress = Progress(lambda phase: bar.update(task, description=phase), lambda: bar.advance(task))
            rows = asyncio.run(
                play(
                    orders,
                    recipes,
                    folder,
                    progress,
                    currency=currency,
                    rate=rate,
                    speed=speed,
                    where=Where(url.rstrip("/"), token) if url and token else None,
                )
            )
    click.echo("\n".join(table(rows)))
    return all(row.agrees for row in rows)
