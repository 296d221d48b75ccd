"""Several processes of one machine share one browser: real forks, a real Chromium."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

import pytest
from siege import answer, besieged, config, page
from still_clock import noon

from inspector.collect.chromium import Chromium, why_not
from inspector.pipeline.make import make_workspace
from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace

SHELL = answer(
    b"<html><head><title>x</title></head><body><div id='app'></div><script src='/app.js'></script></body></html>"
)
APP = answer(
    "document.getElementById('app').innerHTML = '<h1>政府信息公开指南</h1>' + '<p>受理机构：清河区教育局办公室。</p>'.repeat(20)".encode(),
    "text/javascript; charset=utf-8",
)
CONFIG = config("delay_s = 0.0")


@pytest.mark.slow
@pytest.mark.skipif(bool(why_not()), reason=f"pages cannot be rendered here: {why_not()}")
def test_two_processes_render_by_one_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of six hosts that only scripts make: all are rendered, every page and part asked for once, by one Chromium."""
    start = Chromium._start

    async def noted(self: Chromium) -> None:
        (tmp_path / f"browser-of-{os.getpid()}").touch()
        await start(self)

    monkeypatch.setattr(Chromium, "_start", noted)
    monkeypatch.setattr("inspector.engine.local._GROUPS_EACH", 1)
    monkeypatch.setattr("inspector.pipeline.collect.engines.cores", lambda: 2)
    with contextlib.ExitStack() as servers:
        pages: dict[str, Any] = {"/": page(""), "/guide/": SHELL, "/app.js": APP}
        sites = [servers.enter_context(besieged(dict(pages))) for _ in range(6)]
        make_workspace(tmp_path / "workspace")
        (tmp_path / "workspace/config.toml").write_text(CONFIG, encoding="utf-8")
        rows = [f"U{n},清河区第{n}局,department,{one.url}/,{one.url}/guide/" for n, one in enumerate(sites)]
        text = "\n".join(["code,name,type,home,guide", *rows, ""])
        (tmp_path / "workspace/units.csv").write_text(text, encoding="utf-8")
        done = inspect(Workspace.at(tmp_path / "workspace"), as_of=noon().date())

    assert done.result["run"]["complete"]
    assert len(list(tmp_path.glob("browser-of-*"))) == 1
    for site in sites:
        assert sorted(one for one in site.asked if "guide" in one or "app.js" in one) == ["GET /app.js", "GET /guide/"]
    seen = [line for unit in done.result["units"] for line in unit["pages"] if line["role"] == "guide"]
    assert [line["state"] for line in seen] == ["open"] * 6, seen
