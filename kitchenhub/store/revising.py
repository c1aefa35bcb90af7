"""The revisions of the schema, run on a connection and in a transaction that the caller has opened."""

from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

_FOLDER = Path(__file__).with_name("migrations")


def revision_of(connection: sa.Connection) -> str | None:
    """The revision a database is at, or None for one without tables of ours."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


@cache
def known_revisions() -> frozenset[str]:
    """Every revision that this version knows."""
    from alembic.script import ScriptDirectory  # alembic takes long to import, and most starts need none

    return frozenset(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def upgrade(connection: sa.Connection, to: str = "head") -> None:
    """Run the pending steps up to a revision."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config
