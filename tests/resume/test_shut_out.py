"""A site that is shut to us alone: nothing tells it from one that is gone, so it costs its unit nothing and a person looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from held_runs import failing, later
from small_district import Served, small_district, workspace_for

from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.workspace import Workspace

AT = date(2026, 11, 24)


@pytest.fixture
def site() -> Iterator[Served]:
    """The site of one unit."""
    with small_district() as made:
        yield made


@pytest.fixture
def place(site: Served, tmp_path: Path) -> Iterator[Workspace]:
    """A registry of that unit alone, looked at twice; its canaries are another owner's and always well."""
    with small_district() as well:
        more = f'[canaries]\nurls = ["{well.url}/CJJ/", "{well.url}/MZJ/"]\n'
        folder = workspace_for(site, tmp_path / "qinghe", more)
        config = folder / "config.toml"
        config.write_text(config.read_text("utf-8").replace("attempts = 1\nafter_s = 0", "attempts = 2"), "utf-8")
        units = folder / "units.csv"
        units.write_text("\n".join(units.read_text("utf-8").splitlines()[:2]) + "\n", encoding="utf-8")
        yield Workspace.at(folder)


def looked_twice(place: Workspace) -> dict[str, Any]:
    """The result of a run and of its second look, the next day."""
    inspect(place, as_of=AT, watch=Watch(now=later))
    return resume(place, watch=Watch(now=lambda: later() + timedelta(days=1))).result


def test_a_site_that_hangs_up_on_us_everywhere_is_a_door(site: Served, place: Workspace) -> None:
    """At each address and at the front page, look after look: whoever calls himself otherwise sees it all."""
    site.shut = "reset"

    seen = looked_twice(place)

    [unit] = seen["units"]
    assert failing(seen) == []
    assert {one["attribution"] for one in unit["findings"] if one["rule"].startswith("GD-")} == {"blocked"}


def test_a_site_that_calls_everything_gone_is_for_a_person(site: Served, place: Workspace) -> None:
    """Its front page too, look after look: it is gone, or shut to us alone. It costs nothing before somebody has said which."""
    site.shut = "404"

    seen = looked_twice(place)

    [unit] = seen["units"]
    proposed = {one["rule"]: one["confirmed"] for one in unit["findings"] if one["outcome"] == "fail"}
    assert proposed == dict.fromkeys(proposed, False)
    assert "GD-01" in proposed
    assert unit["score"]["value"] == 100
    assert {one["attribution"] for one in unit["findings"] if one["reason"] == "blocked"} == {"blocked"}
    assert answers(unit) == {(404, sha256(b"not here").hexdigest())}


def answers(unit: dict[str, Any]) -> set[tuple[int, str]]:
    """Status and digest of the answers on which it rests that the guide is missing: the evidence has them under that digest."""
    [missing] = [one for one in unit["findings"] if one["rule"] == "GD-01"]
    return {(cited["status"], cited["sha256"]) for cited in missing["evidence"]}


def test_a_site_whose_front_page_we_see_has_lost_its_pages(site: Served, place: Workspace) -> None:
    """It lets us in: what it says is not there is not there."""
    site.pages = {"/": site.pages["/CJJ/"]}

    assert ("MZJ", "GD-01") in failing(looked_twice(place))
