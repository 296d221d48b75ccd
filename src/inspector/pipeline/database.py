"""The workspace's database, which is missed where it is gone or older than it was: how far it had come is noted beside the evidence."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import StorageError
from inspector.pipeline.files import write_whole
from inspector.settings import Settings

if TYPE_CHECKING:
    from inspector.store import Store


@dataclass(frozen=True, slots=True)
class _Mark:
    """Which database was used last (an address may have a password in it: its digest), and the newest event and ruling in it."""

    database: str = ""
    events: int = 0
    rulings: int = 0

    @property
    def text(self) -> str:
        return f"{self.database} {self.events} {self.rulings}"


def opened(settings: Settings, beside: Path) -> Store:
    """The database, upgraded to the current schema; what is noted of it lies in `beside`, where the evidence and results do.

    Raises StorageError, also where it is gone from beside kept results, or lacks events or rulings that it had.
    """
    from inspector.store import open_store  # noqa: PLC0415 - slow to load

    file, address = beside / "locks" / "database", sha256(settings.store.database.encode()).hexdigest()
    mark = _read(file)
    known = mark if mark.database == address else _Mark(address)
    used = mark.database == address and any((beside / "results").glob("*.json"))
    store = open_store(settings.store.database, settings.workspace, used=used)
    try:
        _refuse_older(store, known, file)
    except BaseException:
        store.close()
        raise
    _note(store, address, mark, file)
    return store.leaving(lambda last: _note(last, address, _read(file), file))


def _refuse_older(store: Store, known: _Mark, file: Path) -> None:
    events, rulings = store.standing()
    if events < known.events or rulings < known.rulings:
        lost = f"{max(0, known.events - events)} events (orders, appeals, releases) and {max(0, known.rulings - rulings)} rulings"
        raise StorageError(
            f"the database is older than it was: {lost} that were in it are not",
            remedy=f"Put back a newer copy of it. To go on without what is lost, remove {file}.",
        )


def _note(store: Store, address: str, before: _Mark, file: Path) -> None:
    with suppress(StorageError):  # who may only read is told so where it matters
        now = _Mark(address, *store.standing())
        if now != before:
            write_whole(file, now.text)


def _read(file: Path) -> _Mark:
    try:
        database, *newest = file.read_text(encoding="ascii").split()
        return _Mark(database, *map(int, newest))
    except (OSError, ValueError, TypeError):
        return _Mark()
