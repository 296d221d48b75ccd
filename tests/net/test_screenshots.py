"""Pictures of failed findings, on request."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector import archive
from inspector.collect.browser import why_not
from inspector.errors import UsageError
from inspector.pipeline.demo import prepared
from inspector.pipeline.pictures import refuse_without_browser, screenshots
from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace
from inspector.sample import serve


@pytest.mark.skipif(bool(why_not()), reason=f"pages cannot be rendered here: {why_not()}")
def test_failed_findings_are_shown_and_the_run_stays_as_it_was(tmp_path: Path) -> None:
    """PNG files beside the report and in its copies of pages, evidence sealed apart, no application sent, the run's root unchanged."""
    with serve() as district:
        workspace, at = prepared(tmp_path / "workspace", district)
        done = inspect(workspace, only=["QH103"], as_of=at)
        files, kept = screenshots(workspace, "latest")
        submissions = district.counts.submissions

    rules = {finding["rule"] for finding in done.result["units"][0]["findings"] if finding["outcome"] == "fail"}
    assert rules
    assert {path.name.split("-")[1] for path in files} <= {rule.split("-")[0] for rule in rules}
    assert files
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in files)
    assert submissions == 0
    copies = (done.report.parent / "copies/QH103").glob("*.html")
    assert any('src="data:image/png;base64,' in page.read_text(encoding="utf-8") for page in copies)
    assert archive.verify(kept).ok
    assert archive.verify(done.evidence, done.result["run"]["evidence_root"]).ok


def test_without_a_browser_it_is_said_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switched off in config.toml: one sentence, and what to do."""
    monkeypatch.setenv("INSPECTOR_CRAWL__BROWSER", "false")
    with serve() as district:
        workspace, _ = prepared(tmp_path / "workspace", district)

    with pytest.raises(UsageError, match="browser is off"):
        refuse_without_browser(Workspace.at(workspace.settings.workspace))
