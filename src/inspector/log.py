"""The structured log: one JSON object a line, with what it is about (run, unit, host) bound to it."""

from __future__ import annotations

import logging
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from structlog.contextvars import bound_contextvars
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

from inspector.errors import StorageError

__all__ = ["bound_contextvars", "keep", "logger"]

_ROOT = logging.getLogger("inspector")
_ROOT.addHandler(logging.NullHandler())
_ROOT.propagate = False
_CHINA = ZoneInfo("Asia/Shanghai")
_BYTES, _OLDER = 20_000_000, 9
"""A file's size, and how many older ones are kept."""


def logger(room: str) -> FilteringBoundLogger:
    """Where a room tells what happens; it goes nowhere until `keep` was called."""
    made: FilteringBoundLogger = structlog.wrap_logger(
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
    return made


def keep(path: Path, level: str) -> None:
    """Write the log to `path` from now on, in files of bounded size. Raises StorageError."""
    if any(getattr(handler, "baseFilename", "") == str(path) for handler in _ROOT.handlers):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_OLDER, encoding="utf-8", delay=True)
    except OSError as fault:
        remedy = "Name another one in config.toml: [log] file; empty, there is no log."
        raise StorageError(f"the log cannot be written: {fault.strerror}", where=str(path), remedy=remedy) from fault
    for old in [handler for handler in _ROOT.handlers if isinstance(handler, RotatingFileHandler)]:
        _ROOT.removeHandler(old)
        old.close()
    _ROOT.addHandler(handler)
    _ROOT.setLevel(level.upper())


def _moment(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {"at": datetime.now(_CHINA).isoformat(timespec="milliseconds"), **event}
