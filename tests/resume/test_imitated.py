"""Our own network answers in the name of every site: such a run is held back, costs nobody a point, and ends right when resumed."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpcore
import pytest
from held_runs import UNITS, gate, later, plain, published, scores
from small_district import small_district, workspace_for

from inspector.collect import guard
from inspector.errors import Quarantined
from inspector.pipeline import quarantine
from inspector.pipeline.demo import prepared
from inspector.pipeline.quarter import Watch, inspect, resume
from inspector.pipeline.workspace import Workspace
from inspector.sample import District, serve

_PLAIN = """<!doctype html><html><head><meta charset="utf-8"><title>云岭办公网</title></head><body><h1>云岭办公网</h1>
<p>各位同事：本周五下班前请完成终端安全登记，联系信息中心。</p><p>请求 {url}，{count}</p><p><a href="/help">使用说明</a>
<a href="/rules">管理办法</a></p>
<p>信息中心负责网络、终端与会议系统的日常保障，工作时间随时受理。感谢各位同事的配合与支持。</p></body></html>"""
_ERROR = "<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center><hr>gateway</body></html>"


@dataclass
class Portal:
    """A real server to which every connection goes once `after` requests were made, whatever its host; then it answers all alike."""

    after: int = 10**9
    status: int = 200
    port: int = 0
    still: bool = False
    asked: list[str] = field(default_factory=list)

    def page(self, url: str) -> bytes:
        """One page for all, but for the address and a number unless it shall be `still`."""
        self.asked.append(url)
        url, count = ("", 0) if self.still else (url, len(self.asked))
        text = _PLAIN if self.status < 400 else _ERROR
        return text.format(url=url, count=count, status=self.status).encode()


@contextmanager
def serving(portal: Portal) -> Iterator[None]:
    """Serves the portal on a port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = portal.page(f"http://{self.headers['Host']}{self.path}")
            self.send_response(portal.status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing is said on the terminal."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """One who hangs up is nothing to tell of."""

    server = Quiet(("127.0.0.1", 0), Handler)
    portal.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


AT = date(2026, 11, 24)
HOURS = itertools.count(4)
PATHS = ("/MZJ/guide.html", "/CJJ/guide.html", "/MZJ/")
NAMES = ("清河区民政局", "清河区城建局", "清河区教育局")


def register(folder: Path, *guides: str) -> None:
    """A registry of three units without a portal, each with its guide."""
    rows = [f"U{n},{name},department,{url}" for n, (name, url) in enumerate(zip(NAMES, guides, strict=True))]
    (folder / "units.csv").write_text("\n".join(["code,name,type,guide", *rows]) + "\n", encoding="utf-8")


def earlier() -> datetime:
    """Some hours ago, each time another."""
    return later() - timedelta(hours=next(HOURS))


def latest() -> datetime:
    """Later still."""
    return later() + timedelta(hours=4)


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """A network that hands connections to the portal, as routers and filters do."""
    made, real = Portal(), guard.GuardedBackend.connect_tcp

    async def connect(
        self: guard.GuardedBackend, host: str, port: int, *rest: Any, **named: Any
    ) -> httpcore.AsyncNetworkStream:
        if made.after <= 0:
            return await guard.Stream.to("127.0.0.1", made.port, 15.0)
        stream = await real(self, host, port, *rest, **named)
        write = stream.write

        async def used(*data: Any, **more: Any) -> None:
            made.after -= 1
            if made.after < 0:
                await stream.aclose()
            await write(*data, **more)

        stream.write = used  # type: ignore[method-assign]
        return stream

    monkeypatch.setattr(guard.GuardedBackend, "connect_tcp", connect)
    with serving(made):
        yield made


@pytest.fixture(scope="module")
def district() -> Iterator[District]:
    """The sample district on loopback."""
    with serve() as made:
        yield made


@pytest.fixture
def place(district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Workspace, date]:
    """A workspace without retries."""
    monkeypatch.setenv("INSPECTOR_CRAWL__RETRIES", "0")
    return prepared(tmp_path / "workspace", district)


@pytest.fixture(scope="module")
def truth(district: District, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What an undisturbed run says."""
    workspace, at = prepared(tmp_path_factory.mktemp("truth") / "workspace", district)
    return inspect(workspace, only=UNITS, as_of=at).result


def held_back(workspace: Workspace, at: date) -> dict[str, Any]:
    """What is to be seen of a run that is held back."""
    shown: list[dict[str, Any]] = []
    with pytest.raises(Quarantined, match="one and the same page") as held:
        inspect(workspace, only=UNITS, as_of=at, watch=Watch(now=later, held=lambda kept: shown.append(kept.whole)))
    assert held.value.exit_status == 3
    return shown[0]


def failing(result: dict[str, Any]) -> list[tuple[str, str]]:
    """Unit and rule of what failed."""
    return [
        (unit["code"], one["rule"]) for unit in result["units"] for one in unit["findings"] if one["outcome"] == "fail"
    ]


@pytest.mark.parametrize(("after", "status"), [(0, 200), (60, 200), (60, 404), (60, 502)])
def test_a_network_that_answers_for_every_site_costs_nobody_a_point(
    place: tuple[Workspace, date], portal: Portal, truth: dict[str, Any], after: int, status: int
) -> None:
    """From the beginning or in the middle, with a page or an error: held back; what fails fails in truth too; resumed it is the truth."""
    workspace, at = place
    before = published(workspace)
    portal.after, portal.status = after, status

    seen = held_back(workspace, at)

    assert portal.asked
    assert not gate(seen, "canaries")
    assert set(failing(seen)) <= set(failing(truth))
    real = scores(truth)
    assert all(value >= real[code][0] and floor <= real[code][1] for code, (value, floor) in scores(seen).items())
    assert published(workspace) == before
    [held] = quarantine.held(workspace)
    assert "one and the same page" in held.why

    with pytest.raises(Quarantined):
        resume(workspace)
    portal.after = 10**9
    done = resume(workspace)

    assert plain(done.result) == plain(truth)
    assert gate(done.result, "canaries")
    assert quarantine.held(workspace) == ()


@pytest.mark.parametrize(("status", "end"), [(200, "one and the same page"), (404, "the status 404"), (502, "")])
def test_without_canaries_three_hosts_with_one_answer_are_enough(
    tmp_path: Path, portal: Portal, status: int, end: str
) -> None:
    """A registry without a portal: held back where everything came to one end that could cost points. Copies are no such thing."""
    with small_district() as one, small_district() as two, small_district() as three:
        folder = workspace_for(one, tmp_path / "qinghe")
        sites = (one, two, three)
        register(folder, *(f"{site.url}/MZJ/guide.html" for site in sites))
        assert inspect(Workspace.at(folder), as_of=AT, watch=Watch(now=earlier)).result["run"]["complete"], (
            "copies are no such thing"
        )
        register(folder, *(site.url + path for site, path in zip(sites, PATHS, strict=True)))
        workspace = Workspace.at(folder)
        truth = inspect(workspace, as_of=AT, watch=Watch(now=earlier)).result
        portal.after, portal.status, portal.still = 0, status, True
        if not end:
            assert failing(inspect(workspace, as_of=AT, watch=Watch(now=later)).result) == []
            return

        shown: list[dict[str, Any]] = []
        with pytest.raises(Quarantined, match=end):
            inspect(workspace, as_of=AT, watch=Watch(now=later, held=lambda kept: shown.append(kept.whole)))

        assert failing(shown[0]) == []
        assert [end in held.why for held in quarantine.held(workspace)] == [True]
        portal.after = 10**9
        assert plain(resume(workspace).result) == plain(truth)
        portal.after = 0
        with pytest.raises(Quarantined):
            inspect(workspace, as_of=AT, watch=Watch(now=latest))
        quarantine.release(workspace, "latest", "王芳", "三家单位确已统一停机，电话核实")
        assert resume(workspace).result["run"]["complete"]


@pytest.mark.parametrize("status", [200, 404, 503])
def test_a_portal_whose_host_is_all_there_is(tmp_path: Path, portal: Portal, status: int) -> None:
    """One page, or "not found", at each of its addresses: held back and mended. An error of the server may be its own: nobody fails."""
    with small_district() as site:
        folder = workspace_for(site, tmp_path / "qinghe")
        paths = zip(NAMES, PATHS, strict=True)
        rows = [f"U{n},{name},department,,{site.url}{path}" for n, (name, path) in enumerate(paths)]
        text = "\n".join(["code,name,type,home,guide", f"P,清河区门户,portal,{site.url}/CJJ/,", *rows])
        (folder / "units.csv").write_text(text + "\n", encoding="utf-8")
        workspace = Workspace.at(folder)
        truth = inspect(workspace, as_of=AT, watch=Watch(now=earlier)).result
        assert gate(truth, "canaries")
        portal.after, portal.status = 0, status
        if status >= 500:
            assert failing(inspect(workspace, as_of=AT, watch=Watch(now=later)).result) == []
            return

        with pytest.raises(Quarantined, match="one and the same page"):
            inspect(workspace, as_of=AT, watch=Watch(now=later))
        portal.after = 10**9
        assert plain(resume(workspace).result) == plain(truth)
