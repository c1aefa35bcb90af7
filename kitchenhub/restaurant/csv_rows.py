"""CSV text as rows that know their lines. Strict about the header and the number of cells.

A byte order mark, CRLF and a final empty line are fine, since spreadsheets write them.
"""

import csv
from collections.abc import Callable, Collection, Iterator
from io import StringIO
from typing import TypeVar

from kitchenhub.restaurant.checks import unfit_character
from kitchenhub.restaurant.mistakes import Mistakes, WrongValue, shown

T = TypeVar("T")


class CsvRow:
    """One row: cells by column name, edges trimmed. Reading a wrong cell notes the mistake."""

    def __init__(self, line: int, cells: dict[str, str], mistakes: Mistakes) -> None:
        self.line, self.cells, self.mistakes = line, cells, mistakes

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def wrong(self, column: str, message: str) -> None:
        """Note a mistake in a cell of this row."""
        self.mistakes.add(self.line, column, message)

    def value(self, column: str, read: Callable[[str], T], default: T, *, required: bool = True) -> T:
        """The cell as `read` takes it; the default when it is empty or wrong."""
        text = self[column]
        if not text:
            if required:
                self.wrong(column, "is empty")
            return default
        try:
            return read(text)
        except WrongValue as error:
            self.wrong(column, str(error))
            return default


def csv_rows(
    text: str, required: Collection[str], optional: Collection[str], mistakes: Mistakes
) -> Iterator[CsvRow]:
    """The rows under a header that has all required columns, any of the optional ones and no others.

    Mistakes of form are noted; after a wrong header, or text that is not CSV, no rows follow.
    """
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    line = 1
    header: list[str] | None = None
    try:
        for cells in reader:
            line, first = reader.line_num + 1, line
            if header is None:
                header = [cell.strip() for cell in cells]
                if not _header_fits(header, required, optional, mistakes):
                    return
            elif cells and _cells_fit(cells, len(header), first, mistakes):
                named = zip(header, (cell.strip() for cell in cells), strict=True)
                yield CsvRow(first, dict(named), mistakes)
    except csv.Error as error:
        mistakes.add(reader.line_num or 1, "", f"not CSV: {error}")
        return
    if header is None:
        mistakes.add(1, "", "the file is empty")


def _header_fits(
    header: list[str], required: Collection[str], optional: Collection[str], mistakes: Mistakes
) -> bool:
    before = len(mistakes.found)
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        mistakes.add(1, "", "the cells must be separated by commas")
        return False
    for index, column in enumerate(header):
        if column not in (*required, *optional):
            near = mistakes.suggestion(column, (*required, *optional))
            mistakes.add(1, "", f'no column is called "{shown(column)}"{near}')
        elif column in header[:index]:
            mistakes.add(1, "", f'the column "{column}" stands twice')
    missing = [column for column in required if column not in header]
    if missing:
        mistakes.add(1, "", f"the column {' and '.join(missing)} is missing")
    return len(mistakes.found) == before


def _cells_fit(cells: list[str], width: int, line: int, mistakes: Mistakes) -> bool:
    if len(cells) != width:
        mistakes.add(line, "", f"has {len(cells)} cells instead of {width}")
        return False
    for cell in cells:
        if unfit := unfit_character(cell):
            mistakes.add(line, "", f"contains the character {unfit}, which cannot be shown or printed")
            return False
    return True
