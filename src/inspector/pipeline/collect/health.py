"""How a run went, from its manifests alone: no page is opened."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from inspector.archive import Run
from inspector.judge.uplink import rounds
from inspector.pipeline.judge.doubts import CANARIES
from inspector.pipeline.judge.judging import snapshot_of
from inspector.report.health import Health, Look, hosts_of


def health_of(run: Run) -> Health:
    """The health of a run, finished or not. Raises EvidenceError where a manifest is not what was recorded."""
    there = set(run.codes)
    missing = tuple(unit.code for unit in snapshot_of(run).inspected if unit.code not in there)
    return Health(hosts_of(_looks(run)), rounds(run.beside(CANARIES).values()), missing)


def _looks(run: Run) -> Iterator[Look]:
    for code in run.codes:
        for method, url, status, failure in run.looks(code):
            host = url if method == "DNS" else urlsplit(url).netloc
            yield host, status, failure
