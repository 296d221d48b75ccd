"""Evidence is deleted by class and age, never what is held, and every deletion is noted."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from inspector import archive
from inspector.archive import open_run
from inspector.model.capture import Ask, Capture
from inspector.model.exchange import Exchange
from inspector.model.order import Event
from inspector.pipeline.archive.retention import STREAM, apply, expired
from inspector.pipeline.make import make_workspace
from inspector.pipeline.workspace import Workspace

CHINA = timezone(timedelta(hours=8))
THEN = datetime(2026, 11, 24, 2, tzinfo=CHINA)
LATER = datetime(2032, 1, 1, tzinfo=CHINA)


def place(tmp_path: Path, retention: str) -> Workspace:
    """A workspace with two sealed runs."""
    make_workspace(tmp_path)
    config = tmp_path / "config.toml"
    text = config.read_text(encoding="utf-8")
    start, _, rest = text.partition("[retention]")
    config.write_text(f"{start}[retention]\n{retention}\n[{rest.partition(chr(10) + '[')[2]}", encoding="utf-8")
    workspace = Workspace.at(tmp_path)
    for quarter in ("2026Q3", "2026Q4"):
        run = open_run(workspace.evidence, f"{quarter}-1", {})
        for code in ("11A", "22B"):
            url = f"https://www.qinghe.gov.cn/{code}"
            wire = Exchange(
                url, "GET", (), 200, b"OK", ((b"Content-Type", b"text/html"),), b"x", "2026-11-24T01:00:00+08:00"
            )
            run.write_unit(code, [Capture(Ask(url), url, 200, wire.values(), b"x", wire.at, wire=(wire,))])
        run.seal(THEN.isoformat())
    return workspace


def test_without_classes_nothing_is_ever_deleted(tmp_path: Path) -> None:
    """Evidence is kept for ever unless the office says otherwise."""
    assert apply(place(tmp_path, ""), LATER, "王芳") == ()


def test_what_is_old_goes_and_what_is_held_stays(tmp_path: Path) -> None:
    """A unit and a quarter on hold, an open order's run: named with the reason; the rest goes once and is noted."""
    workspace = place(tmp_path, 'pages = 5\nlinks = 1\nhold = ["2026Q3"]')
    assert expired(workspace, THEN + timedelta(days=4 * 365)) == ()

    listed = expired(workspace, LATER)
    gone = apply(workspace, LATER, "王芳")

    assert [(one.run, one.held) for one in listed] == [
        ("2026Q3-1", "[retention] hold"),
        ("2026Q3-1", "[retention] hold"),
        ("2026Q4-1", ""),
        ("2026Q4-1", ""),
    ]
    assert [(one.run, one.unit, one.kind, one.records) for one in gone] == [
        ("2026Q4-1", "11A", "pages", 2),
        ("2026Q4-1", "22B", "pages", 2),
    ]
    assert apply(workspace, LATER, "王芳") == ()
    with workspace.store() as store:
        events = store.events(STREAM)
    assert [(event.key, event.author, event.data["unit"]) for event in events] == [
        ("2026Q4-1", "王芳", "11A"),
        ("2026Q4-1", "王芳", "22B"),
    ]
    verdict = archive.verify(workspace.evidence / "2026Q4-1", str(events[0].data["root"]))
    assert (verdict.ok, verdict.deleted) == (True, 4)


def test_a_run_that_an_undecided_appeal_rests_on_is_held(tmp_path: Path) -> None:
    """Nobody's evidence is deleted while it is disputed."""
    workspace = place(tmp_path, "pages = 5")
    said = {"unit": "11A", "finding": "F-1", "rule": "GD-05", "subject": "guide", "run": "2026Q4-1", "points": 2}
    with workspace.store() as store:
        store.add_events([Event("appeal", "A-001", 0, "filed", "李明", THEN.isoformat(), reason="x", data=said)])

    gone = apply(workspace, LATER, "王芳")

    assert {one.run for one in gone} == {"2026Q3-1"}
    held = [one for one in expired(workspace, LATER) if one.held]
    assert held[0].held == "appeal A-001 is not decided"


@pytest.mark.parametrize("code", ["11A"])
def test_a_unit_on_hold_keeps_its_evidence_in_every_run(tmp_path: Path, code: str) -> None:
    """A unit's code in `hold` is enough."""
    workspace = place(tmp_path, f'pages = 5\nhold = ["{code}"]')

    assert {one.unit for one in apply(workspace, LATER, "王芳")} == {"22B"}


def test_pictures_of_a_run_on_hold_are_held_with_it(tmp_path: Path) -> None:
    """They lie apart, under the run's name and the moment of theirs."""
    workspace = place(tmp_path, 'pages = 5\nhold = ["2026Q4-1"]')
    for of in ("2026Q4-1", "2026Q4-11"):
        pictures = open_run(workspace.evidence.parent / "screenshots", f"{of}-20261125T000000", {})
        pictures.write_unit("11A", workspace.run("2026Q4-1").read_unit("11A").values())
        pictures.seal(THEN.isoformat())

    gone = apply(workspace, LATER, "王芳")

    assert {one.run for one in gone} == {"2026Q3-1", "2026Q4-11-20261125T000000"}
