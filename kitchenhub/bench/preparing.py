"""What the rounds need: a fresh hub with the bench restaurant, and the floor's copy of what one order
writes.
"""

import contextlib
import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from kitchenhub.api.problems import encode_rejection
from kitchenhub.bench.capture import RecordingDatabase
from kitchenhub.bench.floor import Template
from kitchenhub.bench.orders import RESTAURANT, new_ids, order_body
from kitchenhub.cards import ANSWERS, CARDS
from kitchenhub.consequences import CONSEQUENCES
from kitchenhub.errors import CannotStart
from kitchenhub.hub import Hub
from kitchenhub.orders.placing import place_order
from kitchenhub.orders.wire import NewOrder
from kitchenhub.store.restaurants import restaurant_ids
from kitchenhub.store.times import now_text
from kitchenhub.store.work import Actor
from kitchenhub.store.writer import Answer, Command, Committed

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
STARTS = 3


class HubProcess(msgspec.Struct, frozen=True):
    """The shipped server, serving the bench restaurant."""

    pid: int
    port: int


class Scale(msgspec.Struct, frozen=True):
    """What of the hub is measured: its database (None: SQLite in its folder), processes and restaurants."""

    database_url: str | None = None
    processes: int = 1
    restaurants: int = 1

    def environment(self) -> dict[str, str]:
        """The variables of the hub."""
        settings = {"KITCHENHUB_SPOOLER": "alone", "KITCHENHUB_LOG_LEVEL": "info"}
        if self.database_url is not None:
            settings |= {
                "KITCHENHUB_DATABASE_URL": self.database_url, "KITCHENHUB_WORKERS": str(self.processes),
            }  # fmt: skip
        return {**os.environ, **settings}


class Prepared(msgspec.Struct, frozen=True):
    """What each measurement starts from: a folder and a database file without orders, a token for each
    restaurant, a template. Rows in PostgreSQL stay from one measurement to the next.
    """

    folder: Path
    database: Path
    tokens: list[str]
    template: Path
    start_seconds: list[float]
    scale: Scale

    @contextlib.contextmanager
    def copied(self) -> Iterator["Prepared"]:
        """The same in files of its own, so that no measurement finds the orders of another."""
        with tempfile.TemporaryDirectory(prefix="round-", dir=self.folder.parent) as made:
            folder = Path(shutil.copytree(self.folder, Path(made) / "hub"))
            database = Path(shutil.copy(self.database, made))
            yield msgspec.structs.replace(self, folder=folder, database=database)

    @contextlib.contextmanager
    def hub(self) -> Iterator[HubProcess]:
        """The hub as shipped, until the end."""
        process = subprocess.Popen(
            [sys.executable, "-m", "kitchenhub", "serve", "--data", str(self.folder), "--port", "0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.scale.environment(),
        )  # fmt: skip
        try:
            assert process.stdout is not None
            line = process.stdout.readline().decode()
            if not line.startswith("ready "):
                raise CannotStart("The bench's hub did not become ready.")
            yield HubProcess(process.pid, int(line.rpartition(":")[2]))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def prepare(folder: Path, say: Callable[[str], None], scale: Scale) -> Prepared:
    """Make the restaurant, record one order, and time the hub's start. Raises CannotStart."""
    say("making the bench restaurant")
    hub_folder = folder / "hub"
    hub_folder.mkdir()
    file = folder / "bench.yaml"
    file.write_text(RESTAURANT)
    data = ("--data", str(hub_folder))
    _command("init", str(file), *data, scale=scale)
    for _ in range(1, scale.restaurants):
        _command("restaurant", "add", str(file), *data, scale=scale)
    token = ("token", "create", "bench", "--role", "owner", "--restaurant")
    tokens = [_command(*token, str(number + 1), *data, scale=scale) for number in range(scale.restaurants)]
    floor_file = folder / "floor.db"
    _command("init", str(file), "--data", str(folder / "floor"), scale=Scale())
    shutil.copy(folder / "floor" / "kitchenhub.db", floor_file)
    template = folder / "template.msgpack"
    recorded = Path(shutil.copy(floor_file, folder / "recorded.db"))
    template.write_bytes(msgspec.msgpack.encode(_record(recorded)))
    prepared = Prepared(hub_folder, floor_file, tokens, template, [], scale)
    for _ in range(STARTS):
        begun = time.perf_counter()
        with prepared.hub():
            prepared.start_seconds.append(time.perf_counter() - begun)
    return prepared


def _command(*words: str, scale: Scale) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kitchenhub", *words], capture_output=True, text=True, check=False,
        env=scale.environment(),
    )  # fmt: skip
    if done.returncode != 0:
        raise CannotStart(f"`kitchenhub {words[0]}` failed: {done.stderr.strip()}")
    return done.stdout.strip()


def _record(file: Path) -> Template:
    """Place one order on a copy of the database and keep what was written, answered and told."""
    database = RecordingDatabase(file)
    committed: list[Committed] = []
    hub = Hub(database, now_text, CONSEQUENCES, CARDS, ANSWERS, encode_rejection, committed.extend)
    hub.writer.start()
    restaurant_id = restaurant_ids(database)[0]

    def place(ids: list[str]) -> Answer:
        body = msgspec.json.decode(order_body(ids), type=NewOrder)
        run = functools.partial(place_order, body=body)
        actor = Actor("token", "bench", "bench", "owner")
        command = Command("post_orders", restaurant_id, actor, run, ids[0], bytes(32))
        return hub.writer.submit(command).result(30)

    place(new_ids())  # the first order also makes counters; the second is like all that follow
    committed.clear()
    ids = new_ids()
    answers: list[Answer] = []
    statements = database.record(lambda: answers.append(place(ids)))
    hub.writer.stop()
    database.close()
    if answers[0].status != 201:
        raise CannotStart(f"The bench's own order was refused: {answers[0].body.decode()[:300]}")
    events: list[dict[str, Any]] = [
        msgspec.json.decode(event.frame) for group in committed for event in group.events
    ]
    made = {found for one in statements for row in one.rows for found in _ids_in(row)} - set(ids)
    return Template(
        str(file), statements, [*ids, *sorted(made)], msgspec.json.decode(answers[0].body), events
    )


def _ids_in(row: list[Any]) -> list[str]:
    return [value for value in row if isinstance(value, str) and _ID.fullmatch(value)]
