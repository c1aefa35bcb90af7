"""`python -m printers`: a virtual printer on a port, for trying things out."""

import asyncio

import click

from printers.virtual import FAULTS, VirtualPrinter
from printers.virtual.faults import read_fault


@click.group()
def main() -> None:
    """Printers of KitchenHub without a hub."""


def _known(context: click.Context, option: click.Parameter, fault: str) -> str:
    try:
        read_fault(fault)
    except ValueError as unknown:
        raise click.BadParameter(str(unknown)) from None
    return fault


@main.command()
@click.option("--port", default=9100, show_default=True, help="TCP port; 0 takes a free one.")
@click.option(
    "--columns", default=42, show_default=True, type=click.Choice(["32", "42", "48"]), help="Width."
)
@click.option(
    "--fault", default="none", show_default=True, callback=_known, help=f"One of {', '.join(FAULTS)}."
)
def simulate(port: int, columns: str, fault: str) -> None:
    """Be a printer: print every slip's text on standard output."""
    try:
        asyncio.run(_simulate(port, int(columns), fault))
    except KeyboardInterrupt:
        return
    except OSError as taken:
        click.echo(f"Port {port} cannot be used: {taken.strerror}.", err=True)
        raise SystemExit(2) from None


async def _simulate(port: int, columns: int, fault: str) -> None:
    printer = VirtualPrinter(port, columns)
    printer.fault = fault
    await printer.start()
    click.echo(f"ready tcp://127.0.0.1:{printer.port}")
    shown = 0
    while True:
        await printer.wait_for_slips(shown + 1, timeout_seconds=10**9)
        for slip in printer.slips[shown - printer.slips_taken :]:
            click.echo(slip.text)
        shown = printer.slips_taken


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
def spool() -> None:
    """Work the printers of a hub from beside them; not built yet, the hub's own spooler does it."""
    click.echo("The stand-alone spooler is not built yet; the hub works its printers itself.", err=True)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
