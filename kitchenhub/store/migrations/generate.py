"""Developer's command: writes the revisions of the first release from the tables as they are now.

    python -m kitchenhub.store.migrations.generate

One revision a subject, each an explicit, frozen list of tables. After the first release this is not run any
more: a change of a table then gets a revision of its own, written by hand.
"""

import importlib
import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import sqlalchemy as sa

from kitchenhub.store.rows import TABLES

FOLDER = Path(__file__).with_name("versions")
WIDTH = 108
_HEADER = '''"""The first tables of {subject}. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {before}
branch_labels = None
depends_on = None

{types}
def upgrade() -> None:
    """Make the tables."""
{calls}
'''
_TYPES = {
    "BIGINT": 'BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")\n',
    "TEXT": "TEXT = sa.Text()\n",
    "BLOB": "BLOB = sa.LargeBinary()\n",
}
_TYPE_NAMES = {sa.BigInteger: "BIG", sa.Text: "TEXT", sa.LargeBinary: "BLOB"}


def generate(subjects: dict[str, tuple[ModuleType, ...]], folder: Path = FOLDER) -> str:
    """Write one revision a subject into `folder`; the newest revision."""
    for old in folder.glob("r0*.py"):
        old.unlink()
    before: str | None = None
    for number, (subject, modules) in enumerate(subjects.items(), 1):
        names = {module.__name__ for module in modules}
        tables = [known.table for row_type, known in TABLES.items() if row_type.__module__ in names]
        revision = f"{number:04d}_{subject}"
        (folder / f"r{revision}.py").write_text(_revision(subject, revision, before, tables), "utf-8")
        before = revision
    return str(before)


def _revision(subject: str, revision: str, before: str | None, tables: list[sa.Table]) -> str:
    functions = [f"def _{table.name}() -> None:\n{_table(table)}" for table in tables]
    used = "\n".join(functions)
    types = [text for text in _TYPES.values() if re.search(rf"\b{text.split()[0]}\b", used)]
    text = _HEADER.format(
        subject=subject, revision=revision, before=_quoted(before) if before else None,
        types="".join(types) + "\n",
        calls="\n".join(f"    _{table.name}()" for table in tables),
    )  # fmt: skip
    return text + "\n\n" + "\n\n\n".join(functions)


def _table(table: sa.Table) -> str:
    lines = [f'"{table.name}",']
    lines += [_column(column) for column in table.columns]
    lines += [_constraint(constraint) for constraint in _constraints(table)]
    lines.append("sqlite_strict=True, sqlite_with_rowid=False,")
    body = "\n".join(f"        {line}" for line in lines)
    indexes = [
        f"    op.create_index({_quoted(index.name)}, {_quoted(table.name)}, [{_names(index.columns)}])"
        for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    return "\n".join([f"    op.create_table(\n{body}\n    )", *indexes]) + "\n"


def _column(column: sa.Column[Any]) -> str:
    kind = next(name for known, name in _TYPE_NAMES.items() if isinstance(column.type, known))
    rest = ", primary_key=True, autoincrement=False" if column.primary_key else ""
    return f'sa.Column("{column.name}", {kind}, nullable={column.nullable}{rest}),'


def _constraints(table: sa.Table) -> list[sa.Constraint]:
    kept = [part for part in table.constraints if not isinstance(part, sa.PrimaryKeyConstraint)]
    return sorted(kept, key=lambda part: part._creation_order)


def _constraint(constraint: sa.Constraint) -> str:
    name = f"name={_quoted(constraint.name)}"
    if isinstance(constraint, sa.UniqueConstraint):
        return f"sa.UniqueConstraint({_names(constraint.columns)}, {name}),"
    if not isinstance(constraint, sa.CheckConstraint):
        raise TypeError(f"the first release knows no {type(constraint).__name__}")
    text = str(constraint.sqltext)
    line = f"sa.CheckConstraint({_quoted(text)}, {name}),"
    if len(line) <= WIDTH - 8:
        return line
    parts = "\n".join(
        f"            {_quoted(part)}" for part in textwrap.wrap(text, 85, drop_whitespace=False)
    )
    return f"sa.CheckConstraint(\n{parts},\n            {name},\n        ),"


def _names(columns: Iterable[Any]) -> str:
    return ", ".join(_quoted(column.name) for column in columns)


def _quoted(text: object) -> str:
    return json.dumps(str(text))


def main() -> int:
    """Write the revisions and the newest one's name into the package."""
    schema = importlib.import_module("kitchenhub.schema")
    head = generate(schema.SUBJECTS)
    package = Path(__file__).with_name("__init__.py")
    package.write_text(re.sub(r'HEAD = ".*?"', f'HEAD = "{head}"', package.read_text("utf-8")), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", FOLDER], check=True)
    print(f"{len(schema.SUBJECTS)} revisions up to {head} in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
