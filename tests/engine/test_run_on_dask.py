"""A whole inspection in several processes, forks or on a Dask cluster, gives what one process gives, whoever is killed."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from dask_cluster import cluster, short_leases
from deadly import Deadly
from hung_process import communicated
from moving_clock import FILE, moved
from siege import besieged, config, page
from still_clock import noon

from inspector.errors import RunIncomplete, SettingsError
from inspector.judge.result import text
from inspector.pipeline.demo import prepared
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.make import make_workspace
from inspector.pipeline.quarter import Inspected, inspect, resume
from inspector.pipeline.workspace import Workspace
from inspector.sample import District, serve

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]
UNITS = ("QH101", "QH102", "QH103", "QH105", "QH110", "QH115", "QH205", "QH301")


@pytest.fixture(scope="module")
def district() -> Iterator[District]:
    """The sample district on loopback, its servers' clocks standing still too."""
    with pytest.MonkeyPatch.context() as patch, serve() as made:
        patch.setattr(BaseHTTPRequestHandler, "date_time_string", lambda *_: "Tue, 24 Nov 2026 04:00:00 GMT")
        yield made


def inspected(
    folder: Path, district: District, kind: str, gathered: Callable[..., None] = lambda *_: None
) -> Inspected:
    """The same units inspected in a workspace of their own, on the engine `kind`; `forks` are two processes of `local`."""
    folder.mkdir()
    prepared(folder, district)
    config = folder / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + engine(kind), encoding="utf-8")
    watch = Watch(now=noon, gathered=gathered)
    with several(kind):
        return inspect(Workspace.at(folder), only=UNITS, as_of=noon().date(), watch=watch)


def engine(kind: str) -> str:
    """The table of config.toml."""
    return f'[engine]\nkind = "{"dask" if kind == "dask" else "local"}"\n'


@contextlib.contextmanager
def several(kind: str) -> Iterator[None]:
    """Two forks however few the groups and whatever the machine, or none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inspector.engine.local._GROUPS_EACH", 1)
        patch.setattr("inspector.pipeline.collect.engines.cores", lambda: 2 if kind == "forks" else 1)
        yield


@pytest.fixture(scope="module")
def local(district: District, tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    """What one process makes of it."""
    return inspected(tmp_path_factory.mktemp("local") / "workspace", district, "local")


@pytest.mark.parametrize("kind", ["dask", "forks"])
def test_several_processes_give_the_bytes_of_one(
    district: District, local: Inspected, tmp_path: Path, kind: str
) -> None:
    """Two processes, one of them killed with SIGKILL: the same result, the same evidence, every host visited by one at a time."""
    killed: list[int] = []

    def kill_one(*_: object) -> None:
        if not killed:
            killed.append(multiprocessing.active_children()[0].pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    district.counts.most_at_once.clear()
    district.counts.requests.clear()
    with short_leases():
        done = inspected(tmp_path / "workspace", district, kind, kill_one)

    assert killed
    assert text(done.result) == text(local.result)
    assert done.result["run"]["complete"]
    assert max(district.counts.most_at_once.values()) == 1
    assert district.counts.submissions == 0


CONFIG = config("delay_s = 0.05")


@pytest.mark.parametrize("kind", ["dask", "forks", "local"])
def test_a_page_that_units_of_several_processes_share_is_fetched_once(tmp_path: Path, kind: str) -> None:
    """Units on six hosts have their guides on a seventh: its pages are asked for once, whichever process needs them."""
    with contextlib.ExitStack() as servers:
        own = [servers.enter_context(besieged({"/": page("")})) for _ in range(6)]
        shared = servers.enter_context(besieged({"/guide/": page("")}))
        make_workspace(tmp_path / "workspace")
        (tmp_path / "workspace/config.toml").write_text(CONFIG + engine(kind), encoding="utf-8")
        rows = [f"U{n},清河区第{n}局,department,{one.url}/,{one.url}/,{shared.url}/guide/" for n, one in enumerate(own)]
        (tmp_path / "workspace/units.csv").write_text(
            "\n".join(["code,name,type,home,disclosure,guide", *rows, ""]), encoding="utf-8"
        )

        with several(kind):
            done = inspect(Workspace.at(tmp_path / "workspace"), as_of=noon().date())

    assert done.result["run"]["complete"]
    pages = [asked for asked in shared.asked if asked != "GET /robots.txt"]
    assert sorted(pages) == sorted(set(pages))
    assert "GET /guide/" in pages


@pytest.mark.parametrize("kind", ["dask", "forks"])
def test_a_night_that_ends_while_several_processes_fetch_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Units in hand are finished, no other is begun, the sentence names the hours; nothing is asked for twice in the end."""
    clock, at_night, by_day = tmp_path / "clock", "2026-11-24T05:59:00+08:00", "2026-11-24T06:01:00+08:00"
    monkeypatch.setenv(FILE, str(clock))
    clock.write_text(at_night, encoding="ascii")
    with contextlib.ExitStack() as servers:
        sites = [servers.enter_context(besieged({"/": page(""), "/guide/": page("")})) for _ in range(12)]
        make_workspace(tmp_path / "workspace")
        night = CONFIG.replace("delay_s", 'concurrency = 2\nnight = { start = "22:00", end = "06:00" }\ndelay_s')
        (tmp_path / "workspace/config.toml").write_text(night + engine(kind), encoding="utf-8")
        rows = [f"U{n},清河区第{n}局,department,{one.url}/,{one.url}/guide/" for n, one in enumerate(sites)]
        text = "\n".join(["code,name,type,home,guide", *rows, ""])
        (tmp_path / "workspace/units.csv").write_text(text, encoding="utf-8")
        place = Workspace.at(tmp_path / "workspace")
        watch = Watch(now=moved, gathered=lambda *_: clock.write_text(by_day, encoding="ascii") and None)
        with several(kind):
            with pytest.raises(RunIncomplete, match=r"from 22:00 to 06:00 only") as told:
                inspect(place, as_of=noon().date(), watch=watch)
            begun = [site for site in sites if site.asked]
            clock.write_text("2026-11-24T22:00:00+08:00", encoding="ascii")
            done = resume(place, watch=Watch(now=moved))

    assert "11-24 22:00" in str(told.value)
    assert 1 <= len(begun) < len(sites)
    assert done.result["run"]["complete"]
    assert all(site.asked.count("GET /guide/") == 1 for site in sites)


@pytest.mark.parametrize("kind", ["forks", "dask"])
def test_a_unit_at_which_processes_die_costs_itself_alone_and_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Its run ends whole: each of its looks is undetermined by our fault and says why, the other units are seen. So it is resumed."""
    with contextlib.ExitStack() as servers:
        own = ["".join(chr(0x4E00 + 500 * n + k) for k in range(400)) for n in range(4)]
        texts = [page(f"<h1>清河区第{n}局</h1><p>清河区第4局</p><p>清河区第5局</p><p>{own[n]}</p>") for n in range(4)]
        sites = [servers.enter_context(besieged({"/": text, "/guide/": text})) for text in texts]
        make_workspace(tmp_path / "workspace")
        (tmp_path / "workspace/config.toml").write_text(CONFIG + engine(kind), encoding="utf-8")
        urls = [(one.url, n) for n, one in enumerate(sites)] + [(sites[0].url, 4), (sites[0].url, 5)]
        rows = [f"U{n},清河区第{n}局,department,{url}/,{url}/guide/?{n}" for url, n in urls]
        text = "\n".join(["code,name,type,home,guide", *rows, ""])
        (tmp_path / "workspace/units.csv").write_text(text, encoding="utf-8")
        place = Workspace.at(tmp_path / "workspace")
        with monkeypatch.context() as patch, several(kind), short_leases():
            patch.setattr("inspector.pipeline.collect.looks.Fieldwork", Deadly("U4"))
            patch.setattr("inspector.engine.dask._ALLOWED_FAILURES", 1)
            done = inspect(place, as_of=noon().date())
        first = done.result
        units = {unit["code"]: unit for unit in first["units"]}
        pages = {code: {line["state"] for line in unit["pages"]} for code, unit in units.items()}
        with several(kind):
            again = resume(place)

    assert first["run"]["complete"]
    assert {code for code, states in pages.items() if "open" not in states} == {"U4"}, pages
    assert {finding["outcome"] for finding in units["U4"]["findings"]} <= {"undetermined", "not_applicable"}
    assert any("U4" in line and "--resume" in line for line in done.notes)
    assert all("open" in {line["state"] for line in one["pages"]} for one in again.result["units"])
    assert not any("died" in line for line in again.notes)


def test_a_cluster_that_dies_leaves_a_run_that_can_be_resumed(district: District, tmp_path: Path) -> None:
    """The scheduler killed as soon as a worker's log says that a unit is stored: status 3, one sentence; one process goes on."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    prepared(folder, district)
    chosen = [word for code in UNITS for word in ("--unit", code)]
    with cluster(workers=2) as (address, processes):
        process = _run(folder, "dask", address, "--as-of", "2026-11-24", *chosen)
        stored = _first_stored(folder)
        processes[0].kill()
        said = communicated(process)[1]
        kept = {path: path.read_bytes() for path in (folder / "data" / "evidence").glob("*/QH*/manifest.json")}
        again = _run(folder, "local", "", "--resume")
        told = communicated(again)[1]

    assert (process.returncode, "the Dask scheduler of the cluster at tcp://127.0.0.1" in said) == (3, True), said
    assert "Traceback" not in said
    assert stored["run"].startswith("2026Q4-")
    assert stored["unit"] in UNITS
    assert again.returncode == 0, told
    assert kept.items() <= {path: path.read_bytes() for path in kept}.items()
    looks = [json.loads(line) for line in _log(folder).read_text(encoding="utf-8").splitlines()]
    assert any({"run", "unit", "host", "url"} <= look.keys() and look["event"] == "no answer" for look in looks)


def _log(folder: Path) -> Path:
    return folder / "data" / "log" / "inspector.jsonl"


def _run(folder: Path, kind: str, address: str, *arguments: str) -> subprocess.Popen[str]:
    own = "import sys; from inspector.cli import main; sys.argv[0] = 'inspector'; main()"
    command = [sys.executable, "-c", own, "run", "--workspace", str(folder), *arguments]
    engine = {"INSPECTOR_ENGINE__KIND": kind, "INSPECTOR_ENGINE__ADDRESS": address}
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env={**os.environ, **engine}, **pipes)  # type: ignore[call-overload, no-any-return]


def _first_stored(folder: Path) -> dict[str, str]:
    """The first line by which a worker tells that it stored a unit."""
    for _ in range(2400):
        text = _log(folder).read_text(encoding="utf-8") if _log(folder).exists() else ""
        told: list[dict[str, str]] = [json.loads(line) for line in text.splitlines() if "unit gathered" in line]
        if told:
            return told[0]
        time.sleep(0.05)
    raise AssertionError("no unit was ever stored")


def test_without_the_extra_a_sentence_names_it(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office that did not install Dask is told what to install, before anything is fetched."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "inspector.engine.dask", raising=False)

    with pytest.raises(SettingsError, match=r"needs the extra `dask`") as told:
        inspected(tmp_path / "workspace", district, "dask")

    assert "pip install 'inspector[dask]'" in str(told.value)
