"""Real Chromium against the real demo: one server and one browser for the folder, a context per person."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from kitchenhub.store.work import uuid7

PINS = {"luca": "1470", "sam": "1590", "ada": "2580"}
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
TABLET = {"width": 1280, "height": 800}
# What the browser itself says of answers that are part of the trade (409 …) and of cut connections.
EXPECTED = ("the server responded with a status of", "ERR_INTERNET_DISCONNECTED", "WebSocket connection to")


class Demo:
    """The running demo, its owner token, and people who open pages of it."""

    def __init__(self, url: str, token: str, browser: Browser, shots: Path) -> None:
        self.url = url
        self.token = token
        self._browser = browser
        self._shots = shots
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    async def open(self, who: str | None, path: str, size: dict[str, int] = TABLET) -> Page:
        """A page in a context of its own, signed in as somebody."""
        context = await self._browser.new_context(viewport=size)  # type: ignore[arg-type]
        self._contexts.append(context)
        if who is not None:
            answer = await context.request.post(
                f"{self.url}/api/v1/sessions",
                data={"staff": who, "pin": PINS[who]},
                headers={"Idempotency-Key": uuid7()},
            )
            assert answer.status == 201
        page = await context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda fault: self.complaints.append(f"error: {fault}"))
        await page.goto(self.url + path)
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in EXPECTED):
            self.complaints.append(message.text)

    async def api(self, method: str, path: str, body: Any = None) -> Any:
        """Call the API as the owner; it must succeed."""
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": uuid7()}
        async with httpx2.AsyncClient(base_url=f"{self.url}/api/v1", headers=headers) as client:
            answer = await client.request(method, path, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    async def shot(self, page: Page, name: str) -> None:
        """A screenshot for people to look at."""
        await page.screenshot(path=self._shots / f"{name}.png")

    async def leave(self) -> None:
        """Close every context; nobody may have complained."""
        for context in self._contexts:
            await context.close()
        self._contexts.clear()
        complaints, self.complaints = self.complaints, []
        assert complaints == []


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def _served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    shots = Path(os.environ.get("KITCHENHUB_SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    shots.mkdir(parents=True, exist_ok=True)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kitchenhub", "demo", "--data", str(folder / "data"), "--port", "0"],
            stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        line = (await asyncio.to_thread(process.stdout.readline)).decode()
        assert line.startswith("ready "), (folder / "log").read_text()
        token = json.loads((folder / "data" / "demo.json").read_text())["token"]
        chromium = shutil.which("chromium")
        assert chromium, "Chromium is missing: tests/run installs it"
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            made = Demo(line.split()[1], token, browser, shots)
            await made.api("POST", "/drawer-sessions", {"drawer": "bar", "opening_float_cents": 15_000})
            yield made
            await browser.close()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        if process.stdout is not None:
            process.stdout.close()


@pytest_asyncio.fixture(loop_scope="session")
async def demo(_served: Demo) -> AsyncIterator[Demo]:
    yield _served
    await _served.leave()
