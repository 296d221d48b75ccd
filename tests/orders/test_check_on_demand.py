"""A check on demand opens what takes long beside its loop, and believes no more of what it saw, as a run does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from small_district import Served, small_district, workspace_for

from inspector.facts.open import glance_at
from inspector.model.capture import Capture
from inspector.pipeline.collect import looking
from inspector.pipeline.ruleset.rulebook import bundled_rules, read_texts
from inspector.pipeline.single import check
from inspector.pipeline.workspace import Workspace


def test_a_heavy_page_is_opened_by_another_process_and_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disclosure column is heavy: the unit goes by the name in it, its guide is found from it, and neither was opened in the loop."""
    here: dict[str, int] = {}

    def glanced(capture: Capture) -> object:
        here[capture.ask.url] = len(capture.body)
        return glance_at(capture)

    monkeypatch.setattr(looking, "glance_at", glanced)
    with small_district() as site:
        place = Workspace.at(workspace_for(site, tmp_path / "qinghe"))
        place.registry.unlink()
        site.pages["/CJJ/"] += "".join(f"<p>第{n}项信息公开通知，见本机关网站</p>" for n in range(8000))
        checked = check(
            place.settings, read_texts(bundled_rules()), f"{site.url}/CJJ/", "department", date(2026, 11, 24)
        )

    (unit,) = checked.result["units"]
    assert unit["name"] == "清河区城建局"
    assert next(one for one in unit["findings"] if one["rule"] == "GD-01")["outcome"] == "pass"
    assert here
    assert max(here.values()) < 100_000


GUIDE = "/MZJ/guide.html"
HALF, MORE, WHOLE = "<p>联系电话", "<p>传真号码", "</html>"


def outcomes(site: Served, folder: Path) -> dict[str, tuple[str, str]]:
    """Outcome and attribution of each rule for the first unit of the site, checked on demand without a registry."""
    config = workspace_for(site, folder) / "config.toml"
    config.write_text(config.read_text("utf-8").replace("[crawl]", 'allowed_hosts = ["127.0.0.1"]\n[crawl]'), "utf-8")
    place = Workspace.at(folder)
    place.registry.unlink()
    checked = check(place.settings, read_texts(bundled_rules()), f"{site.url}/MZJ/", "department", date(2026, 11, 24))
    [unit] = checked.result["units"]
    return {one["rule"]: (one["outcome"], one["attribution"]) for one in unit["findings"]}


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [((HALF, WHOLE), "pass"), ((HALF, MORE), "undetermined"), ((HALF, HALF), "fail")],
    ids=["whole at the second look", "elsewhere each time", "at one place twice"],
)
def test_a_page_that_may_lack_its_end_is_looked_at_twice(tmp_path: Path, ends: tuple[str, str], wanted: str) -> None:
    """Sent without a length it stops between two elements: as in a run it is judged once it stopped there twice."""
    with small_district() as site:
        site.pages["/"] = site.pages["/MZJ/"]
        site.cut[GUIDE] = [site.pages[GUIDE].index(mark) + len(WHOLE) * (mark == WHOLE) for mark in ends]

        assert outcomes(site, tmp_path / "qinghe")["GD-07"][0] == wanted


@pytest.mark.parametrize(("how", "wanted"), [("", "fail"), ("404", "undetermined")])
def test_a_site_that_refuses_us_everywhere_is_not_judged(tmp_path: Path, how: Literal["", "404"], wanted: str) -> None:
    """Two entries to a platform are not found: its front page tells whether it shows us anything."""
    with small_district() as site, small_district() as platform:
        entries = "".join(f"<p>在线申请：{platform.url}/sq{n}.html</p>" for n in (1, 2))
        site.pages[GUIDE] = site.pages[GUIDE].replace(HALF, entries + HALF)
        platform.pages["/"] = platform.pages["/MZJ/"]
        platform.shut = how

        assert outcomes(site, tmp_path / "qinghe")["CH-07"][0] == wanted
