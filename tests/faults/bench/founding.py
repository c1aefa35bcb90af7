"""Restaurants for the bench: made once a run, copied for each test."""

import shutil
import socket
from pathlib import Path

from tests.support.server import SMALL, Server

ROLES = ("manager", "waiter", "kitchen")
PORTS = range(21_000, 29_000, 7)


class Founded:
    """A data folder with a restaurant, the tokens of its roles and its printers' ports."""

    def __init__(self, folder: Path) -> None:
        self.ports = _free_ports(2)
        text = SMALL.read_text()
        for printed, port in zip(("9100", "9101"), self.ports, strict=True):
            text = text.replace(f"tcp://127.0.0.1:{printed}", f"tcp://127.0.0.1:{port}")
        text = text.replace(
            'bun: {name: Bun, unit: each, on_hand: "80"', 'bun: {name: Bun, unit: each, on_hand: "900000"'
        )
        self._server = Server(folder)
        self._server.found(text, ROLES)

    def copy(self, folder: Path) -> Server:
        """The restaurant in a folder of its own, not served yet."""
        shutil.copytree(
            self._server.folder, folder, ignore=shutil.ignore_patterns("control*"), dirs_exist_ok=True
        )
        server = Server(folder)
        server.tokens = self._server.tokens
        return server


def _free_ports(count: int) -> list[int]:
    """Ports outside the range that outgoing connections are given, so that they stay free."""
    free: list[int] = []
    for port in PORTS:
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
        free.append(port)
        if len(free) == count:
            break
    return free
