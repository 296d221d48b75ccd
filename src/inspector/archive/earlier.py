"""The pages of an earlier run by their address, for asking a site whether they changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from inspector.archive.manifest import ANSWERS
from inspector.archive.run import Run, runs
from inspector.archive.verify_evidence import MANIFEST, RECORDS, SEAL, digest, read_object, seal_fault
from inspector.archive.warc import read_exchange
from inspector.model.exchange import Exchange

_Place = tuple[str, Mapping[str, Any], Mapping[str, Any]]
"""A unit's code, the record of an answer and that of the request it answers."""


class Earlier:
    """A sealed run as `collect.known.Known`: only the manifests are held, an answer is read and checked when it is wanted."""

    def __init__(self, run: Run) -> None:
        self._folder = run.folder
        self._places: dict[str, _Place] = {}
        self._asked: dict[str, tuple[tuple[str, str], ...]] = {}
        seal = read_object(run.folder / SEAL)[0]
        for unit in seal.get("units", ()):
            for capture in self._captures(unit["code"], unit["manifest"]):
                self._learn(unit["code"], capture)

    def validators(self, url: str) -> tuple[tuple[str, str], ...]:
        """The headers that ask whether `url` has changed since."""
        return self._asked.get(url, ())

    def exchange(self, url: str) -> Exchange | None:
        """The stored answer with its payload, None where its bytes are no longer what was recorded."""
        if url not in self._places:
            return None
        code, answer, request = self._places[url]
        try:
            with (self._folder / code / RECORDS).open("rb") as file:
                stored = []
                for record in (answer, request):
                    file.seek(record["offset"])
                    stored.append(file.read(record["length"]))
        except OSError:
            return None
        right = all(digest(data) == record["sha256"] for data, record in zip(stored, (answer, request), strict=True))
        return read_exchange(*stored) if right else None

    def _captures(self, code: str, recorded: str) -> Iterator[dict[str, Any]]:
        path = self._folder / code / MANIFEST
        try:
            right = digest(path.read_bytes()) == recorded
        except OSError:
            return
        if right:
            yield from read_object(path, code)[0].get("captures", ())

    def _learn(self, code: str, capture: Mapping[str, Any]) -> None:
        headers = capture["headers"]
        asked = [("If-None-Match", headers.get("etag", "")), ("If-Modified-Since", headers.get("last-modified", ""))]
        told = tuple((name, value) for name, value in asked if value and value.isascii() and value.isprintable())
        whole = capture["method"] == "GET" and capture["status"] == 200 and not capture["failure"]
        answers = [record for record in capture["records"] if record["kind"] in ANSWERS]
        requests = [record for record in capture["records"] if record["kind"] == "request"]
        if whole and told and answers and capture["final_url"] not in self._places:
            self._places[capture["final_url"]] = (code, answers[-1], requests[-1])
            self._asked[capture["final_url"]] = told


def last_sealed(evidence: Path, but: str = "") -> Run | None:
    """The run in `evidence` that was sealed last, other than `but`; None where there is none."""
    others = [folder for folder in runs(evidence, SEAL) if folder.name != but]
    seals = [(value, folder) for folder in others if not seal_fault(value := read_object(folder / SEAL)[0])]
    return Run(max(seals, key=lambda one: (one[0]["finished"], one[1]))[1]) if seals else None
