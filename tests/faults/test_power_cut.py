"""F3: a power cut at any moment. The shipped server's writes are recorded and rebuilt up to random cuts."""

import asyncio
import random
import shutil
from copy import copy
from pathlib import Path

import pytest

from kitchenhub.store.migrate import migrate
from kitchenhub.store.opening import open_database
from kitchenhub.verify.audit import audit, told
from tests.faults.bench import checking
from tests.faults.bench.founding import Founded
from tests.faults.bench.journal import Entry, Journal
from tests.faults.bench.replaying import Disk
from tests.faults.bench.rig import Rig, rigged
from tests.faults.bench.scale import dice_of, size
from tests.faults.bench.table import Outcome, not_done, proving
from tests.faults.bench.tablets import Tablet
from tests.faults.bench.tracing import Operation, await_end, recorded, recorder, why_not

CUTS = size(20, 500)
SERVED_CUTS = size(1, 20)
COMMANDS = size(350, 2_000)
NAME = "kitchenhub.db"
FILES = (NAME, f"{NAME}-wal", f"{NAME}-journal")
WHAT = "power cut: writes recorded, unsynced ones dropped or torn"


@pytest.mark.timeout(120 + CUTS * 10)
async def test_no_power_cut_loses_what_was_acknowledged(founded: Founded, tmp_path: Path) -> None:
    dice = dice_of("F3")
    if reason := why_not():
        not_done("F3", WHAT, reason)
        pytest.skip(f"F3 needs strace: {reason}")
    with proving("F3", WHAT) as outcome:
        async with rigged(founded, tmp_path / "data", dice, serve=False) as rig:
            base, trace = tmp_path / "base", tmp_path / "trace"
            shutil.copytree(rig.server.folder, base)
            await rig.start(outcome, *recorder(rig.server.folder / NAME, trace))
            assert rig.server.process is not None
            await fill(rig)
            rig.server.kill()
            await rig.halt()
            await asyncio.to_thread(await_end, trace, rig.server.process.pid)
            operations = list(recorded(trace))
            entries = list(rig.journal.entries.values())
            disk, done = Disk(base, FILES), 0
            for count, cut in enumerate(sorted(cuts_of(operations, dice))):
                for operation in operations[done:cut]:
                    disk.take(operation)
                done = cut
                folder = tmp_path / f"cut-{cut}"
                shutil.copytree(base, folder, ignore=shutil.ignore_patterns(f"{NAME}*"))
                mood = disk.cut(folder, dice)
                check(folder / NAME, entries, operations[cut - 1].at, outcome, f"cut {cut}, {mood}")
                if count % max(1, CUTS // SERVED_CUTS) == CUTS // SERVED_CUTS // 2:
                    await serve_again(rig, folder, operations[cut - 1].at, outcome)
                shutil.rmtree(folder)
                outcome.times += 1


async def fill(rig: Rig) -> None:
    """Enough commands, and a checkpoint, which is when the database itself grows."""
    database = rig.server.folder / NAME
    founded_bytes = database.stat().st_size
    rig.load(4)
    while len(rig.journal.entries) < COMMANDS or database.stat().st_size == founded_bytes:
        await asyncio.sleep(0.1)


def cuts_of(operations: list[Operation], dice: random.Random) -> list[int]:
    """After how many operations the power goes: anywhere, and around syncs and the checkpoint."""
    syncs = [at for at, one in enumerate(operations) if one.kind == "sync"]
    checkpoint = [at for at, one in enumerate(operations) if one.file == NAME]
    return [
        max(1, min(len(operations), dice.choice((dice.randrange(len(operations)), dice.choice(syncs),
                                                 dice.choice(checkpoint))) + dice.randint(0, 1)))
        for _ in range(CUTS)
    ]  # fmt: skip


def check(path: Path, entries: list[Entry], cut_at: float, outcome: Outcome, what: str) -> None:
    """Open the files as the shipped hub does; everything acknowledged before the cut is there, once."""
    database = open_database(path)
    try:
        migrate(database, path.parent / "backups")
        database.open_writer().close()
        findings = audit(database)
    finally:
        database.close()
    for found in findings.values():
        assert found.sound, f"{what}: " + "\n".join(told(found))
    verdict = checking.compare(checking.Rows(path), entries, cut_at)
    outcome.lost += len(verdict.lost)
    outcome.doubled += len(verdict.doubled)
    assert verdict.lost + verdict.doubled == [], f"{what}: {checking.first(verdict.lost + verdict.doubled)}"


async def serve_again(rig: Rig, folder: Path, cut_at: float, outcome: Outcome) -> None:
    """The real server on the files: what was asked until the cut is asked again, and is there once."""
    server = rig.server
    server.folder, before = folder, server.folder
    journal = Journal(folder / "again")
    for entry in rig.journal.entries.values():
        if entry.asked_at < cut_at:
            known = entry.answered_at < cut_at and entry.status
            journal.entries[entry.key] = copy(entry) if known else Entry(entry.key, entry.path, entry.body, 0)
    tablet = Tablet(lambda: server.url, server.tokens["manager"], journal)
    try:
        await rig.start(outcome)
        for entry in journal.entries.values():
            await tablet.repeat(entry)
        assert journal.faults == [], checking.first(journal.faults)
        verdict = checking.compare(checking.Rows(folder / NAME), journal.entries.values())
        assert verdict.lost + verdict.doubled == [], checking.first(verdict.lost + verdict.doubled)
        server.stop()
        server.command("verify", "--data", str(folder))
    finally:
        await tablet.close()
        journal.close()
        server.folder = before
