"""A run's health page tells which hosts answered, from the manifests alone."""

from __future__ import annotations

from pathlib import Path

from small_district import small_district, workspace_for

from inspector.model.capture import Failure
from inspector.pipeline.collect.health import health_of
from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace
from inspector.report.health import hosts_of


def test_the_page_lies_beside_the_report_and_is_linked_from_it(tmp_path: Path) -> None:
    """Every look is counted once, by host."""
    with small_district() as site:
        place = Workspace.at(workspace_for(site, tmp_path / "qinghe"))
        done = inspect(place)
    health = health_of(place.run("latest"))
    page = (done.report.parent / "health.html").read_text(encoding="utf-8")

    assert 'href="health.html"' in done.report.read_text(encoding="utf-8")
    assert health.missing == ()
    assert health.asked == sum(len(place.run("latest").looks(code)) for code in ("MZJ", "CJJ"))
    assert site.url.removeprefix("http://") in page


def test_hosts_that_answered_worst_come_first() -> None:
    """Failures and statuses are counted apart, the commonest first."""
    looks = [
        ("good", 200, None),
        ("good", 404, None),
        ("good", 200, None),
        ("bad", None, Failure.TIMEOUT),
        ("bad", None, Failure.TIMEOUT),
        ("bad", 200, Failure.CHALLENGE),
    ]

    bad, good = hosts_of(looks)

    assert (bad.name, bad.unanswered, bad.failures) == ("bad", 3, ((Failure.TIMEOUT, 2), (Failure.CHALLENGE, 1)))
    assert (good.name, good.unanswered, good.statuses) == ("good", 0, ((200, 2), (404, 1)))
