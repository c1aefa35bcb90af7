"""Structured logs on stderr: lines for people or JSON for programs, escaped and capped.

Whatever a client sent may end up in a log line, so a value never brings its own line breaks or terminal
codes along, and never more than 500 characters. Stacks are for bugs only and are never capped.
"""

import contextlib
import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO, cast

import structlog

VALUE_LENGTH_MAX = 500
_KEPT_WHOLE = ("exception", "stack", "exc_info")
_FOREIGN = ("uvicorn", "uvicorn.error", "alembic", "asyncio", "websockets")


def start_logging(level: str, form: str) -> None:
    """Send every log line of the process to stderr. `form` is `console` or `json`."""
    least = logging.getLevelNamesMapping()[level.upper()]
    told = cast(TextIO, Told(sys.stderr))
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    after: list[Any] = [structlog.processors.format_exc_info, bound_values, _renderer(form)]
    structlog.configure(
        processors=[*before, *after],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(told),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(told)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *after],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(least, logging.WARNING))
    for name in _FOREIGN:
        logging.getLogger(name).setLevel(max(least, logging.WARNING))


class Told:
    """A stream for log lines. One that cannot be written (its disk is full, its reader is gone) is a lost
    line and never an error: whoever logs, the writer above all, must go on.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, or lose it."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Hand on what is written, or lose it."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()


def bound_values(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Escape and cap the texts of a line."""
    for name, value in event.items():
        if name in _KEPT_WHOLE:
            continue
        text = value if isinstance(value, str) else str(value) if isinstance(value, BaseException) else None
        if text is not None:
            event[name] = _safe(text)
    return event


def _safe(text: str) -> str:
    if len(text) > VALUE_LENGTH_MAX:
        text = text[:VALUE_LENGTH_MAX] + "…"
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def _renderer(form: str) -> Any:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
