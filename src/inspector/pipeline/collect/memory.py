"""What a run has stored, found again by what was asked: pages that several units share are fetched once, and held by nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from hashlib import blake2b

from inspector.archive import Run
from inspector.judge.uplink import Spell, sighted
from inspector.model.capture import Capture

Key = tuple[str, str]


class RunMemory:
    """Where each capture of `run` lies. It grows by some hundred bytes a page, whatever the pages weigh.

    Looks that failed in a spell of `during`, when our own network may have been down, are not found: they are taken again.
    """

    def __init__(self, run: Run, during: Collection[Spell] = ()) -> None:
        self._run, self._during = run, during
        self._places: dict[bytes, tuple[int, str]] = {}

    def learn(self) -> None:
        """Take in what the run has stored so far."""
        for code in self._run.codes:
            self.add(code, self._run.counted(code))

    def add(self, code: str, looks: Mapping[Key, int]) -> None:
        """Take in what is stored with the unit `code`; of a page stored more than once the one looked at most often counts."""
        for key, count in looks.items():
            place = _digest(key)
            if self._places.get(place, (0, ""))[0] <= count:
                self._places[place] = (count, code)

    async def find(self, key: Key) -> Capture | None:
        """The stored look, None where there is none or where it is not what was recorded."""
        _, code = self._places.get(_digest(key), (0, ""))
        found = await asyncio.to_thread(self._run.read_capture, code, key) if code else None
        return sighted(found, self._during) if found is not None else None


def _digest(key: Key) -> bytes:
    return blake2b("\0".join(key).encode("utf-8", "surrogatepass"), digest_size=12).digest()
