"""Several serving processes on one port: the parent holds it, starts the workers and replaces fallen ones.

Only beside PostgreSQL, where several processes may write. The workers inherit the listening socket, so the
kernel spreads the connections; the parent serves nothing itself.
"""

import os
import signal
import time
from collections.abc import Callable

import structlog

from kitchenhub.errors import CannotStart

# A worker that falls at once is not replaced in a circle.
REPLACE_PAUSE_SECONDS = 1.0
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
log = structlog.get_logger("workers")
Work = Callable[[Callable[[], None]], None]


class Workers:
    """`count` processes that each run `work`, which calls what it is handed once it listens."""

    def __init__(self, count: int, work: Work) -> None:
        self._count = count
        self._work = work
        self._pids: set[int] = set()
        self._stopping = False

    def run(self, ready: Callable[[], None]) -> None:
        """Serve until a signal says stop; `ready` is called when all workers are.

        Raises CannotStart when one of them cannot begin; it has said why.
        """
        for number in _SIGNALS:
            signal.signal(number, lambda *_: self._stop())
        pipes = [self._start() for _ in range(self._count)]
        begun = [self._is_ready(pipe) for pipe in pipes]
        if not all(begun) and not self._stopping:
            self._stop()
            self._wait()
            raise CannotStart("A worker could not start.")
        if not self._stopping:
            ready()
        self._wait()

    def _start(self) -> int:
        """Fork a worker; the end of a pipe on which it says that it is ready."""
        reading, writing = os.pipe()
        pid = os.fork()
        if pid:
            os.close(writing)
            self._pids.add(pid)
            return reading
        os.close(reading)
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        code = 1
        try:
            self._work(lambda: _say(writing))
            code = 0
        except CannotStart as refusal:
            os.write(2, f"kitchenhub: {refusal}\n".encode())
            code = 2
        finally:
            os._exit(code)

    def _is_ready(self, pipe: int) -> bool:
        said = os.read(pipe, 1)
        os.close(pipe)
        return bool(said)

    def _stop(self) -> None:
        self._stopping = True
        for pid in self._pids:
            os.kill(pid, signal.SIGTERM)

    def _wait(self) -> None:
        while self._pids:
            pid, status = os.wait()
            self._pids.discard(pid)
            if not self._stopping:
                log.error("a worker fell and is replaced", pid=pid, code=os.waitstatus_to_exitcode(status))
                time.sleep(REPLACE_PAUSE_SECONDS)
                if not self._stopping:
                    self._is_ready(self._start())


def _say(pipe: int) -> None:
    os.write(pipe, b"1")
    os.close(pipe)
