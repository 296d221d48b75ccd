"""A quarter's release: who let its results go out, when, on what authority, and which runs they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspector.model.order import Event

STREAM = "release"


@dataclass(frozen=True, slots=True)
class Release:
    """One release of a quarter. `runs` is run id -> evidence root: what was judged since is not among them.

    `at` is ISO 8601 with +08:00; `despite` are the gates of the run that a person answered for, with `reason`.
    """

    quarter: str
    at: str
    author: str
    authority: str
    reason: str
    runs: Mapping[str, str]
    despite: tuple[str, ...] = ()

    def covers(self, run: Mapping[str, object]) -> bool:
        """Whether the head of a result is that of a released run, on the same evidence."""
        return self.runs.get(str(run["id"])) == str(run["evidence_root"])


def releases(events: Iterable[Event]) -> dict[str, Release]:
    """Quarter -> its release in force; one that was taken back is none."""
    found: dict[str, Release] = {}
    for event in events:
        if event.stream != STREAM:
            continue
        if event.kind == "taken_back":
            found.pop(event.key, None)
        elif event.kind == "released":
            data = event.data
            found[event.key] = Release(
                event.key, event.at, event.author, event.authority, event.reason, data["runs"], tuple(data["despite"])
            )
    return found
