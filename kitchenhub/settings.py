"""Every setting of a server: where it comes from, its default and one line of why.

Flags outrank `KITCHENHUB_…` variables, which outrank `kitchenhub.toml` in the data folder. All mistakes are
reported at once as CannotStart and nothing starts; a variable or key that nobody knows is a mistake too,
because a misspelt setting that is silently ignored is found out during a full service.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any, Literal, cast

import msgspec

from kitchenhub import setting_values as values
from kitchenhub.errors import CannotStart

PREFIX = "KITCHENHUB_"
FILE_NAME = "kitchenhub.toml"

Network = IPv4Network | IPv6Network


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of one process, checked. Made by `load`."""

    data_dir: Path
    database: Path | str
    redis_url: str | None
    host: str
    port: int
    workers: int
    trusted_proxies: tuple[str, ...]
    printer_networks: tuple[Network, ...]
    printer_ports: tuple[tuple[int, int], ...]
    journal_dir: Path
    spooler: Literal["hub", "alone"]
    dispatcher: Literal["hub", "alone"]
    log_level: Literal["debug", "info", "warning", "error"]
    log_format: Literal["console", "json"]

    @property
    def one_process(self) -> bool:
        """Whether the database lets only one process write, as SQLite does."""
        return isinstance(self.database, Path)

    @property
    def database_path(self) -> Path | None:
        """The SQLite file, None where the rows are in PostgreSQL."""
        return self.database if isinstance(self.database, Path) else None


class Setting(msgspec.Struct, frozen=True):
    """One setting: its key in the file, the text that stands for it when nobody says otherwise, and why.

    `read` turns text into the value and raises ValueError with the rest of a sentence that begins with the
    text that was given. Paths are meant from the data folder.
    """

    name: str
    default: str
    why: str
    read: values.Read

    @property
    def variable(self) -> str:
        """The environment variable of this setting."""
        return PREFIX + self.name.upper()


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "data_dir", "~/.local/share/kitchenhub",
        "The folder that holds the database, the pepper of the PINs and the backups (flag --data).",
        values.text,
    ),
    Setting(
        "database_url", "sqlite:///kitchenhub.db",
        "Where the rows are kept: a SQLite file (three slashes: in the data folder) or postgresql://user:password@host/name.",
        values.database_url,
    ),
    Setting(
        "redis_url", "",
        "How several processes wake each other; one process needs none.",
        values.redis_url,
    ),
    Setting(
        "host", "127.0.0.1",
        "The address to listen on; 0.0.0.0 lets tablets in, and whoever else shares that network.",
        values.text,
    ),
    Setting(
        "port", "8000",
        "The TCP port to listen on; 0 takes a free one.",
        values.whole(0, 65535),
    ),
    Setting(
        "workers", "1",
        "Processes that serve requests; SQLite has one writer, so it stays 1 there.",
        values.whole(1, 64),
    ),
    Setting(
        "trusted_proxies", "",
        "Addresses of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.",
        values.addresses,
    ),
    Setting(
        "printer_networks",
        "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7",
        "Networks (CIDR) a printer may be in, so that no menu file makes the hub talk to strangers.",
        values.networks,
    ),
    Setting(
        "printer_ports", "1024-65535",
        "Ports a printer may listen on, checked when connecting.",
        values.port_ranges,
    ),
    Setting(
        "journal_dir", "journal",
        "The folder for the journal files of closed business days; meant from the data folder.",
        values.text,
    ),
    Setting(
        "spooler", "hub",
        "Who works the printers off: the hub itself, or a spooler that runs alone.",
        values.one_of("hub", "alone"),
    ),
    Setting(
        "dispatcher", "hub",
        "Who delivers to books and receivers: the hub itself, or `kitchenhub dispatch` (PostgreSQL only).",
        values.one_of("hub", "alone"),
    ),
    Setting(
        "log_level", "info",
        "The least weighty line that is logged: debug, info, warning or error.",
        values.one_of("debug", "info", "warning", "error"),
    ),
    Setting(
        "log_format", "console",
        "console for people, json for programs that collect logs.",
        values.one_of("console", "json"),
    ),
)  # fmt: skip
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def default_data_dir(environ: Mapping[str, str], folder: str = "") -> Path:
    """The data folder when nobody names one: kitchenhub below the XDG data home, and a folder in it."""
    home = environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(home).expanduser() / "kitchenhub" / folder


def load(
    flags: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
    fallback: Path | None = None,
) -> Settings:
    """The settings from flags (those that are not None), variables and the file of the data folder.

    `fallback` is the data folder when neither flag nor variable names one. Raises CannotStart with every
    mistake on a line of its own.
    """
    environ = os.environ if environ is None else environ
    given = {
        name: (str(flag), "on the command line") for name, flag in (flags or {}).items() if flag is not None
    }
    mistakes: list[str] = []
    _add_variables(given, environ, mistakes)
    folder = given.get("data_dir")
    data_dir = Path(folder[0]).expanduser() if folder else fallback or default_data_dir(environ)
    data_dir = data_dir.absolute()
    _add_file(given, data_dir / FILE_NAME, mistakes)
    found = {setting.name: _value(setting, given, mistakes) for setting in SETTINGS}
    on_sqlite = not str(found["database_url"]).startswith("postgresql://")
    if on_sqlite and (found["workers"] or 1) > 1:
        mistakes.append(
            "workers: SQLite has one writing process, so this stays 1, which serves a whole restaurant."
        )
    if found["dispatcher"] == "alone" and on_sqlite:
        mistakes.append("dispatcher: alone needs PostgreSQL; with SQLite the server is the only writer.")
    if mistakes:
        count = "A setting is wrong" if len(mistakes) == 1 else f"{len(mistakes)} settings are wrong"
        raise CannotStart(f"{count}:" + "".join(f"\n  {mistake}" for mistake in mistakes))
    found["data_dir"] = data_dir
    database = cast(str, found.pop("database_url"))
    found["database"] = data_dir / database if on_sqlite else database
    found["journal_dir"] = data_dir / Path(cast(str, found["journal_dir"])).expanduser()
    return Settings(**found)


def _add_variables(
    given: dict[str, tuple[str, str]], environ: Mapping[str, str], mistakes: list[str]
) -> None:
    for variable, text in sorted(environ.items()):
        if not variable.startswith(PREFIX):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if variable != variable.upper() or name not in _BY_NAME:
            mistakes.append(f"{variable}: no setting has this name{_like(name)}.")
        elif text:
            given.setdefault(name, (text, f"from {variable}"))


def _add_file(given: dict[str, tuple[str, str]], path: Path, mistakes: list[str]) -> None:
    try:
        kept = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):  # a folder that is none is told when it is opened
        return
    except (OSError, UnicodeDecodeError) as fault:
        mistakes.append(f"{FILE_NAME} cannot be read: {fault}.")
        return
    except tomllib.TOMLDecodeError as fault:
        mistakes.append(f"{FILE_NAME} is not TOML: {fault}.")
        return
    for name, value in kept.items():
        text = _file_text(value)
        if name == "data_dir":
            mistakes.append(f"data_dir in {FILE_NAME}: the file lies in that folder and cannot name it.")
        elif name not in _BY_NAME:
            mistakes.append(f"{name} in {FILE_NAME}: no setting has this name{_like(name)}.")
        elif text is None:
            mistakes.append(f"{name} in {FILE_NAME}: takes a text, a whole number or a list of texts.")
        else:
            given.setdefault(name, (text, f"in {FILE_NAME}"))


def _file_text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ",".join(value)
    return None


def _value(setting: Setting, given: dict[str, tuple[str, str]], mistakes: list[str]) -> Any:
    text, where = given.get(setting.name, (setting.default, "by default"))
    try:
        return setting.read(text.strip())
    except ValueError as fault:
        mistakes.append(f"{setting.name} ({where}): {text[:80]!r} {fault}")
        return None


def _like(name: str) -> str:
    close = difflib.get_close_matches(name.lower(), _BY_NAME, 1)
    return f"; do you mean {close[0]}?" if close else ""
