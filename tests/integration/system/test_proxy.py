"""The shipped Caddyfile in front of a real hub: TLS, cookies that are Secure, sockets that stay open."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest
import websockets

from kitchenhub.store.work import uuid7
from tests.support.server import Server, burger, order, serving

CADDYFILE = Path(__file__).resolve().parents[3] / "docker" / "Caddyfile"
# Longer than any time-out that the Caddyfile sets for heads of requests, and two beats.
QUIET_SECONDS = 12.0
PROXY = "127.0.0.1,::1"


def free_port() -> int:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])


class Door:
    """The proxy and how a tablet reaches it."""

    def __init__(self, port: int, trust: ssl.SSLContext) -> None:
        self.url = f"https://localhost:{port}"
        self.trust = trust

    def client(self) -> httpx2.AsyncClient:
        """A browser, as far as cookies go."""
        return httpx2.AsyncClient(base_url=self.url, verify=self.trust, timeout=20)


@asynccontextmanager
async def a_door(server: Server, folder: Path) -> AsyncIterator[Door]:
    """Caddy with the shipped file; what differs comes from its environment, as in a container."""
    port = free_port()
    environ = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder), "HTTP_PORT": str(free_port()), "HTTPS_PORT": str(port),
        "KITCHENHUB_HUBS": server.url.removeprefix("http://"),
    }  # fmt: skip
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(
            ["caddy", "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"],
            env=environ, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        root = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        for _ in range(300):
            if root.exists() and not await asyncio.to_thread(_refuses, port):
                break
            await asyncio.sleep(0.05)
        else:
            raise AssertionError((folder / "caddy.log").read_text()[-2000:])
        yield Door(port, ssl.create_default_context(cafile=str(root)))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def _refuses(port: int) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.timeout(120)
async def test_through_the_proxy_orders_arrive_and_a_quiet_screen_is_not_cut(tmp_path: Path) -> None:
    folder = tmp_path / "caddy"
    folder.mkdir()
    roles = ("waiter", "kitchen")
    async with (
        serving(tmp_path / "data", roles=roles, KITCHENHUB_TRUSTED_PROXIES=PROXY) as server,
        a_door(server, folder) as door,
    ):
        live = f"{door.url.replace('https', 'wss')}/api/v1/live?topics=station:grill"
        headers = {"Authorization": f"Bearer {server.tokens['kitchen']}"}
        async with websockets.connect(
            live,
            ssl=door.trust,
            additional_headers=headers,
            subprotocols=[websockets.Subprotocol("kitchenhub.v1")],
        ) as screen:
            assert json.loads(await screen.recv())["kind"] == "snapshot"
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(QUIET_SECONDS):
                    while True:
                        assert json.loads(await screen.recv())["kind"] == "beat"
            async with door.client() as waiter:
                allowed = {"Authorization": f"Bearer {server.tokens['waiter']}", "Idempotency-Key": uuid7()}
                sent = await waiter.post(
                    "/api/v1/orders", json=order(uuid7(), burger(uuid7())), headers=allowed
                )
            assert sent.status_code == 201, sent.text
            async with asyncio.timeout(5):
                while json.loads(frame := await screen.recv())["kind"] == "beat":
                    pass
            assert json.loads(frame)["type"] == "ticket.opened"


async def test_behind_the_proxy_a_page_is_known_to_be_https(tmp_path: Path) -> None:
    folder = tmp_path / "caddy"
    folder.mkdir()
    async with (
        serving(tmp_path / "data", roles=(), KITCHENHUB_TRUSTED_PROXIES=PROXY) as server,
        a_door(server, folder) as door,
    ):
        async with door.client() as browser:
            assert (await browser.get("/health/ready")).status_code == 200
            assert (await browser.get("/metrics")).status_code == 404
            signed_in = await browser.post(
                "/api/v1/sessions", json={"staff": "luca", "pin": "1470"},
                headers={"Idempotency-Key": uuid7(), "Origin": door.url},
            )  # fmt: skip
        assert signed_in.status_code == 201, signed_in.text
        cookie = signed_in.headers["set-cookie"]
        assert cookie.startswith("__Host-kitchenhub=")
        assert "Secure" in cookie
