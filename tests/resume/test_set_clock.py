"""A second look waits for time that has passed, not for what the machine's clock says of it."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from held_runs import later
from small_district import small_district, workspace_for

from inspector.pipeline.collect import set_clock
from inspector.pipeline.collect.waiting import next_look
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.workspace import Workspace

AFTER_S = 6 * 3600


@pytest.mark.skipif(not set_clock._BOOT.exists(), reason="the system does not tell when it was started")
def test_a_clock_set_forward_between_two_processes_confirms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven hours on the clock, none in truth: the page that is gone is not looked at again. After seven true hours it is."""
    began, real = later(), time.time
    with small_district() as site:
        folder = workspace_for(site, tmp_path / "workspace")
        config = (folder / "config.toml").read_text(encoding="utf-8")
        config = config.replace("attempts = 1\nafter_s = 0", f"attempts = 2\nafter_s = {AFTER_S}")
        (folder / "config.toml").write_text(config, encoding="utf-8")
        workspace = Workspace.at(folder)
        del site.pages["/MZJ/guide.html"]
        inspect(workspace, as_of=date(2026, 11, 24), watch=Watch(now=lambda: began))
        asked, hours = [site.asked.count("/MZJ/guide.html")], timedelta(hours=7)

        monkeypatch.setattr(time, "time", lambda: real() + hours.total_seconds())
        resume(workspace, watch=Watch(now=lambda: began + hours))
        asked.append(site.asked.count("/MZJ/guide.html"))
        due = next_look(workspace.run("latest"))
        monkeypatch.setattr(time, "time", real)
        resume(workspace, watch=Watch(now=lambda: began + hours))
        asked.append(site.asked.count("/MZJ/guide.html"))

    assert asked[0] == asked[1] < asked[2]
    assert due is not None
    assert due - began >= timedelta(seconds=AFTER_S) + hours - timedelta(minutes=5)
