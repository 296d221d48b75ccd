"""Our own network answers in the name of every site: such a run is held back, costs nobody a point, and ends right when resumed."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from held_runs import UNITS, failing, gate, later, plain, published, scores
from portal import Portal
from small_district import small_district, workspace_for

from inspector.errors import Quarantined
from inspector.pipeline.collect import quarantine
from inspector.pipeline.demo import prepared
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.workspace import Workspace
from inspector.sample import District

AT = date(2026, 11, 24)
HOURS = itertools.count(4)
PATHS = ("/MZJ/guide.html", "/CJJ/guide.html", "/MZJ/")
NAMES = ("清河区民政局", "清河区城建局", "清河区教育局")


def register(folder: Path, *guides: str) -> None:
    """A registry of three units without a portal, each with its guide."""
    rows = [f"U{n},{name},department,{url}" for n, (name, url) in enumerate(zip(NAMES, guides, strict=True))]
    (folder / "units.csv").write_text("\n".join(["code,name,type,guide", *rows]) + "\n", encoding="utf-8")


def earlier() -> datetime:
    """Some hours ago, each time another."""
    return later() - timedelta(hours=next(HOURS))


def latest() -> datetime:
    """Later still."""
    return later() + timedelta(hours=4)


@pytest.fixture
def place(district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Workspace, date]:
    """A workspace without retries."""
    monkeypatch.setenv("INSPECTOR_CRAWL__RETRIES", "0")
    return prepared(tmp_path / "workspace", district)


def held_back(workspace: Workspace, at: date) -> dict[str, Any]:
    """What is to be seen of a run that is held back."""
    shown: list[dict[str, Any]] = []
    with pytest.raises(Quarantined, match="one and the same page") as held:
        inspect(workspace, only=UNITS, as_of=at, watch=Watch(now=later, held=lambda kept: shown.append(kept.whole)))
    assert held.value.exit_status == 3
    return shown[0]


@pytest.mark.parametrize(("after", "status"), [(0, 200), (60, 200), (60, 404), (60, 502)])
def test_a_network_that_answers_for_every_site_costs_nobody_a_point(
    place: tuple[Workspace, date], portal: Portal, truth: dict[str, Any], after: int, status: int
) -> None:
    """From the beginning or in the middle, with a page or an error: held back; what fails fails in truth too; resumed it is the truth."""
    workspace, at = place
    before = published(workspace)
    portal.after, portal.status = after, status

    seen = held_back(workspace, at)

    assert portal.asked
    assert not gate(seen, "canaries")
    assert set(failing(seen)) <= set(failing(truth))
    real = scores(truth)
    assert all(value >= real[code][0] and floor <= real[code][1] for code, (value, floor) in scores(seen).items())
    assert published(workspace) == before
    [held] = quarantine.held(workspace)
    assert "one and the same page" in held.why

    with pytest.raises(Quarantined):
        resume(workspace)
    portal.after = 10**9
    done = resume(workspace)

    assert plain(done.result) == plain(truth)
    assert gate(done.result, "canaries")
    assert quarantine.held(workspace) == ()


@pytest.mark.parametrize(("status", "end"), [(200, "one and the same page"), (404, "the status 404"), (502, "")])
def test_without_canaries_three_hosts_with_one_answer_are_enough(
    tmp_path: Path, portal: Portal, status: int, end: str
) -> None:
    """A registry without a portal: held back where everything came to one end that could cost points. Copies are no such thing."""
    with small_district() as one, small_district() as two, small_district() as three:
        folder = workspace_for(one, tmp_path / "qinghe")
        sites = (one, two, three)
        register(folder, *(f"{site.url}/MZJ/guide.html" for site in sites))
        assert inspect(Workspace.at(folder), as_of=AT, watch=Watch(now=earlier)).result["run"]["complete"], (
            "copies are no such thing"
        )
        register(folder, *(site.url + path for site, path in zip(sites, PATHS, strict=True)))
        workspace = Workspace.at(folder)
        truth = inspect(workspace, as_of=AT, watch=Watch(now=earlier)).result
        portal.after, portal.status, portal.still = 0, status, True
        if not end:
            assert failing(inspect(workspace, as_of=AT, watch=Watch(now=later)).result) == []
            return

        shown: list[dict[str, Any]] = []
        with pytest.raises(Quarantined, match=end):
            inspect(workspace, as_of=AT, watch=Watch(now=later, held=lambda kept: shown.append(kept.whole)))

        assert failing(shown[0]) == []
        assert [end in held.why for held in quarantine.held(workspace)] == [True]
        portal.after = 10**9
        assert plain(resume(workspace).result) == plain(truth)
        portal.after = 0
        with pytest.raises(Quarantined):
            inspect(workspace, as_of=AT, watch=Watch(now=latest))
        quarantine.release(workspace, "latest", "王芳", "三家单位确已统一停机，电话核实")
        assert resume(workspace).result["run"]["complete"]


@pytest.mark.parametrize("status", [200, 404, 503])
def test_a_portal_whose_host_is_all_there_is(tmp_path: Path, portal: Portal, status: int) -> None:
    """One page, or "not found", at each of its addresses: held back and mended. An error of the server may be its own: nobody fails."""
    with small_district() as site:
        folder = workspace_for(site, tmp_path / "qinghe")
        paths = zip(NAMES, PATHS, strict=True)
        rows = [f"U{n},{name},department,,{site.url}{path}" for n, (name, path) in enumerate(paths)]
        text = "\n".join(["code,name,type,home,guide", f"P,清河区门户,portal,{site.url}/CJJ/,", *rows])
        (folder / "units.csv").write_text(text + "\n", encoding="utf-8")
        workspace = Workspace.at(folder)
        truth = inspect(workspace, as_of=AT, watch=Watch(now=earlier)).result
        assert gate(truth, "canaries")
        portal.after, portal.status = 0, status
        if status >= 500:
            assert failing(inspect(workspace, as_of=AT, watch=Watch(now=later)).result) == []
            return

        with pytest.raises(Quarantined, match="one and the same page"):
            inspect(workspace, as_of=AT, watch=Watch(now=later))
        portal.after = 10**9
        assert plain(resume(workspace).result) == plain(truth)
