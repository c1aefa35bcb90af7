"""The journal files: two accountants' programs accept them, and every entry stands in them exactly once."""

import shutil
import subprocess
import sys
from pathlib import Path

from kitchenhub.bills.paying import pay
from kitchenhub.ledger.journal_file import JournalFile
from kitchenhub.store.outbox import OutboxRow
from tests.integration.bills.test_bills import billed, payment
from tests.integration.orders.test_placing import burger, line
from tests.support.house import House

DAY = "2026-11-20"


def evening(folder: Path) -> list[OutboxRow]:
    """Two settled bills, as they wait in the outbox."""
    house = House(folder)
    for lines in ((burger(), line("beer")), (line(),)):
        _, bill = billed(house, *lines, covers=None)
        house.run(pay, bill["id"], payment(bill["totals"]["due_cents"], tip_cents=100))
    with house.reader() as reader:
        rows = reader.find(OutboxRow)
    house.close()
    assert len(rows) == 2
    return rows


def run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_bean_check_and_hledger_accept_the_files(tmp_path: Path) -> None:
    JournalFile(tmp_path / "journal").deliver(evening(tmp_path))
    run(str(Path(sys.executable).parent / "bean-check"), str(tmp_path / "journal" / f"{DAY}.beancount"))
    hledger = shutil.which("hledger")
    assert hledger, "hledger is missing: tests/run installs it"
    file = str(tmp_path / "journal" / f"{DAY}.journal")
    run(hledger, "-f", file, "check")
    paid = (1700 + 550 + 2 * 100) / 100
    assert f"{paid:.2f} EUR" in run(hledger, "-f", file, "balance", "assets", "--depth", "1")


def test_an_entry_delivered_again_stands_there_once(tmp_path: Path) -> None:
    rows = evening(tmp_path)
    destination = JournalFile(tmp_path / "journal")
    destination.deliver(rows)
    before = (tmp_path / "journal" / f"{DAY}.beancount").read_bytes()
    destination.deliver(rows)
    JournalFile(tmp_path / "journal").deliver(rows)
    assert (tmp_path / "journal" / f"{DAY}.beancount").read_bytes() == before


def test_whatever_a_power_cut_leaves_is_made_whole(tmp_path: Path) -> None:
    rows = evening(tmp_path)
    JournalFile(tmp_path / "whole").deliver(rows)
    for name in (f"{DAY}.beancount", f"{DAY}.journal"):
        whole = (tmp_path / "whole" / name).read_bytes()
        for cut in range(0, len(whole), 23):
            folder = tmp_path / "torn"
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(whole[:cut])
            JournalFile(folder).deliver(rows)
            assert (folder / name).read_bytes() == whole, f"cut at {cut}"
            shutil.rmtree(folder)
