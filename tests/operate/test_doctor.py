"""The doctor says what is missing or broken, and asks the network only for canaries and our own mail servers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from mail_district import mail_district
from mail_town import SECRET
from small_district import small_district, workspace_for

from inspector.collect.manners import china_now
from inspector.pipeline.doctor import Report, examine
from inspector.pipeline.make import make_workspace


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


def test_a_clock_that_no_canary_shares_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers carry the time of their servers; a machine that is an hour off is told so before it dates any evidence."""
    with small_district() as site:
        folder = workspace_for(site, tmp_path / "qinghe", f'[canaries]\nurls = ["{site.url}/MZJ/"]\n')
        assert about(examine(folder), "the clock agrees") == [("ok", "the clock agrees with the canaries'")]

        now = china_now()
        monkeypatch.setattr("inspector.pipeline.doctor_network.china_now", lambda: now + timedelta(hours=1))

        assert about(examine(folder), "clock is")[0][0] == "broken"


def test_the_working_days_of_this_year_and_the_next_are_looked_for(tmp_path: Path) -> None:
    """Known ones are told; a table that lacks is a note for next year, and broken for this one."""
    place = tmp_path / "qinghe"
    make_workspace(place)
    year = china_now().year
    told = {what: state for state, what in about(examine(place), "working days")}
    (place / "rules" / "calendar" / f"{year}.yaml").unlink()

    assert told[f"the working days of {year} are known"] == "ok"
    assert any(str(year + 1) in what for what in told)
    assert ("broken", f"there is no table of working days for {year}") in about(examine(place), "working days")


@pytest.mark.slow
def test_mail_servers_are_visited_and_left_without_a_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real submission server and a real mailbox: both let us in; a wrong password and a dead port are told; nothing is sent."""
    monkeypatch.setenv("INSPECTOR_MAIL_IMAP_PASSWORD", SECRET)
    with mail_district(tmp_path / "w", ["human@mail.town.test"]) as town:
        folder = town.workspace.settings.workspace
        good = [*about(examine(folder), "no mail was sent"), *about(examine(folder), "no mail was read")]
        monkeypatch.setenv("INSPECTOR_MAIL_IMAP_PASSWORD", "wrong")
        refused = about(examine(folder), "refuses our login")
        config = folder / "config.toml"
        port = town.workspace.settings.mail.smtp_port
        config.write_text(config.read_text("utf-8").replace(f"smtp_port = {port}", "smtp_port = 1"), encoding="utf-8")
        dead = about(examine(folder), "does not answer")

        assert [state for state, _ in good] == ["ok", "ok"]
        assert (refused[0][0], dead[0][0]) == ("broken", "broken")
        assert town.post.taken == []
