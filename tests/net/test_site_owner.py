"""A whole run as the owner of a site reads it in the server's log."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

from site_log import Log, logged

from inspector.pipeline.make import make_workspace
from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace

ROBOTS = "User-agent: *\nCrawl-delay: 0.1\nDisallow: /secret/\n"
COLUMN = (
    "<meta charset='utf-8'><title>政府信息公开</title><h1>政府信息公开</h1><ul>"
    + "".join(
        f"<li><a href='/{name}/'>{text}</a></li>" for name, text in {"g": "政府信息公开指南", "secret": "内部"}.items()
    )
    + "</ul>"
    + "<p>清河区政府信息公开专栏，各单位共用。</p>" * 20
)
GUIDE = (
    "<meta charset='utf-8'><title>公开指南</title><h1>政府信息公开指南</h1>"
    + "<p>受理机构：办公室，电话010-83651234。</p>" * 30
)
CONFIG = """
[district]
name = "清河区"
allowed_hosts = ["127.0.0.1"]
[crawl]
user_agent = "InspectorBot/1.0"
contact = "xxgk@qinghe.example"
allow_networks = ["127.0.0.1/32"]
delay_s = 0.02
timeout_s = 5.0
[confirm]
attempts = 1
after_s = 0
"""


def test_a_whole_run_is_polite_and_asks_for_each_page_once(tmp_path: Path) -> None:
    """Three units share one portal: robots.txt first and once, one request at a time, as far apart as the site asks.

    Every page is asked for once, in an order that is the same at every run, by somebody who says who he is and where he
    can be reached. Nothing forbidden is asked for, nothing is sent but GET and HEAD.
    """
    pages = {"/robots.txt": ROBOTS, "/": COLUMN, "/xxgk/": COLUMN, "/g/": GUIDE}
    with logged(pages) as log:
        workspace = _workspace(tmp_path / "one", log)
        done = inspect(workspace)
        first, first_log = done, list(log.lines)
        log.lines.clear()
        inspect(_workspace(tmp_path / "two", log))

    asked = [(line.method, line.path) for line in first_log]
    assert asked[0] == ("GET", "/robots.txt")
    assert max(Counter(asked).values()) == 1
    assert {method for method, _ in asked} <= {"GET", "HEAD"}
    assert not [path for _, path in asked if path.startswith("/secret/")]
    assert log.most_at_once == 1
    assert all(later.at - before.at >= 0.1 for before, later in pairwise(first_log[1:]))
    assert {line.agent for line in first_log} == {"InspectorBot/1.0 (+xxgk@qinghe.example)"}
    assert not [line for line in first_log if line.cookie]
    assert Counter((line.method, line.path) for line in log.lines) == Counter(asked)
    assert len(first.result["units"]) == 3
    assert json.dumps(first.result["run"]["gates"], ensure_ascii=False)


def _workspace(folder: Path, log: Log) -> Workspace:
    make_workspace(folder)
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    rows = [f"U{n},清河区第{n}局,department,{log.url}/,{log.url}/xxgk/" for n in range(3)]
    (folder / "units.csv").write_text("\n".join(["code,name,type,home,disclosure", *rows, ""]), encoding="utf-8")
    return Workspace.at(folder)
