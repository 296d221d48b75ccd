"""The structured log: one JSON object a line, with what it is about (run, unit, host) bound to it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from structlog.contextvars import bound_contextvars
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

from inspector.errors import StorageError

__all__ = ["bound_contextvars", "detailed", "forward", "keep", "level", "logger", "take_in"]

_ROOT = logging.getLogger("inspector")
_ROOT.addHandler(logging.NullHandler())
_ROOT.propagate = False
_CHINA = ZoneInfo("Asia/Shanghai")
_BYTES, _OLDER = 20_000_000, 9
"""A file's size, and how many older ones are kept."""


def logger(room: str) -> FilteringBoundLogger:
    """Where a room tells what happens; it goes nowhere until `keep` was called."""
    lazy: FilteringBoundLogger = structlog.wrap_logger(
        logging.getLogger(f"inspector.{room}"),
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            _moment,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        room=room,
    )
    made: FilteringBoundLogger = lazy.bind()  # once, not for each word that is said
    return made


def keep(path: Path, level: str) -> None:
    """Write the log to `path` from now on, in files of bounded size. Raises StorageError."""
    if any(getattr(handler, "baseFilename", "") == str(path) for handler in _ROOT.handlers):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _File(path, maxBytes=_BYTES, backupCount=_OLDER, encoding="utf-8", delay=True)
    except OSError as fault:
        remedy = "Name another one in config.toml: [log] file; empty, there is no log."
        raise StorageError(f"the log cannot be written: {fault.strerror}", where=str(path), remedy=remedy) from fault
    for old in [handler for handler in _ROOT.handlers if isinstance(handler, RotatingFileHandler)]:
        _ROOT.removeHandler(old)
        old.close()
    _ROOT.addHandler(handler)
    _ROOT.setLevel(level.upper())


def detailed() -> bool:
    """Whether anybody keeps what is said of each single look (`debug`)."""
    return _ROOT.isEnabledFor(logging.DEBUG)


def level() -> int:
    """From which level on lines are kept."""
    return _ROOT.level


def forward(send: Callable[[str], None], level: int) -> Callable[[], None]:
    """In a process that works for another one: hand each line to `send` from now on, and keep none. Returns what ends it."""
    for kept in [handler for handler in _ROOT.handlers if isinstance(handler, RotatingFileHandler)]:
        _ROOT.removeHandler(kept)  # of the process this one was forked from, which writes the file
    handler = _Forward(send)
    _ROOT.addHandler(handler)
    _ROOT.setLevel(level)
    return lambda: _ROOT.removeHandler(handler)


def take_in(line: str) -> None:
    """Keep a line that a process working for this one wrote, as it is."""
    _ROOT.handle(logging.makeLogRecord({"name": _ROOT.name, "msg": line, "levelno": logging.CRITICAL}))


class _File(RotatingFileHandler):
    """The log's file. A disk that takes no more of it ends nothing: that is said once, and the work goes on."""

    _told = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A line could not be written."""
        fault = sys.exc_info()[1]
        if not isinstance(fault, OSError):
            super().handleError(record)
        elif not self._told:
            self._told = True
            sys.stderr.write(f"{self.baseFilename}: the log cannot be written ({fault.strerror}); the work goes on\n")


class _Forward(logging.Handler):
    def __init__(self, send: Callable[[str], None]) -> None:
        super().__init__()
        self._send = send

    def emit(self, record: logging.LogRecord) -> None:
        """Hand on the line as it would stand in the file."""
        self._send(self.format(record))


def _moment(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {"at": datetime.now(_CHINA).isoformat(timespec="milliseconds"), **event}
