"""Flags that several commands share, and how they become settings."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kitchenhub.settings import SETTINGS, Settings, load

F = TypeVar("F", bound=Callable[..., Any])
_PATH = click.Path(path_type=Path)


def data_option(command: F) -> F:
    """`--data DIR`."""
    text = "The data folder. [default: ~/.local/share/kitchenhub]"
    return click.option("--data", metavar="DIR", type=_PATH, help=text)(command)


def restaurant_option(command: F) -> F:
    """`--restaurant N`, where an installation has several."""
    text = "The number of the restaurant, where there are several (`kitchenhub restaurant list`)."
    return click.option("--restaurant", metavar="N", type=click.IntRange(min=1), help=text)(command)


def listening_options(command: F) -> F:
    """`--host` and `--port`. Their values are checked with all other settings."""
    command = click.option("--port", metavar="PORT", help="TCP port; 0 takes a free one. [default: 8000]")(
        command
    )
    text = "Address to listen on; 0.0.0.0 lets tablets in. [default: 127.0.0.1]"
    return click.option("--host", metavar="HOST", help=text)(command)


def settings_of(data: Path | None, fallback: Path | None = None, **flags: Any) -> Settings:
    """The checked settings of a command. Raises CannotStart with all mistakes."""
    return load({"data_dir": data, **flags}, fallback=fallback)


def settings_epilog() -> str:
    """Every setting with its variable, default and reason, for a help text."""
    lines = ["\b", "Settings (flag, else variable, else a line such as port = 8001 in kitchenhub.toml):"]
    for setting in SETTINGS:
        default = f" [{setting.default}]" if setting.default else ""
        lines += [f"  {setting.variable}{default}", f"      {setting.why}"]
    return "\n".join(lines)
