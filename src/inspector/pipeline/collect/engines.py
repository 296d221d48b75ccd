"""The engine that config.toml names."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from inspector.engine import Engine
from inspector.engine.local import LocalEngine
from inspector.engine.worker import cores
from inspector.errors import SettingsError
from inspector.settings import Settings
from inspector.settings.extras import install

_SLOTS_EACH = 8
"""Hosts at a time from which another process pays: fewer do not keep it busy, and each may have a browser of its own."""


@contextlib.asynccontextmanager
async def engine_of(settings: Settings) -> AsyncIterator[Engine]:
    """The engine of `[engine]`, ready to work. Raises SettingsError where its extra is missing or no scheduler answers."""
    if settings.engine.kind == "local":
        slots = settings.crawl.concurrency
        yield LocalEngine(slots, min(cores(), slots // _SLOTS_EACH), settings.crawl.delay_s)
        return
    try:
        from inspector.engine.dask import DaskEngine  # noqa: PLC0415 - an extra: only there where it is asked for
    except ModuleNotFoundError as missing:
        if missing.name not in ("dask", "distributed"):
            raise
        raise SettingsError(
            'the engine "dask" needs the extra `dask`, which is not installed',
            where="config.toml [engine] kind",
            remedy=f'Install it: {install("dask")}. Or write kind = "local".',
        ) from None
    async with DaskEngine(settings.engine.address, settings.crawl.concurrency) as engine:
        yield engine
