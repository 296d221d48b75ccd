"""Ways in which an office's own network, machine or time is at fault: none costs a unit a point where the office named canaries."""

from __future__ import annotations

import errno
import itertools
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpcore
import pytest
from held_runs import failing, later, scores
from small_district import Served, small_district, workspace_for

from inspector.collect import guard
from inspector.errors import InspectorError
from inspector.pipeline.collect import engines
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect
from inspector.pipeline.workspace import Workspace

AT = date(2026, 11, 24)
NAMES = ("民政", "城建", "教育", "财政", "审计", "统计")
HOURS = itertools.count(1)
Answer = Callable[[bytes, str], bytes]
"""What our network makes of an answer's bytes, and of the path that was asked for."""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process, whose connections the test bends, one after the other: the same pages lie in a spell on every machine."""
    monkeypatch.setattr(engines, "cores", lambda: 1)
    monkeypatch.setenv("INSPECTOR_CRAWL__CONCURRENCY", "1")


@pytest.fixture
def sites() -> Iterator[list[Served]]:
    """Three hosts, each with guides of two units."""
    with small_district() as one, small_district() as two, small_district() as three:
        made = [one, two, three]
        for number, name in enumerate(NAMES):
            whole = made[number // 2].pages["/MZJ/guide.html"]
            made[number // 2].pages[f"/{number}/guide.html"] = whole.replace("清河区民政局", f"清河区{name}局")
            made[number // 2].pages[f"/{number}/"] = (
                f'<title>清河区{name}局</title><p>清河区{name}局政府信息公开</p><a href="guide.html">公开指南</a>'
            )
        yield made


class Bent:
    """Connections of which a part goes wrong: the nth and those after it, `count` of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.first, self.count, self.seen = 0, 0, 0
        self.fault: Exception | None = None
        self.answer: bytes | None = None
        self.cut = 0
        real = guard.GuardedBackend.connect_tcp

        async def connect(
            backend: guard.GuardedBackend, host: str, port: int, *rest: Any, **named: Any
        ) -> httpcore.AsyncNetworkStream:
            self.seen += 1
            if not self.first <= self.seen < self.first + self.count:
                return await real(backend, host, port, *rest, **named)
            if self.fault is not None:
                raise self.fault
            stream = await real(backend, host, port, *rest, **named)
            stream.read = self._read(stream.read)  # type: ignore[method-assign]
            return stream

        monkeypatch.setattr(guard.GuardedBackend, "connect_tcp", connect)

    def _read(self, real: Callable[..., Awaitable[bytes]]) -> Callable[..., Awaitable[bytes]]:
        told = False

        async def read(*size: Any, **named: Any) -> bytes:
            nonlocal told
            data = await real(*size, **named)
            if told:
                return b""
            told = True
            return self.answer if self.answer is not None else data[: -self.cut] if self.cut else data

        return read


def plain(status: str, body: str, *headers: str) -> bytes:
    """A whole answer that ends the connection."""
    content = body.encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + content


PAGE = "Content-Type: text/html; charset=utf-8"
WAYS: dict[str, dict[str, Any]] = {
    "no route": {"fault": OSError(errno.ENETUNREACH, "Network is unreachable")},
    "no port left": {"fault": OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")},
    "no file left": {"fault": OSError(errno.EMFILE, "Too many open files")},
    "own firewall forbids": {"fault": OSError(errno.EPERM, "Operation not permitted")},
    "own firewall refuses": {"fault": httpcore.ConnectError("Connection refused")},
    "the line drops all": {"fault": httpcore.ConnectTimeout("no connection")},
    "the line is cut": {"fault": httpcore.ReadError("reset")},
    "proxy wants a password": {"answer": plain("407 Proxy Authentication Required", "<p>Proxy password</p>", PAGE)},
    "proxy finds no gateway": {"answer": plain("502 Bad Gateway", "<h1>Bad Gateway</h1>", PAGE)},
    "proxy finds no name": {"answer": plain("503 Service Unavailable", "<h1>DNS failure</h1>", PAGE)},
    "proxy times out": {"answer": plain("504 Gateway Timeout", "<h1>Gateway Timeout</h1>", PAGE)},
    "filter blocks": {"answer": plain("403 Forbidden", "<h1>本单位上网行为管理禁止访问该网站</h1>", PAGE)},
    "filter says not found": {"answer": plain("404 Not Found", "<h1>Not Found</h1>", PAGE)},
    "filter says gone": {"answer": plain("410 Gone", "", PAGE)},
    "filter shows its page": {
        "answer": plain("200 OK", "<h1>上网行为管理</h1><p>您访问的网站已被管理员限制，请联系信息中心。</p>", PAGE)
    },
    "portal sends to its login": {"answer": plain("302 Found", "", "Location: http://10.10.10.10/login")},
    "portal sends home": {"answer": plain("302 Found", "", "Location: /")},
    "empty page": {"answer": plain("200 OK", "", PAGE)},
    "blank page": {"answer": plain("200 OK", "<html><head></head><body></body></html>", PAGE)},
    "advertisement in the body": {
        "answer": plain("200 OK", "<body><p>宽带提速，全家畅享，立即办理享优惠。</p><img src='/ad.png'></body>", PAGE)
    },
    "not HTTP": {"answer": b"SSH-2.0-OpenSSH_9.2\r\n"},
    "answers cut short": {"cut": 400},
}


def district_of(folder: Path, sites: list[Served], more: str) -> Workspace:
    """Six units on three hosts."""
    workspace_for(sites[0], folder, more)
    rows = []
    for number, name in enumerate(NAMES):
        url = f"{sites[number // 2].url}/{number}/"
        rows.append(f"U{number},清河区{name}局,department,{url},{url}guide.html")
    (folder / "units.csv").write_text("\n".join(["code,name,type,disclosure,guide", *rows]) + "\n", encoding="utf-8")
    return Workspace.at(folder)


def seen_by(work: Callable[..., Any], *told: Any, **named: Any) -> dict[str, Any] | None:
    """What a run showed, whether it ended or was held back."""
    moment, shown = later() + timedelta(hours=next(HOURS)), list[dict[str, Any]]()
    watch = Watch(now=lambda: moment, held=lambda kept: shown.append(kept.whole))
    with suppress(InspectorError):
        shown.append(work(*told, watch=watch, **named).result)
    return shown[-1] if shown else None


@pytest.mark.slow
def test_nobody_loses_a_point_by_it(tmp_path: Path, sites: list[Served], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way for the whole run, and for a third of it: nothing fails that does not fail in truth."""
    urls = json.dumps([f"{site.url}/{number * 2}/guide.html" for number, site in enumerate(sites[:2])])
    workspace = district_of(tmp_path / "six", sites, f"[canaries]\nurls = {urls}\n")
    bent = Bent(monkeypatch)
    truth = seen_by(inspect, workspace, as_of=AT)
    assert truth is not None
    connections, real = bent.seen, scores(truth)
    wrong: list[tuple[str, str, list[tuple[str, str]]]] = []
    for way, what in WAYS.items():
        for when, first, count in (("always", 1, 10**6), ("a while", connections // 4, connections // 3)):
            bent.fault, bent.answer, bent.cut = what.get("fault"), what.get("answer"), what.get("cut", 0)
            bent.first, bent.count, bent.seen = first, count, 0
            seen = seen_by(inspect, workspace, as_of=AT)
            if seen is None:
                continue
            more = sorted(set(failing(seen)) - set(failing(truth)))
            if more or any(value < real[code][0] for code, (value, _) in scores(seen).items()):
                wrong.append((way, when, more))
    assert wrong == []
