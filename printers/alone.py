"""The spooler as a process of its own, inside the restaurant's network: `python -m printers spool`.

It makes outgoing connections only: to the hub over HTTP and to the printers. What a hub says about where
printers are is believed within the networks and ports that this process was told.
"""

import asyncio
import os
import random
import secrets
import signal
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import msgspec

from printers.address import PrinterNetworks
from printers.http_queue import HttpQueue, HubAway, HubRefused
from printers.spooler import Spooler

FIRST_PAUSE_SECONDS = 0.5
PAUSE_SECONDS_MAX = 5.0
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
Say = Callable[[str], None]


class CannotSpool(Exception):
    """The spooler was started wrongly: one sentence."""


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """Where a spooler works: the hub, the credential, its own name and the printers it takes (all there
    are).
    """

    url: str
    token: str
    name: str
    networks: PrinterNetworks
    printers: Sequence[str] = ()

    @property
    def holder(self) -> str:
        """The name on its leases, which no other process has, also not the same one started again."""
        return f"{self.name[:40]}-{os.getpid()}-{secrets.token_hex(3)}"


class Troubles:
    """Says a trouble once, and that it is over, instead of once a second."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._last: dict[str, str] = {}

    def __call__(self, what: str, fault: BaseException) -> None:
        """The spooler's `trouble`."""
        words = str(fault) if isinstance(fault, HubAway | HubRefused | LookupError) else repr(fault)
        if self._last.get(what) != words:
            self._last[what] = words
            self._say(f"{what}: {words}")


def checked(url: str, token: str) -> None:
    """Raises CannotSpool for an address or a token that can never work."""
    target = urlsplit(url)
    if target.scheme not in ("http", "https") or not target.hostname or target.query or target.fragment:
        raise CannotSpool(f"{url!r} is no address of a hub; write https://hub.example or http://hub:8000.")
    if not token.isascii() or not token.isprintable() or not token.strip() or " " in token:
        raise CannotSpool("The token is empty or no token; make one with `kitchenhub token create`.")


async def spool(post: Post, ready: Callable[[], None], say: Say) -> None:
    """Work until SIGTERM or SIGINT. Raises CannotSpool when the hub refuses at the start."""
    checked(post.url, post.token)
    if urlsplit(post.url).scheme == "http" and urlsplit(post.url).hostname not in _LOOPBACK:
        say("The token travels unencrypted; use https outside of a network that you trust.")
    task = asyncio.current_task()
    assert task is not None
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, task.cancel)
    queue = HttpQueue(post.url, post.token, post.holder, post.printers)
    try:
        await _reach(queue, post.url, say)
        ready()
        await Spooler(queue, post.networks, trouble=Troubles(say)).run()
    except asyncio.CancelledError:
        return
    finally:
        await queue.close()


async def _reach(queue: HttpQueue, url: str, say: Say) -> None:
    """Ask the hub for the printers until it answers for the first time."""
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            await queue.printers()
            return
        except HubRefused as refusal:
            raise CannotSpool(_refusal(refusal, url)) from None
        except HubAway as away:
            if pause == FIRST_PAUSE_SECONDS:
                say(f"{away} Trying again until there is a hub at {url}.")
        await asyncio.sleep(pause * (0.5 + random.random() / 2))
        pause = min(2 * pause, PAUSE_SECONDS_MAX)


def _refusal(refusal: HubRefused, url: str) -> str:
    if refusal.status == 401:
        return f"The hub at {url} does not know this token; `kitchenhub token create` makes one."
    if refusal.status == 403:
        return f"{refusal} Make a token with --role printer."
    return f"The hub at {url} refuses: {refusal}"


def host_name() -> str:
    """What a spooler is called when nobody names it."""
    return f"spool-{socket.gethostname()}"
