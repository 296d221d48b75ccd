"""A link is as dead as it is, whatever a server says to HEAD: in the evidence, in the result, and after a resume."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from held_runs import plain
from small_district import Served, small_district, workspace_for

from inspector import archive
from inspector.model.capture import VOUCHER
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.workspace import Workspace

AT = date(2026, 11, 24)
_LIST = """<!doctype html><html><head><meta charset="utf-8"><title>清河区{name}主动公开全清单</title></head><body>
<h1>主动公开全清单</h1><p>{filler}</p><p><a href="guide.html">公开指南</a> <a href="dead.html">年度工作计划</a></p></body></html>"""
NAMES = {"MZJ": "民政局", "CJJ": "城建局"}


def place(site: Served, folder: Path) -> Workspace:
    """Two units of one host, each with a list that has a dead link."""
    workspace_for(site, folder)
    for code, name in NAMES.items():
        site.pages[f"/{code}/list.html"] = _LIST.format(name=name, filler="本清单列明本机关主动公开的政府信息。" * 30)
    rows = [f"{code},清河区{name},department,{site.url}/{code}/list.html" for code, name in NAMES.items()]
    (folder / "units.csv").write_text("\n".join(["code,name,type,list", *rows]) + "\n", encoding="utf-8")
    return Workspace.at(folder)


class Interrupted(Exception):
    """Somebody pulls the plug before the run is sealed."""


def test_a_dead_link_is_found_behind_a_head_that_says_yes(tmp_path: Path) -> None:
    """Interrupted when one unit was stored and resumed: the host is asked once; the result is that of an honest host."""
    with small_district() as site:
        truth = inspect(place(site, tmp_path / "honest"), as_of=AT).result
        honest_gets = [path for path in site.asked if path not in site.heads]
        site.head_lies, site.heads, site.asked = True, [], []
        workspace = place(site, tmp_path / "lying")

        def unplug(*_: object) -> None:
            raise Interrupted

        with pytest.raises(Interrupted):
            inspect(workspace, as_of=AT, watch=Watch(gathered=unplug))
        shutil.rmtree(workspace.run("latest").folder / "CJJ")
        done = resume(workspace)

    run = workspace.run("latest")
    seen = {code: run.read_unit(code) for code in run.codes}
    dead = [captures["HEAD", f"{site.url}/{code}/dead.html"] for code, captures in seen.items()]
    vouchers = [one for captures in seen.values() for one in captures.values() if one.ask.why == VOUCHER]
    assert [one.status for one in dead] == [404, 404]
    assert all("as for what cannot be there" in one.detail for one in dead)
    assert [(one.status, one.earlier) for one in vouchers] == [(200, ())] * 2
    assert len({one.ask.url for one in vouchers}) == 1
    assert site.heads.count(vouchers[0].ask.url.removeprefix(site.url)) == 1
    assert not any("dead" in path for path in honest_gets)
    assert [one["score"] for one in done.result["units"]] == [one["score"] for one in truth["units"]]
    assert plain(done.result).count("dead.html") == plain(truth).count("dead.html") > 0
    assert archive.verify(done.evidence).ok
