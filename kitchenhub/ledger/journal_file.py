"""The books as files: each business day's entries twice, for beancount and for hledger, each entry
exactly once.

An entry is appended with a closing mark, synced, and only then reported as delivered. What a crash left
without its mark is cut off before the next entry; what stands already is not written again.
"""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from babel.numbers import get_currency_precision

from kitchenhub.store.outbox import OutboxRow

_MARK = re.compile(r"^; end (\S+)$", re.M)
_OPENED = re.compile(r"^\S+ open (\S+)", re.M)


class JournalFile:
    """The outbox destination that writes journal files into a folder."""

    name = "journal_file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: dict[Path, _Written] = {}

    def deliver(self, rows: Sequence[OutboxRow]) -> None:
        """Append the entries of these rows. Raises OSError; repeating it is harmless."""
        self._folder.mkdir(parents=True, exist_ok=True)
        by_day: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            by_day.setdefault(str(row.payload["business_day"]), []).append(row.payload)
        for day, entries in by_day.items():
            self._append(self._folder / f"{day}.beancount", entries, _beancount_head, beancount_entry)
            self._append(self._folder / f"{day}.journal", entries, _hledger_head, hledger_entry)

    def _append(self, file: Path, entries: list[dict[str, Any]], head: Any, render: Any) -> None:
        written = self._written.get(file)
        if written is None or not file.exists() or file.stat().st_size != written.size_bytes:
            written = self._written[file] = _Written(whole_part(file))
        added = "" if written.size_bytes else head(entries[0])
        for entry in entries:
            if entry["id"] not in written.ids:
                added += render(entry, written.opened) + f"; end {entry['id']}\n\n"
                written.ids.add(entry["id"])
        if added:
            del self._written[file]  # until it is synced nobody may rely on it
            with file.open("ab") as stream:
                stream.truncate(written.size_bytes)
                stream.write(added.encode())
                stream.flush()
                os.fsync(stream.fileno())
            written.size_bytes += len(added.encode())
            self._written[file] = written


class _Written:
    """What a file holds: entries, opened accounts, and its size in bytes."""

    def __init__(self, text: str) -> None:
        self.ids = set(_MARK.findall(text))
        self.opened = set(_OPENED.findall(text))
        self.size_bytes = len(text.encode())


def whole_part(file: Path) -> str:
    """What of a file is whole: up to its last closing mark. A torn entry at the end is left out."""
    if not file.exists():
        return ""
    text = file.read_bytes().decode(errors="replace")
    marks = list(_MARK.finditer(text))
    if not marks:
        return ""
    end = marks[-1].end()
    return text[:end] + "\n\n" if text[end : end + 2] == "\n\n" else text[: _before(marks, text)]


def _before(marks: list[re.Match[str]], text: str) -> int:
    """Where the file is whole when the last mark's own line end is torn."""
    return marks[-2].end() + 2 if len(marks) > 1 else 0


def beancount_entry(entry: dict[str, Any], opened: set[str]) -> str:
    """An entry for beancount, with `open` directives for accounts that the file has not seen."""
    day, currency = entry["business_day"], entry["currency"]
    lines: list[str] = []
    for account in _accounts(entry):
        name = beancount_account(account)
        if name not in opened:
            opened.add(name)
            lines.append(f"{day} open {name} {currency}")
    lines.append(f'{day} * "{_quoted(entry["text"])}"')
    lines.append(f'  id: "{entry["id"]}"')
    lines += [f"  {beancount_account(account)}  {amount}" for account, amount in _amounts(entry)]
    return "\n".join(lines) + "\n"


def hledger_entry(entry: dict[str, Any], opened: set[str]) -> str:
    """An entry for hledger."""
    text = entry["text"].replace(";", ",").replace("|", " ")
    lines = [f"{entry['business_day']} * ({entry['id']}) {text}"]
    lines += [f"    {account}  {amount}" for account, amount in _amounts(entry)]
    return "\n".join(lines) + "\n"


def beancount_account(account: str) -> str:
    """An account as beancount names it: `income:sales:cold_dishes` → `Income:Sales:Cold-dishes`."""
    parts = (re.sub(r"[^A-Za-z0-9-]", "-", part) for part in account.split(":"))
    return ":".join(_component(part) for part in parts)


def _component(part: str) -> str:
    """A part of an account name; beancount wants it to begin with a capital or a digit."""
    return part[0].upper() + part[1:] if part[:1].isalnum() else f"X{part}"


def _accounts(entry: dict[str, Any]) -> Iterable[str]:
    return [line["account"] for line in entry["lines"]]


def _amounts(entry: dict[str, Any]) -> list[tuple[str, str]]:
    digits = get_currency_precision(entry["currency"])
    return [
        (
            line["account"],
            f"{_decimal(line['debit_cents'] - line['credit_cents'], digits)} {entry['currency']}",
        )
        for line in entry["lines"]
    ]


def _decimal(cents: int, digits: int) -> str:
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    if digits == 0:
        return f"{sign}{cents}"
    whole, rest = divmod(cents, 10**digits)
    return f"{sign}{whole}.{rest:0{digits}d}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _beancount_head(entry: dict[str, Any]) -> str:
    day, currency = entry["business_day"], entry["currency"]
    title = f'option "title" "KitchenHub {day}"\noption "operating_currency" "{currency}"\n'
    return title + "; end head\n\n"


def _hledger_head(entry: dict[str, Any]) -> str:
    return f"; KitchenHub {entry['business_day']}\n; end head\n\n"
