"""A kept result read from its file unit by unit: what is asked for is opened, never the whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.archive import Run
from inspector.judge.result import texts, unit_text

_UNITS = b' "units": [\n'
_BEGIN, _ENDS = b"  {\n", (b"  },\n", b"  }\n")
_CLOSING = b" ]\n}\n"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text of one unit stands in a file of results, in bytes."""

    file: Path
    start: int
    length: int


class KeptUnits(Mapping[str, Mapping[str, Any]]):
    """The units of kept results by code, in their order; each is read from its file whenever it is asked for.

    Of a file that another program laid out anew the units themselves are held.
    """

    def __init__(self, places: Mapping[str, Place | Mapping[str, Any]]) -> None:
        self.places = places

    def __getitem__(self, code: str) -> Mapping[str, Any]:
        place = self.places[code]
        if not isinstance(place, Place):
            return place
        with place.file.open("rb") as file:
            file.seek(place.start)
            unit: dict[str, Any] = json.loads(file.read(place.length))
        return unit

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def only(self, codes: Collection[str]) -> KeptUnits:
        """Those of them whose codes are among `codes`."""
        return KeptUnits({code: place for code, place in self.places.items() if code in codes})

    def under(self, newer: KeptUnits) -> KeptUnits:
        """These, and those of a newer result laid over them."""
        return KeptUnits({**self.places, **newer.places})


@dataclass(frozen=True, slots=True)
class Kept:
    """A result in its file (one at hand has none): `head` is all of it but the units."""

    file: Path | None
    head: Mapping[str, Any]
    units: KeptUnits

    @property
    def result(self) -> dict[str, Any]:
        """The result object; its units are read one by one, each time anew."""
        return {**self.head, "units": self.units.values()}

    @property
    def whole(self) -> dict[str, Any]:
        """The result object with all its units held."""
        return {**self.head, "units": list(self.units.values())}

    def text(self) -> Iterator[str]:
        """The very text of the file, in pieces."""
        if self.file is None:
            yield from texts(self.head, map(unit_text, self.units.values()))
            return
        with self.file.open(encoding="utf-8", newline="") as stream:
            while piece := stream.read(1 << 16):
                yield piece


def at_hand(result: Mapping[str, Any]) -> Kept:
    """A result that is held whole, for what reads kept ones."""
    units = KeptUnits({unit["code"]: unit for unit in result["units"]})
    return Kept(None, {key: value for key, value in result.items() if key != "units"}, units)


def read_kept(file: Path) -> Kept:
    """The result in `file`, as `judge.result.text` writes it. Raises OSError, ValueError and KeyError where it is not one."""
    places: dict[str, Place] = {}
    head, tail, code = b"", b"", ""
    at = start = 0
    with file.open("rb") as lines:
        for line in lines:
            if not head and line == _UNITS:
                head = _head(file, at)
                tail = line
            elif tail:
                tail = (tail + line)[-len(_CLOSING) :]
                if line == _BEGIN:
                    start, code = at, ""
                elif start and not code:
                    code = json.loads(b"{" + line.strip().removesuffix(b",") + b"}")["code"]
                if line in _ENDS:
                    places[code] = Place(file, start, at + len(line.rstrip(b",\n")) - start)
            at += len(line)
    if head and tail == _CLOSING:
        return Kept(file, json.loads(head + b"}"), KeptUnits(places))
    whole = json.loads(file.read_bytes())
    units = KeptUnits({unit["code"]: unit for unit in whole.pop("units")})
    return Kept(file, whole, units)


def other_seal(run: Run) -> str:
    """The root of the seal on which the result kept of a run rests, where that is another one by now; empty where none is kept."""
    try:
        rests_on = str(_kept_of(run).head["run"]["evidence_root"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return rests_on if rests_on != run.root else ""


def differing(run: Run, now: Kept) -> list[str]:
    """The units of a result judged now that are otherwise in the one kept of the same evidence, or not there; none where none is kept."""
    try:
        before = _kept_of(run)
        if before.head["run"]["evidence_root"] != run.root:
            return []
        return [code for code, unit in now.units.items() if code not in before.units or before.units[code] != unit]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _kept_of(run: Run) -> Kept:
    """What lies beside the evidence under the name that the run gives itself, whatever that of its folder is."""
    return read_kept(run.folder.parent.parent / "results" / f"{run.snapshot['id']}.json")


def _head(file: Path, length: int) -> bytes:
    with file.open("rb") as stream:
        return stream.read(length).rstrip(b",\n")
