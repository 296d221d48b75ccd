"""The archived county is judged to the same bytes as ever. A wanted difference is rebaselined with `make golden`."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from inspector import archive
from inspector.judge.result import text
from inspector.pipeline.judge.judging import judged, ruleset_of, snapshot_of

HERE = Path(__file__).parent


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any socket is an error."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
def test_the_county_is_judged_to_the_same_bytes() -> None:
    """Evidence, rules and registry as they were archived give the golden result, with sockets blocked."""
    run = archive.read_run(HERE / "county")

    again = text(judged(run, ruleset_of(snapshot_of(run))))

    assert again == (HERE / "golden.json").read_text(encoding="utf-8")


def test_the_countys_evidence_is_what_was_recorded() -> None:
    """What the golden result rests on has not been touched."""
    assert archive.verify(HERE / "county").ok
