"""A check on demand opens what takes long beside its loop, as a run does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small_district import small_district, workspace_for

from inspector.facts.open import glance_at
from inspector.model.capture import Capture
from inspector.pipeline import looking
from inspector.pipeline.rulebook import bundled_rules, read_texts
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
