"""A dead network of ours is not the units' fault: such a run is held back, costs nobody a point, and ends right when resumed."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpcore
import pytest
from held_runs import UNITS, gate, later, plain, published, scores
from small_district import small_district, workspace_for

from inspector import archive
from inspector.collect import guard
from inspector.errors import Quarantined, RunIncomplete, UsageError
from inspector.judge.result import text
from inspector.pipeline.collect import quarantine
from inspector.pipeline.demo import prepared
from inspector.pipeline.judge.judging import judged, ruleset_of, snapshot_of
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.workspace import Workspace
from inspector.sample import District


@dataclass
class Uplink:
    """The cable between us and all sites: cut once so much went through it, or all but to one place."""

    left: int = 10**9
    spared: str = ""
    fault: Exception = field(default_factory=lambda: httpcore.ConnectError("network is unreachable"))

    def use(self, host: str) -> None:
        """Raises what the system says where one more write or connection does not get through."""
        self.left -= 1
        if self.left < 0 and host != self.spared:
            raise self.fault


@pytest.fixture
def uplink(monkeypatch: pytest.MonkeyPatch) -> Uplink:
    """A cable that can be cut, between the guard and the sockets."""
    cable, real = Uplink(), guard.GuardedBackend.connect_tcp

    async def connect(self: guard.GuardedBackend, host: str, *rest: Any, **named: Any) -> httpcore.AsyncNetworkStream:
        cable.use(host)
        stream = await real(self, host, *rest, **named)
        write = stream.write

        async def used(*data: Any, **more: Any) -> None:
            cable.use(host)
            await write(*data, **more)

        stream.write = used  # type: ignore[method-assign]
        return stream

    monkeypatch.setattr(guard.GuardedBackend, "connect_tcp", connect)
    return cable


@pytest.fixture
def place(district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Workspace, date]:
    """A workspace that closes each connection's chance at once: no retries."""
    monkeypatch.setenv("INSPECTOR_CRAWL__RETRIES", "0")
    return prepared(tmp_path / "workspace", district)


def test_a_run_whose_network_dies_is_held_back_and_ends_right(place: tuple[Workspace, date], uplink: Uplink) -> None:
    """Cut in the middle: nothing published, no value lower and no floor higher than the truth; resumed, it is the truth."""
    workspace, at = place
    truth = inspect(workspace, only=UNITS, as_of=at).result
    before = published(workspace)

    uplink.left = 60
    shown: list[dict[str, Any]] = []
    with pytest.raises(Quarantined, match="canaries") as held:
        inspect(workspace, only=UNITS, as_of=at, watch=Watch(now=later, held=lambda kept: shown.append(kept.whole)))
    (seen,) = shown

    assert held.value.exit_status == 3
    assert (seen["run"]["complete"], gate(seen, "canaries"), seen["run"]["evidence_root"]) == (False, False, "")
    assert [unit["code"] for unit in seen["units"]] == list(UNITS)
    real = scores(truth)
    assert all(value >= real[code][0] and floor <= real[code][1] for code, (value, floor) in scores(seen).items())
    assert published(workspace) == before
    assert [one.run for one in quarantine.held(workspace)] == [seen["run"]["id"]]
    assert text(judged(workspace.run("latest"), ruleset_of(snapshot_of(workspace.run("latest"))))) == text(seen)

    with pytest.raises(Quarantined):
        resume(workspace)
    uplink.left = 10**9
    done = resume(workspace)

    assert plain(done.result) == plain(truth)
    assert gate(done.result, "canaries")
    assert quarantine.held(workspace) == ()
    assert archive.verify(done.evidence).ok


def test_sites_that_fall_silent_together_are_laid_to_us(
    place: tuple[Workspace, date], district: District, uplink: Uplink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The canary answers, three units more than last quarter do not: held back until looked at again, or released."""
    workspace, at = place
    canary = max(district.bases.values())
    monkeypatch.setenv("INSPECTOR_CANARIES__URLS", json.dumps([canary]))
    workspace = Workspace.at(workspace.settings.workspace)
    first = inspect(workspace, quarter="2026Q3", as_of=date(2026, 9, 20), only=UNITS)
    result = json.loads((workspace.results / f"{first.result['run']['id']}.json").read_text(encoding="utf-8"))
    assert all(unit["looks"]["asked"] for unit in result["units"])
    rows = (workspace.registry.read_text(encoding="utf-8-sig")).splitlines(keepends=True)
    workspace.registry.write_text(
        "".join([rows[0], *(row for row in rows[1:] if row.split(",")[0] in UNITS)]), encoding="utf-8"
    )
    uplink.left, uplink.spared = 0, canary.split("//")[1].split(":")[0]

    with pytest.raises(Quarantined, match="more looks than in the last quarter"):
        inspect(workspace, as_of=at, watch=Watch(now=later))
    held = quarantine.held(workspace)[0]
    with pytest.raises(Quarantined):
        resume(workspace)

    assert "more looks than in the last quarter" in held.why
    quarantine.release(workspace, held.run, "王芳", "电话核实，网站确已停用")
    done = resume(workspace)
    assert (done.result["run"]["complete"], gate(done.result, "looks")) == (True, False)
    with pytest.raises(UsageError, match="not held"):
        quarantine.release(workspace, held.run, "王芳", "again")


def test_what_never_left_this_machine_is_taken_again(
    place: tuple[Workspace, date], district: District, uplink: Uplink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing to connect with, all canaries well: nobody is charged, the gate is shut, and a resume looks again."""
    workspace, at = place
    canary = max(district.bases.values())
    monkeypatch.setenv("INSPECTOR_CANARIES__URLS", json.dumps([canary]))
    workspace = Workspace.at(workspace.settings.workspace)
    truth = inspect(workspace, only=("QH101",), as_of=at).result
    uplink.left, uplink.spared, uplink.fault = (
        30,
        canary.split("//")[1].split(":")[0],
        OSError(24, "Too many open files"),
    )

    seen = inspect(workspace, only=("QH101",), as_of=at, watch=Watch(now=later)).result

    [unit] = seen["units"]
    assert not gate(seen, "canaries")
    assert scores(seen)["QH101"][0] >= scores(truth)["QH101"][0]
    assert {one["attribution"] for one in unit["findings"] if one["reason"] == "uplink"} == {"us"}
    uplink.left = 10**9
    assert plain(resume(workspace).result) == plain(truth)


def test_a_canary_whose_page_never_ends_is_there_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its page takes longer than the timeout, at every round; that it is there can be told without."""
    gone = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/robots.txt":
                gone.wait(60)
            self.send_error(404)

        def do_HEAD(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is said on the terminal."""

    monkeypatch.setenv("INSPECTOR_CRAWL__TIMEOUT_S", "3")

    class Patient(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """One who gave up is nothing to tell of."""

    with small_district() as site, Patient(("127.0.0.1", 0), Slow) as slow:
        threading.Thread(target=slow.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{slow.server_address[1]}/"
        workspace = Workspace.at(workspace_for(site, tmp_path / "slow", f'[canaries]\nurls = ["{url}"]\n'))
        done = inspect(workspace, as_of=date(2026, 11, 24))
        gone.set()
        slow.shutdown()

    assert gate(done.result, "canaries")
    last = next(one for one in workspace.run("latest").beside("canaries").values() if one.ask.url == url)
    assert [(look.ask.method, look.status) for look in (*last.earlier, last)] == [("HEAD", 200)] * 2


def test_by_day_nothing_is_fetched(
    place: tuple[Workspace, date], district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a night window a run begun at noon fetches nothing and says from when it goes on; at night it does."""
    workspace, at = place
    monkeypatch.setenv("INSPECTOR_CRAWL__NIGHT", '{"start": "22:00", "end": "06:00"}')
    workspace = Workspace.at(workspace.settings.workspace)
    asked = sum(district.counts.requests.values())
    noon = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=8)))

    with pytest.raises(RunIncomplete, match=r"22:00 to 06:00") as refused:
        inspect(workspace, only=("QH301",), as_of=at, watch=Watch(now=lambda: noon))

    assert "11-24 22:00" in str(refused.value)
    assert sum(district.counts.requests.values()) == asked
    night = noon.replace(hour=23)
    assert resume(workspace, watch=Watch(now=lambda: night)).result["run"]["complete"]


def test_when_the_night_ends_the_units_in_hand_are_finished(
    place: tuple[Workspace, date], district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No unit is begun after the window closed, none in hand is lost, and the next night goes on from there."""
    workspace, at = place
    monkeypatch.setenv("INSPECTOR_CRAWL__NIGHT", '{"start": "22:00", "end": "06:00"}')
    workspace = Workspace.at(workspace.settings.workspace)
    units = ("QH101", "QH102", "QH103", "QH104", "QH105")
    before = sum(district.counts.requests.values())
    midnight = datetime(2026, 11, 24, tzinfo=timezone(timedelta(hours=8)))

    def dawn() -> datetime:
        asked = sum(district.counts.requests.values()) - before
        return midnight.replace(hour=5, minute=59) if asked < 20 else midnight.replace(hour=6)

    with pytest.raises(RunIncomplete, match=r"22:00 to 06:00"):
        inspect(workspace, only=units, as_of=at, watch=Watch(now=dawn))

    run = workspace.run("latest")
    kept = {code: run.digest(code) for code in run.codes}
    assert 1 <= len(kept) < len(units)
    done = resume(workspace, watch=Watch(now=lambda: midnight.replace(hour=23)))
    assert done.result["run"]["complete"]
    assert {code: workspace.run("latest").digest(code) for code in kept} == kept
