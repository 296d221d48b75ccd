"""A site full of traps, inspected whole: its true pages are all asked for, its traps once or not at all."""

from __future__ import annotations

import itertools
from pathlib import Path

from siege import Handler, besieged, config, page

from inspector.pipeline.make import make_workspace
from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace

CONFIG = config("delay_s = 0.0", "browser = false")
VIEWS = [
    f"/list?c=1&sort={key}&order={way}&view={look}"
    for key, way, look in itertools.product(
        ("date", "title", "hits", "number"), ("asc", "desc"), ("list", "grid", "card")
    )
]
DAYS = [f"/calendar?year=2026&month={month}&day={day}" for month in (11, 12) for day in range(1, 29)]
GROWING = ["/xxgk" * depth + "/" for depth in range(4, 30)]
TRUE = ["/list?c=1", "/list?c=1&page=2", "/list?c=1&page=3", "/article?id=12", "/article?id=13", "/list_77.html"]


def test_traps_take_no_true_page_its_place(tmp_path: Path) -> None:
    """A hundred links of calendars, sortings and growing paths stand before six true ones: those are looked at all the same."""
    links = "".join(f'<p><a href="{path}">关于{path[-9:]}的通知</a></p>' for path in (*DAYS, *GROWING, *VIEWS, *TRUE))
    pages: dict[str, bytes | Handler] = {
        "/": page(links),
        **{path: page(path) for path in (*DAYS, *GROWING, *VIEWS, *TRUE)},
    }
    with besieged(pages) as site:
        make_workspace(tmp_path / "workspace")
        (tmp_path / "workspace/config.toml").write_text(CONFIG, encoding="utf-8")
        roles = ("home", "disclosure", "guide", "list", "statutory")
        row = ",".join(["U1,清河区教育局,department", *(f"{site.url}/" for _ in roles)])
        (tmp_path / "workspace/units.csv").write_text(f"code,name,type,{','.join(roles)}\n{row}\n", encoding="utf-8")
        done = inspect(Workspace.at(tmp_path / "workspace"))

    asked = {one.partition(" ")[2] for one in site.asked}
    assert set(TRUE) <= asked
    assert not asked & {*DAYS, *GROWING}
    assert asked & set(VIEWS) == {VIEWS[0]}
    assert done.result["run"]["complete"]
