"""`python -m printers`: a virtual printer on a port, for trying things out."""

import asyncio

import click

from printers.virtual import FAULTS, VirtualPrinter


@click.group()
def main() -> None:
    """Printers of KitchenHub without a hub."""


@main.command()
@click.option("--port", default=9100, show_default=True, help="TCP port; 0 takes a free one.")
@click.option(
    "--columns", default=42, show_default=True, type=click.Choice(["32", "42", "48"]), help="Width."
)
@click.option("--fault", default="none", show_default=True, type=click.Choice(FAULTS), help="What is wrong.")
def simulate(port: int, columns: str, fault: str) -> None:
    """Be a printer: print every slip's text on standard output."""
    try:
        asyncio.run(_simulate(port, int(columns), fault))
    except KeyboardInterrupt:
        return
    except OSError as taken:
        raise click.ClickException(f"Port {port} cannot be used: {taken.strerror}.") from None


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


@main.command()
def spool() -> None:
    """Work the printers of a hub from elsewhere: comes with the next issue; the hub's own spooler does
    it.
    """
    click.echo("The stand-alone spooler is not built yet; the hub works its printers itself.", err=True)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
