"""Issues on record: from orders and the last two quarters, each under its first id, with every subject it was seen under."""

from __future__ import annotations

from pathlib import Path

from told_results import finding, keep

from inspector.evaluate.subject import finding_id
from inspector.pipeline.judge.on_record import on_record
from inspector.pipeline.make import make_workspace
from inspector.pipeline.rectify.orders import Word, issue, listed
from inspector.pipeline.workspace import Workspace

OLD, NEW = "qinghe.gov.cn/c1/t20250108_201108.html", "qinghe.gov.cn/c2/t20250108_201108.html"


def test_a_moved_issue_is_known_by_its_first_id_and_all_its_addresses(tmp_path: Path) -> None:
    """The order knows the old address, the quarter after it the new one; once put right it is still known by the first id."""
    make_workspace(tmp_path / "w")
    place = Workspace.at(tmp_path / "w")
    first = finding_id("QH102", "FR-02", OLD)
    keep(place, "2026Q2", "2026-06-24", finding(first, "fail", "FR-02", subject=OLD))
    issue(place, "2026Q2", Word("甲"))
    keep(
        place,
        "2026Q3",
        "2026-09-24",
        finding(first, "fail", "FR-02", subject=NEW),
        finding("F-x", "pass", subject="guide"),
    )

    (moved,) = [one for one in on_record(place, "2026Q4", listed(place))["QH102"] if one.id == first]
    assert (moved.subject, moved.earlier) == (NEW, (OLD,))

    keep(place, "2026Q4", "2026-11-24", finding(first, "pass", "FR-02", subject=NEW))
    (mended,) = [one for one in on_record(place, "2027Q1", ())["QH102"] if one.id == first]
    assert mended.subject == NEW
    assert on_record(place, "2027Q3", ()) == {}
    assert on_record(place, "2027Q1", listed(place), ("QH103",)) == {}
