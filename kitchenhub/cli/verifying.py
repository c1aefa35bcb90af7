"""`kitchenhub verify`: the invariants on a data folder, beside a running server or without one."""

from pathlib import Path

import click

from kitchenhub.cli.options import data_option, settings_of
from kitchenhub.errors import CannotStart


@click.command()
@data_option
def verify(data: Path | None) -> None:
    """Audit chain, money, stock and delivery: invariants I1 to I7. It only reads.

    Works beside a running server and on the folder of a killed one. Work still queued is listed as
    pending and is no failure. Exit 1 and a list when something fails.

    \b
    kitchenhub verify
    kitchenhub verify --data /srv/trattoria
    """
    settings = settings_of(data)
    if settings.database_path is not None and not settings.database_path.exists():
        raise CannotStart(f"There is no restaurant in {settings.data_dir}.")
    from kitchenhub import schema  # noqa: F401 - completes the tables
    from kitchenhub.store.opening import open_database
    from kitchenhub.verify.audit import audit, told

    database = open_database(settings.database)
    try:
        findings = audit(database)
    finally:
        database.close()
    for number, found in findings.items():
        click.echo(f"restaurant {number}: " + "\n".join(told(found)))
    if not all(found.sound for found in findings.values()):
        raise SystemExit(1)
