"""TLS that fails at every site is ours: it is told, and costs nothing. A certificate that only one site has wrong is that site's."""

from __future__ import annotations

import itertools
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from held_runs import failing, gate, later, scores
from own_certificate import own_certificate
from small_district import Served, small_district, workspace_for

from inspector.errors import Quarantined
from inspector.pipeline.judge.kept import Kept
from inspector.pipeline.judge.watch import Watch, unwatched
from inspector.pipeline.quarter import inspect, resume
from inspector.pipeline.workspace import Workspace

AT = date(2026, 11, 24)
HOURS = itertools.count(1)
NAMES = ("民政", "城建", "教育")


def watched(held: Callable[[Kept], None] = unwatched) -> Watch:
    """A run that begins some hours after the one before, and whose clock stands still."""
    moment = later() + timedelta(hours=7 * next(HOURS))
    return Watch(now=lambda: moment, held=held)


def registered(folder: Path, sites: list[Served], confirm: str = "") -> Workspace:
    """A unit at each site, and a portal that is the last of them where there are three."""
    workspace_for(sites[0], folder)
    config = folder / "config.toml"
    told = config.read_text("utf-8")
    config.write_text(told.replace("attempts = 1\nafter_s = 0", confirm) if confirm else told, "utf-8")
    rows = [
        f"U{n},清河区{NAMES[n]}局,department,{one.url}/MZJ/,{one.url}/MZJ/guide.html" for n, one in enumerate(sites)
    ]
    (folder / "units.csv").write_text("\n".join(["code,name,type,disclosure,guide", *rows]) + "\n", encoding="utf-8")
    return Workspace.at(folder)


def trusting(monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    """Our trust store has these certificates and no others."""

    def made() -> ssl.SSLContext:
        context = ssl.create_default_context()
        for file in files:
            context.load_verify_locations(file)
        return context

    monkeypatch.setattr(sys.modules["inspector.collect.outside"], "strict_context", made)


@pytest.mark.parametrize("why", ["empty store", "wrong clock", "proxy"])
def test_certificates_that_are_wrong_everywhere_are_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """Nobody is trusted: the run says whose fault that is, and judges the pages as in truth; of one wrong site it says nothing."""
    good, bad = tmp_path / "good.pem", tmp_path / "bad.pem"
    right, wrong = own_certificate(good), own_certificate(bad, days=-1 if why == "wrong clock" else 2)
    known = (good, bad) if why == "wrong clock" else (good,)
    results: list[dict[str, Any]] = []
    for number, contexts in enumerate([(right, right, right), (wrong, right, right), (wrong, wrong, wrong)]):
        with ExitStack() as stack:
            sites = [stack.enter_context(small_district(context)) for context in contexts]
            workspace = registered(tmp_path / str(number), sites)
            trusting(monkeypatch, *(known if why != "empty store" or number < 2 else ()))
            results.append(inspect(workspace, as_of=AT, watch=watched()).result)

    truth, one, all_ = results
    assert [gate(result, "canaries") for result in results] == [True, True, False]
    assert scores(one) == scores(all_) == scores(truth)
    assert failing(one) == failing(all_) == failing(truth)
    [said] = [told["detail"] for told in all_["run"]["gates"] if told["id"] == "canaries"]
    assert "our own trust store, clock or proxy" in said


@pytest.fixture
def no_tls() -> Iterator[list[Served]]:
    """Three servers that speak no TLS where it is expected of them: what a proxy that breaks connections open looks like."""

    class Plain(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing is said on the terminal."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """One who hangs up is nothing to tell of."""

    servers = [Quiet((f"127.0.0.{number}", 0), Plain) for number in (2, 3, 4)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield [Served(url="https://{}:{}".format(*server.server_address)) for server in servers]
    for server in servers:
        server.shutdown()
        server.server_close()


def test_tls_that_begins_nowhere_holds_the_run_back(tmp_path: Path, no_tls: list[Served]) -> None:
    """At three hosts, two pages each, looked at twice some hours apart: nothing is published."""
    workspace = registered(tmp_path / "none", no_tls, "attempts = 2\nafter_s = 3600")
    with pytest.raises(Quarantined):
        inspect(workspace, as_of=AT, watch=watched())
    with pytest.raises(Quarantined):
        resume(workspace, watch=watched())


def test_tls_that_begins_nowhere_beside_a_site_that_opens_is_that_sites(tmp_path: Path, no_tls: list[Served]) -> None:
    """Looked at twice, some hours apart."""
    twice = "attempts = 2\nafter_s = 3600"
    with small_district() as well:
        workspace = registered(tmp_path / "one", [no_tls[0], well], twice)
        inspect(workspace, as_of=AT, watch=watched())
        assert {code for code, _ in failing(resume(workspace, watch=watched()).result)} >= {"U0"}
