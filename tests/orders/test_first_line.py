"""An issue of the sample district from order to closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from inspector.pipeline.demo import prepared
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import inspect
from inspector.pipeline.recheck import recheck
from inspector.pipeline.rectify.orders import Word, add, issue, one
from inspector.pipeline.workspace import Workspace
from inspector.sample import serve
from inspector.sample.hosts import Host
from inspector.sample.server import HostServer, start

DAY = date(2026, 11, 24)
HOURS = "<tr><td>办公时间</td><td>工作日上午9:00至12:00，下午13:30至17:30</td></tr>"
Place = tuple[Workspace, list[HostServer]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A workspace with one unit of the sample district inspected, and the servers, still serving."""
    servers: list[HostServer] = []

    def starting(server: HostServer, host: Host) -> Thread:
        servers.append(server)
        return start(server, host)

    monkeypatch.setattr("inspector.sample.district.start", starting)
    with serve() as district:
        workspace, at = prepared(tmp_path / "workspace", district)
        inspect(workspace, only=("QH102",), as_of=at, watch=Watch())
        yield workspace, servers


def _repair(place: Place) -> None:
    """The unit writes its office hours into its guide."""
    workspace, servers = place
    url = urlsplit(next(unit for unit in workspace.units() if unit.code == "QH102").pages["guide"])
    server = next(one for one in servers if one.server_address[0] == url.hostname)
    before = server.host.answers[url.path]()
    charset = server.host.charset
    page = before.body.decode(charset)
    row = page.rindex("<tr><td>", 0, page.rindex("电话"))
    after = page[:row] + HOURS + page[row:]
    reply = replace(before, body=after.encode(charset))
    server.host.answers[url.path] = lambda: reply


def test_an_unchanged_page_goes_back_and_a_changed_one_closes(place: Place) -> None:
    """Issue, show, respond; looked at again unchanged it is returned; with the page put right it is closed."""
    workspace, _ = place
    opened = issue(workspace, "latest", Word("甲", day=DAY))
    assert issue(workspace, "latest", Word("甲", day=DAY)) == ()
    order = next(order for order in opened if order.rule == "GD-05")
    assert (order.status, order.due) == ("issued", date(2026, 12, 1))
    add(workspace, order.number, "responded", Word("乙", day=DAY), {"done": "已补充办公时间", "url": ""})
    assert one(workspace, order.number).status == "reported"

    (back,) = recheck(workspace, (order.number,), Word("甲", day=DAY))
    _repair(place)
    (done,) = recheck(workspace, (order.number,), Word("甲", day=DAY))

    assert (back.status, done.status) == ("returned", "closed")
    assert one(workspace, order.number).events == done.events
    assert done.events[-1].data["before"] != done.events[-1].data["after"]
    assert len({event.data["run"] for event in done.events if event.kind == "rechecked"}) == 2
    with workspace.store() as store:
        assert len(store.runs()) == 1
