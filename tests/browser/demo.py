"""The demo as a process that can be stopped and started again, and people with pages of it open.

Every complaint of a page (console errors, uncaught errors, dialogs) is kept: nobody may have one at the end
of a test but for those the test has said it expects.
"""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Dialog, Locator, Page, expect

from kitchenhub.store.work import uuid7

TABLET = {"width": 1280, "height": 800}
WALL = {"width": 1920, "height": 1080}
PHONE = {"width": 390, "height": 844}
STOP_TIMEOUT_SECONDS = 20


def plain_environment() -> dict[str, str]:
    """The environment without settings: the suite's own variables are none of the server's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KITCHENHUB_")}


class Server:
    """`kitchenhub demo` on a free port; started again it has the same port and the same folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start, and wait for the line that says where it listens."""
        port = self.url.rpartition(":")[2] or "0"
        command = [sys.executable, "-m", "kitchenhub", "demo", "--data", str(self.folder / "data")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", port], stdout=subprocess.PIPE, stderr=log, env=plain_environment()
            )
        assert self._process.stdout is not None
        line = (await asyncio.to_thread(self._process.stdout.readline)).decode()
        assert line.startswith("ready "), (self.folder / "log").read_text()
        self.url = line.split()[1]

    async def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(process.wait, STOP_TIMEOUT_SECONDS)
        if process.stdout is not None:
            process.stdout.close()

    def keys(self) -> dict[str, Any]:
        """The owner's token and the PINs, as the demo wrote them down."""
        kept: dict[str, Any] = json.loads((self.folder / "data" / "demo.json").read_text())
        return kept


class Demo:
    """The running demo, its owner over the API, and people who open pages of it."""

    def __init__(self, server: Server, browser: Browser, shots: Path) -> None:
        self.server = server
        self._browser = browser
        self._shots = shots
        keys = server.keys()
        self._token = keys["token"]
        self._pins: dict[str, str] = {name: pin for name, _, pin in keys["pins"]}
        self._cookies: dict[str, Any] = {}
        self._contexts: list[BrowserContext] = []
        self._complaints: list[str] = []
        self._expected: list[str] = []

    @property
    def url(self) -> str:
        return self.server.url

    def pin_of(self, who: str) -> str:
        return self._pins[who]

    async def context(self, who: str | None, size: dict[str, int] = TABLET) -> BrowserContext:
        """A browser of its own with an empty cache; `who` is signed in already, or nobody."""
        signed_in = self._cookies.get(who or "")
        context = await self._browser.new_context(viewport=size, storage_state=signed_in)  # type: ignore[arg-type]
        self._contexts.append(context)
        context.on("console", self._hear)
        context.on("weberror", lambda fault: self._complaints.append(f"uncaught: {fault.error}"))
        context.on("dialog", self._dismiss)
        if who and signed_in is None:
            await self._sign_in(context, who)
        return context

    async def open(self, who: str | None, path: str, size: dict[str, int] = TABLET) -> Page:
        """A page in a context of its own; a signed-in one is live when this returns."""
        page = await (await self.context(who, size)).new_page()
        await page.goto(self.url + path)
        if who:
            await expect(chip(page)).to_contain_text("live")
        return page

    async def _sign_in(self, context: BrowserContext, who: str) -> None:
        people = await (await context.request.get(f"{self.url}/")).text()
        found = re.search(rf'"id":\s*"([^"]+)",\s*"name":\s*"{who}"', people)
        assert found, f"{who} is not among the people on the sign-in page"
        answer = await context.request.post(
            f"{self.url}/api/v1/sessions",
            data={"staff": found[1], "pin": self._pins[who]},
            headers={"Idempotency-Key": uuid7()},
        )
        assert answer.status == 201
        self._cookies[who] = await context.storage_state()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    async def _dismiss(self, dialog: Dialog) -> None:
        self._complaints.append(f"a dialog said {dialog.message!r}")
        await dialog.dismiss()

    def expects(self, *words: str) -> None:
        """What the console may say in this test: a refusal that is part of the trade, a cut line."""
        self._expected += words

    async def api(self, method: str, path: str, body: Any = None) -> Any:
        """Call the API as the owner; it must succeed."""
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": uuid7()}
        async with httpx2.AsyncClient(base_url=f"{self.url}/api/v1", headers=headers) as client:
            answer = await client.request(method, path, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    async def place(self, table: str, *lines: dict[str, Any], **facts: Any) -> Any:
        """An order sent by a program; each line is filled up with an id and a quantity of 1."""
        full = [{"id": uuid7(), "quantity": 1, **line} for line in lines]
        body = {"id": uuid7(), "type": "dine_in", "table": table, "covers": 2, "lines": full, **facts}
        return await self.api("POST", "/orders", body)

    async def order_at(self, table: str) -> Any:
        """The one open order of a table."""
        (order,) = (await self.api("GET", f"/orders?open=true&table={table}"))["orders"]
        return order

    async def shot(self, page: Page, name: str) -> None:
        """A screenshot for people to look at."""
        await page.screenshot(path=self._shots / f"{name}.png")

    async def leave(self) -> None:
        """Close every context; nobody may have complained of what was not expected."""
        for context in self._contexts:
            await context.close()
        self._contexts.clear()
        expected, self._expected = self._expected, []
        complaints, self._complaints = self._complaints, []
        assert [one for one in complaints if not any(words in one for words in expected)] == []


def chip(page: Page) -> Locator:
    """The words that say how old a page is."""
    return page.get_by_test_id("data-age")


def card_of(page: Page, table: str) -> Locator:
    """The ticket of a table on a kitchen screen."""
    return page.get_by_role("article", name=re.compile(rf"Table {table}\b"))
