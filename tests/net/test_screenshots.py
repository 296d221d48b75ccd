"""Pictures of failed findings, on request."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from inspector import archive
from inspector.collect.chromium import why_not
from inspector.errors import UsageError
from inspector.pipeline.demo import prepared
from inspector.pipeline.quarter import inspect
from inspector.pipeline.rectify import orders
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.report.papers import write_papers
from inspector.pipeline.report.pictures import refuse_without_browser, screenshots
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
    orders.issue(workspace, "latest", Word("王芳", authority="负责人批准", day=at))
    write_papers(workspace, at)
    order_page = done.report.parent / "orders/QH103.html"
    linked = re.findall(r'href="(\.\./copies/QH103/\w+\.html)#picture"', order_page.read_text(encoding="utf-8"))
    notice = (done.report.parent / "units/QH103.html").read_text(encoding="utf-8")
    assert linked
    assert all('id="picture"' in (order_page.parent / link).read_text(encoding="utf-8") for link in linked)
    assert all(f'href="{link}#picture"' in notice for link in linked)
    for page in (done.report.parent / "units/QH103.html", order_page):
        words = re.search(
            r"<code>python3 (verify_evidence\.py \S+ \S+ --unit \w+)</code>", page.read_text(encoding="utf-8")
        )
        assert words is not None
        script, *rest = words[1].split(" ")
        command = [sys.executable, "-I", "-S", str(page.parent / script), *rest]
        said = subprocess.run(command, cwd=done.evidence.parent, capture_output=True, text=True, check=False)
        assert (said.returncode, "is what was recorded" in said.stdout) == (0, True), said.stderr
    assert archive.verify(kept).ok
    assert archive.verify(done.evidence, done.result["run"]["evidence_root"]).ok


def test_without_a_browser_it_is_said_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switched off in config.toml: one sentence, and what to do."""
    monkeypatch.setenv("INSPECTOR_CRAWL__BROWSER", "false")
    with serve() as district:
        workspace, _ = prepared(tmp_path / "workspace", district)

    with pytest.raises(UsageError, match="browser is off"):
        refuse_without_browser(Workspace.at(workspace.settings.workspace))
