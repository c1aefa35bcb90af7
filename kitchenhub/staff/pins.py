"""PINs: argon2id over the PIN and a pepper that lies beside the database, never inside it.

Four digits are guessed in an hour by whoever holds the hashes, so the pepper is what protects them: a copy
of the database alone is worth nothing. Hashing is slow on purpose and runs in threads of its own, never in
the writer and never on the event loop.
"""

import asyncio
import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kitchenhub.errors import CannotStart

PEPPER_FILE = "pepper"
PEPPER_BYTES = 32
# OWASP's second recommendation (19 MiB, 2 passes): 40 ms here, where 64 MiB would take 0.3 s of one core
# and starve the two cores that a small house has. The pepper, not the cost, guards four digits.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
THREADS = 2


class Pins:
    """Hashes and checks PINs with one pepper."""

    def __init__(self, pepper: bytes) -> None:
        self._pepper = pepper
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pins")
        self._nobody = self.hash(secrets.token_hex(8))

    def hash(self, pin: str) -> str:
        """The text to keep for a PIN. Takes 40 ms: call it in a thread."""
        return _HASHER.hash(self._peppered(pin))

    def fits(self, kept: str | None, pin: str) -> bool:
        """Whether a PIN is the kept one. With nothing kept the same work is done, and the answer is no."""
        try:
            fitting = _HASHER.verify(kept or self._nobody, self._peppered(pin))
        except (VerificationError, InvalidHashError):
            return False
        return fitting and kept is not None

    async def check(self, kept: str | None, pin: str) -> bool:
        """`fits`, off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.fits, kept, pin)

    async def hash_named(self, pins: Mapping[str, str | None]) -> dict[str, str]:
        """The hash of each person's PIN, off the event loop; who has none is left out."""
        named = {person: pin for person, pin in pins.items() if pin is not None}
        loop = asyncio.get_running_loop()
        hashing = (loop.run_in_executor(self._threads, self.hash, pin) for pin in named.values())
        return dict(zip(named, await asyncio.gather(*hashing), strict=True))

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _peppered(self, pin: str) -> str:
        return hmac.digest(self._pepper, pin.encode(), hashlib.sha256).hex()


def open_pins(data_dir: Path) -> Pins:
    """The PINs of a data folder; its pepper file (mode 0600) is made when there is none.

    Raises CannotStart when the file is damaged.
    """
    path = data_dir / PEPPER_FILE
    if not path.exists():
        _make_pepper(path)
    try:
        pepper = bytes.fromhex(path.read_text("ascii"))
    except ValueError:
        pepper = b""
    if len(pepper) < PEPPER_BYTES:
        raise CannotStart(f"{path} is damaged: PINs cannot be checked. Put it back from your backup.")
    return Pins(pepper)


def _make_pepper(path: Path) -> None:
    made = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(PEPPER_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(made, path)  # unlike a rename this never replaces a pepper that another process just made
    except FileExistsError:
        pass
    finally:
        made.unlink()
