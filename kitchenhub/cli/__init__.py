"""The command line: `main` and a module for each kind of command.

`serving.py` serve, `dispatching.py` dispatch, `demo.py` demo, `importing.py` init and import,
`tokens.py` token, `restaurants.py` restaurant, `simulating.py` simulate, `verifying.py` verify,
`doctoring.py` doctor, `backing_up.py` backup and restore, `benching.py` bench. `acting.py` decides
whether a command that writes works on the folder itself or asks the server that holds it. Modules
import what is heavy only when their command runs.
"""

from typing import Any

import click

from kitchenhub import __version__
from kitchenhub.cli.backing_up import backup, restore
from kitchenhub.cli.benching import bench
from kitchenhub.cli.demo import demo
from kitchenhub.cli.dispatching import dispatch
from kitchenhub.cli.doctoring import doctor
from kitchenhub.cli.importing import import_file, init
from kitchenhub.cli.restaurants import restaurant
from kitchenhub.cli.serving import serve
from kitchenhub.cli.simulating import simulate
from kitchenhub.cli.tokens import token
from kitchenhub.cli.verifying import verify
from kitchenhub.errors import CannotStart


class Commands(click.Group):
    """Commands in the order a newcomer needs them. One that cannot start says why and exits with 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except CannotStart as refusal:
            click.echo(f"kitchenhub: {refusal}", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kitchenhub")
def main() -> None:
    """Restaurant order routing: from the waiter's tablet to cook, slip, stock, bill and books.

    \b
    Try it:        kitchenhub demo
    Your own:      kitchenhub init restaurant.yaml && kitchenhub serve

    Every setting has a flag or a variable KITCHENHUB_… or a line in kitchenhub.toml in the data
    folder; `kitchenhub serve --help` lists them. Exit codes: 0 done, 1 found something wrong, 2 used
    wrongly or cannot start.
    """


for _command in (
    demo, init, serve, dispatch, import_file, restaurant, token, simulate, verify, doctor, backup, restore,
    bench,
):  # fmt: skip
    main.add_command(_command)
