"""The doctor says what is missing or broken, and asks the network only for canaries."""

from __future__ import annotations

from pathlib import Path

from small_district import small_district, workspace_for

from inspector.pipeline.doctor import Report, examine


def about(reports: list[Report], words: str) -> list[tuple[str, str]]:
    """State and sentence of the reports that speak of something."""
    return [(report.state, report.what) for report in reports if words in report.what]


def test_canaries_that_answer_are_counted(tmp_path: Path) -> None:
    """One that is there and one that is not."""
    with small_district() as site:
        folder = workspace_for(
            site, tmp_path / "qinghe", f'[canaries]\nurls = ["{site.url}/MZJ/", "http://127.0.0.1:1/"]\n'
        )

        assert about(examine(folder), "canaries answer") == [("ok", "1 of 2 canaries answer")]


def test_a_dead_network_is_told(tmp_path: Path) -> None:
    """Where none answers, a run would be held back: that is said before."""
    with small_district() as site:
        folder = workspace_for(site, tmp_path / "qinghe", '[canaries]\nurls = ["http://127.0.0.1:1/"]\n')

        assert about(examine(folder), "no canary answers")[0][0] == "note"


def test_without_canaries_no_site_is_asked(tmp_path: Path) -> None:
    """A note says what to name; nothing went over the wire."""
    with small_district() as site:
        folder = workspace_for(site, tmp_path / "qinghe")
        found = examine(folder)

    assert about(found, "no canary tells")[0][0] == "note"
    assert site.asked == []
    assert about(found, "backups lie on the disk")[0][0] == "note"
