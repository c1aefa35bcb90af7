"""The listening socket, taken before anything else so that a busy port is known at once.

Connections inherit its options: a peer that takes nothing for 20 s (a tablet out of reach, a frozen screen)
is dropped by the kernel, however much is still buffered for it.
"""

import contextlib
import errno
import socket

from kitchenhub.errors import CannotStart

BACKLOG = 2_048
UNACKNOWLEDGED_MS_MAX = 20_000
KEEPALIVE_IDLE_SECONDS = 10
KEEPALIVE_INTERVAL_SECONDS = 5


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; connections wait in its queue until the server is ready. Raises CannotStart."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise CannotStart(f"{host!r} is not an address this machine can listen on.") from None
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _drop_dead_peers(listening)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError as fault:
        listening.close()
        raise CannotStart(_reason(host, port, fault)) from None
    return listening


def url_of(listening: socket.socket) -> str:
    """The address as a browser wants it."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _drop_dead_peers(listening: socket.socket) -> None:
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (
        ("TCP_USER_TIMEOUT", UNACKNOWLEDGED_MS_MAX),
        ("TCP_KEEPIDLE", KEEPALIVE_IDLE_SECONDS),
        ("TCP_KEEPINTVL", KEEPALIVE_INTERVAL_SECONDS),
        ("TCP_KEEPCNT", 2),
    ):
        option = getattr(socket, name, None)  # Linux has all of them, others some
        if option is not None:
            with contextlib.suppress(OSError):
                listening.setsockopt(socket.IPPROTO_TCP, option, value)


def _reason(host: str, port: int, fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program; choose another with --port."
    if fault.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine; choose another with --host."
    if fault.errno == errno.EACCES:
        return f"Port {port} needs rights that this user does not have; choose one above 1023 with --port."
    return f"Cannot listen on {host} port {port}: {fault.strerror}."
