"""A gateway that lets no file through shows one page in the place of each: it is not taken for what the sites have there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from held_runs import failing, later
from small_district import Served, small_district, workspace_for

from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace

AT = date(2026, 11, 24)
HOURS = itertools.count()
NAMES = ("民政", "城建")
GATEWAY = """<!doctype html><html><head><meta charset="utf-8"><title>信息安全网关</title></head><body><h1>信息安全网关</h1>
<p>本网络不允许传输此类文件，编号 {number}。如因工作需要，请联系信息中心办理审批手续后再试。</p></body></html>"""


@pytest.fixture
def sites() -> Iterator[list[Served]]:
    """Two hosts, each with a guide that offers a form, and the office's canaries."""
    with ExitStack() as stack:
        made = [stack.enter_context(small_district()) for _ in range(3)]
        for site, code in zip(made, ("MZJ", "CJJ"), strict=False):
            page = site.pages[f"/{code}/guide.html"]
            form = '<p><a href="form.doc">政府信息公开申请表下载</a></p></body>'
            site.pages[f"/{code}/guide.html"] = page.replace("</body>", form)
        yield made


def inspected(folder: Path, sites: list[Served]) -> dict[str, Any]:
    """The result of a run whose looks follow each other at once."""
    one, two, well = sites
    place = workspace_for(one, folder, f'[canaries]\nurls = ["{well.url}/CJJ/", "{well.url}/MZJ/"]\n')
    rows = [
        f"U{n},清河区{name}局,department,{site.url}/{code}/,{site.url}/{code}/guide.html"
        for n, (name, site, code) in enumerate(zip(NAMES, (one, two), ("MZJ", "CJJ"), strict=True))
    ]
    (place / "units.csv").write_text("\n".join(["code,name,type,disclosure,guide", *rows]) + "\n", encoding="utf-8")
    moment = later() + timedelta(hours=next(HOURS))
    return inspect(Workspace.at(place), as_of=AT, watch=Watch(now=lambda: moment)).result


def test_one_page_in_the_place_of_files_of_two_hosts_is_nobodys(tmp_path: Path, sites: list[Served]) -> None:
    """However often it is seen: the sites show their pages, so it is the files that are kept from us. A page of one host is its own."""
    for number, (site, code) in enumerate(zip(sites, ("MZJ", "CJJ"), strict=False)):
        site.pages[f"/{code}/form.doc"] = GATEWAY.format(number=number)

    seen = inspected(tmp_path / "filtered", sites)

    assert [one for one in failing(seen) if one[1] == "CH-11"] == []
    reasons = {one["reason"] for unit in seen["units"] for one in unit["findings"] if one["rule"] == "CH-11"}
    assert reasons == {"unvouched"}
    sites[1].pages["/CJJ/form.doc"] = GATEWAY.replace("信息", "城建").replace("文件", "表格").format(number=7)
    own = inspected(tmp_path / "own", sites)
    assert [one for one in failing(own) if one[1] == "CH-11"] == [("U0", "CH-11"), ("U1", "CH-11")]
