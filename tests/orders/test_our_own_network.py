"""A re-check, and a check on demand, in a network of ours that answers for all sites: nothing is said, and nothing gets worse or better."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from held_runs import failing
from portal import Portal, led_astray
from small_district import Served, small_district, workspace_for

from inspector.errors import Quarantined
from inspector.pipeline.collect import engines
from inspector.pipeline.quarter import inspect
from inspector.pipeline.recheck import recheck
from inspector.pipeline.rectify.orders import Word, issue, listed
from inspector.pipeline.ruleset.rulebook import bundled_rules, read_texts
from inspector.pipeline.single import check
from inspector.pipeline.workspace import Workspace

AT = date(2026, 11, 24)


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """A network that hands connections to the portal; runs are made by this process alone."""
    monkeypatch.setattr(engines, "cores", lambda: 1)
    with led_astray(monkeypatch) as made:
        yield made


@pytest.fixture
def site() -> Iterator[Served]:
    """Two units, of which one has no guide."""
    with small_district() as made:
        del made.pages["/MZJ/guide.html"]
        yield made


@pytest.fixture
def place(site: Served, tmp_path: Path) -> Iterator[Workspace]:
    """Orders about all that fails, in a registry that has a third unit at another host."""
    workspace = Workspace.at(workspace_for(site, tmp_path / "qinghe"))
    units = workspace.registry
    with small_district() as other:
        told = units.read_text("utf-8")
        third = next(line for line in told.splitlines() if line.startswith("CJJ"))
        units.write_text(f"{told}{third.replace('CJJ,', 'SJJ,', 1).replace(site.url, other.url)}\n", "utf-8")
        inspect(workspace, as_of=AT)
        assert issue(workspace, "latest", Word("甲", day=AT))
        yield workspace


@pytest.mark.parametrize(("status", "shifting"), [(200, True), (200, False), (404, False)])
def test_a_recheck_in_such_a_network_says_nothing(
    place: Workspace, portal: Portal, status: int, shifting: bool
) -> None:
    """Without canaries: registered pages tell. No order moves until the network is back."""
    before = [(order.number, order.status, len(order.events)) for order in listed(place)]
    portal.after, portal.status, portal.shifting = 0, status, shifting

    with pytest.raises(Quarantined, match="one and the same page") as held:
        recheck(place, (), Word("王", day=AT))

    assert "orders recheck" in held.value.remedy
    assert [(order.number, order.status, len(order.events)) for order in listed(place)] == before
    portal.after = 10**9
    looked = recheck(place, (), Word("王", day=AT))
    assert looked
    assert all(order.last("rechecked") is not None for order in looked)


def test_a_check_on_demand_is_guarded_by_the_canaries_there_are(place: Workspace, site: Served, portal: Portal) -> None:
    """With canaries that all show one page nothing of the site is judged; where there are none, that is said."""
    config = place.settings.workspace / "config.toml"
    texts, url = read_texts(bundled_rules()), f"{site.url}/CJJ/"
    bare = check(place.settings, texts, url, "department", AT)
    canaries = json.dumps([f"{site.url}/CJJ/", f"{site.url}/CJJ/guide.html"])
    config.write_text(f"{config.read_text('utf-8')}[canaries]\nurls = {canaries}\n", "utf-8")
    settings = Workspace.at(place.settings.workspace).settings
    truth = check(settings, texts, url, "department", AT)
    portal.after, portal.shifting = 0, True

    astray = check(settings, texts, url, "department", AT)

    assert (bare.guarded, truth.guarded, astray.guarded) == (False, True, True)
    assert failing(truth.result) == failing(bare.result)
    assert failing(astray.result) == []
    gates = {one["id"]: one for one in astray.result["run"]["gates"]}
    assert not gates["canaries"]["ok"]
