"""A row is a frozen msgspec Struct; `@table` derives its SQLAlchemy Core table from the annotations.

One definition serves the schema, the writer's cache and the code that decides. Types map as: int and bool
to INTEGER, str to TEXT, bytes to BLOB, `Literal[…]` to TEXT with a CHECK, everything else to JSON text.
"""

import functools
import operator
import types
from collections.abc import Callable
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
import sqlalchemy as sa

metadata = sa.MetaData()
_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One row of one restaurant. A row with a `version` may change; one without is written once.

    Rows hold plain values and never each other, so the collector need not follow them (`gc=False`).
    """

    restaurant_id: int


R = TypeVar("R", bound=Row)
Key = tuple[Any, ...]


class RowTable(msgspec.Struct, frozen=True):
    """What the store knows about a row class: its table, key and how values travel to and from SQL."""

    row_type: type[Row]
    table: sa.Table
    names: tuple[str, ...]
    key_names: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...]
    json_columns: tuple[tuple[int, msgspec.json.Decoder[Any], bool], ...]
    bool_columns: tuple[int, ...]

    def to_sql(self, row: Row) -> tuple[Any, ...]:
        """The row's values in column order, JSON columns encoded."""
        values = msgspec.structs.astuple(row)
        if not self.json_columns and not self.bool_columns:
            return values
        listed = list(values)
        for position, _, _ in self.json_columns:
            if listed[position] is not None:
                listed[position] = msgspec.json.encode(listed[position]).decode()
        for position in self.bool_columns:
            listed[position] = int(listed[position])
        return tuple(listed)

    def from_sql(self, values: tuple[Any, ...]) -> Row:
        """The row of a result tuple in column order."""
        if not self.json_columns and not self.bool_columns:
            return self.row_type(**dict(zip(self.names, values, strict=True)))
        listed = list(values)
        for position, decoder, _ in self.json_columns:
            if listed[position] is not None:
                listed[position] = decoder.decode(listed[position])
        for position in self.bool_columns:
            listed[position] = bool(listed[position])
        return self.row_type(**dict(zip(self.names, listed, strict=True)))

    def key_of(self, row: Row) -> Key:
        """The row's primary key, restaurant first."""
        return getter(self.key_names)(row)

    @property
    def versioned(self) -> bool:
        """Whether rows of this table may change after they were written."""
        return "version" in self.names


TABLES: dict[type[Row], RowTable] = {}


@functools.cache
def getter(names: tuple[str, ...]) -> Callable[[Row], Key]:
    """A function that gives these columns of a row as a tuple."""
    if len(names) > 1:
        return operator.attrgetter(*names)
    alone = operator.attrgetter(*names)
    return lambda row: (alone(row),)


def table(
    name: str,
    *,
    key: tuple[str, ...] = ("id",),
    indexes: tuple[tuple[str, ...], ...] = (),
    unique: tuple[tuple[str, ...], ...] = (),
    checks: tuple[str, ...] = (),
    scoped: bool = True,
) -> Callable[[type[R]], type[R]]:
    """Class decorator: make and register the table of a Row class.

    `key`, `indexes` and `unique` are column names without the restaurant, which leads each of them.
    `indexes` are also what `find` may look up. `scoped=False` leaves the restaurant out of the unique keys
    (for secrets that are looked up before the restaurant is known).
    """

    def register(row_type: type[R]) -> type[R]:
        TABLES[row_type] = _row_table(row_type, name, key, indexes, unique, checks, scoped)
        return row_type

    return register


def _row_table(
    row_type: type[Row],
    name: str,
    key: tuple[str, ...],
    indexes: tuple[tuple[str, ...], ...],
    unique: tuple[tuple[str, ...], ...],
    checks: tuple[str, ...],
    scoped: bool,
) -> RowTable:
    hints = get_type_hints(row_type)
    names = tuple(field.name for field in msgspec.structs.fields(row_type))
    key_names = ("restaurant_id", *(part for part in key if part != "restaurant_id"))
    columns: list[Any] = []
    json_columns: list[tuple[int, msgspec.json.Decoder[Any], bool]] = []
    bool_columns: list[int] = []
    constraints: list[Any] = []
    for position, column_name in enumerate(names):
        plain, optional = _without_none(hints[column_name])
        kind = _column_type(plain)
        if kind is None:
            json_columns.append((position, msgspec.json.Decoder(plain), optional))
        if plain is bool:
            bool_columns.append(position)
            constraints.append(
                sa.CheckConstraint(f"{column_name} IN (0, 1)", name=f"ck_{name}_{column_name}")
            )
        if get_origin(plain) is Literal:
            allowed = ", ".join(f"'{word}'" for word in get_args(plain))
            constraints.append(
                sa.CheckConstraint(f"{column_name} IN ({allowed})", name=f"ck_{name}_{column_name}")
            )
        columns.append(
            sa.Column(
                column_name, kind or sa.Text(), primary_key=column_name in key_names, nullable=optional,
                autoincrement=False,
            )
        )  # fmt: skip
    for position, check in enumerate(checks):
        constraints.append(sa.CheckConstraint(check, name=f"ck_{name}_{position}"))
    lead = ("restaurant_id",) if scoped else ()
    for words in unique:
        constraints.append(sa.UniqueConstraint(*lead, *words, name=f"uq_{name}_{'_'.join(words)}"))
    made = sa.Table(name, metadata, *columns, *constraints, sqlite_strict=True, sqlite_with_rowid=False)
    for words in indexes:
        sa.Index(f"ix_{name}_{'_'.join(words)}", *(made.c[word] for word in ("restaurant_id", *words)))
    return RowTable(
        row_type=row_type, table=made, names=names, key_names=key_names, indexes=indexes,
        json_columns=tuple(json_columns), bool_columns=tuple(bool_columns),
    )  # fmt: skip


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint):
        rest = [part for part in get_args(hint) if part is not type(None)]
        if len(rest) != 1:
            raise TypeError(f"a column has one type besides null: {hint}")
        return rest[0], True
    return hint, False


def _column_type(plain: Any) -> sa.types.TypeEngine[Any] | None:
    if plain in (int, bool):
        return _BIG
    if plain is str or get_origin(plain) is Literal:
        return sa.Text()
    if plain is bytes:
        return sa.LargeBinary()
    return None
