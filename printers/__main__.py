"""`python -m printers`: `simulate` is a printer for trying things out, `spool` works real ones for a
hub.
"""

import asyncio
from typing import TextIO

import click

from printers.address import PRIVATE, read_networks
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


@main.command()
@click.option("--url", required=True, help="The hub: https://hub.example or http://hub:8000.")
@click.option("--token", envvar="SPOOL_TOKEN", help="API token, role printer. [variable: SPOOL_TOKEN]")
@click.option("--token-file", type=click.File(), help="A file that holds the token and nothing else.")
@click.option("--printer", "printers", multiple=True, help="Only this printer; may be repeated. [all]")
@click.option("--name", help="What the hub calls this spooler. [the host's name]")
@click.option("--network", "networks", multiple=True, help="Where printers may be (CIDR). [private ranges]")
@click.option("--ports", default="1024-65535", show_default=True, help="Ports they may listen on.")
def spool(
    url: str,
    token: str | None,
    token_file: TextIO | None,
    printers: tuple[str, ...],
    name: str | None,
    networks: tuple[str, ...],
    ports: str,
) -> None:
    """Work a hub's printers from beside them, over outgoing connections only.

    Prints `ready URL` once the hub has answered; waits for a hub that is away. The hub must run with
    KITCHENHUB_SPOOLER=alone, else its own spooler has the printers. Ctrl-C or SIGTERM ends it.

    \b
    SPOOL_TOKEN=$(kitchenhub token create "print agent" --role printer)
    python -m printers spool --url https://hub.example
    """
    from printers.alone import CannotSpool, Post, host_name
    from printers.alone import spool as work

    token = token_file.read().strip() if token_file is not None else token
    try:
        allowed = read_networks(networks or PRIVATE, ports)
        post = Post(url=url, token=token or "", name=name or host_name(), networks=allowed, printers=printers)
        asyncio.run(work(post, lambda: click.echo(f"ready {url}"), lambda words: click.echo(words, err=True)))
    except (CannotSpool, ValueError) as refusal:
        click.echo(f"printers: {refusal}", err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
