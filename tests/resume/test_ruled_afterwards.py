"""A ruling after a run: the unit is judged again by what the run believed, not by what stood in for the sites."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from held_runs import failing, later, scores
from portal import Portal
from small_district import small_district, workspace_for

from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect
from inspector.pipeline.rectify.after_rulings import scores_since
from inspector.pipeline.rectify.appeals import waive
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.rectify.planner import planned
from inspector.pipeline.workspace import Workspace

AT = date(2026, 11, 24)
CODES = ("MZJ", "CJJ", "MZJ", "CJJ")


def test_a_ruling_brings_back_nothing_that_the_run_did_not_believe(tmp_path: Path, portal: Portal) -> None:
    """A filter shows three of four guides as one page: nobody fails, also when one unit's other fault is waived later."""
    with small_district() as one, small_district() as two, small_district() as three, small_district() as well:
        sites = (one, two, three, well)
        folder = workspace_for(one, tmp_path / "filtered")
        rows = [
            f"U{n},清河区{'民政城建教育财政'[2 * n : 2 * n + 2]}局,department,{site.url}/{code}/guide.html"
            for n, (site, code) in enumerate(zip(sites, CODES, strict=True))
        ]
        (folder / "units.csv").write_text("\n".join(["code,name,type,guide", *rows]) + "\n", encoding="utf-8")
        place = Workspace.at(folder)
        portal.after = 0
        portal.ports = frozenset(int(site.url.rpartition(":")[2]) for site in sites[:3])
        seen = inspect(place, as_of=AT, watch=Watch(now=later)).result
    assert "U0" not in {code for code, _ in failing(seen)}

    waive(place, "U0", "LS-06", "", Word("甲", "区办", "另行处理", AT), AT - timedelta(days=1), AT + timedelta(days=90))

    [run] = [path.parent.name for path in place.evidence.glob("*/run.json")]
    since = scores_since(place, run, ["U0"], AT)["U0"]
    assert (since["value"], since["floor"]) == scores(seen)["U0"]
    assert planned(place, "U0").plan.json()["steps"] == []
