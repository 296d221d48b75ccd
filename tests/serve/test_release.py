"""The desk shows how quarters stand, and lets a clerk release one in their own name where nothing hinders it."""

from __future__ import annotations

from pathlib import Path

import httpx
from invented_year import UNITS, quarter, workspace
from served_workspace import CLERK, NOW, PASSWORD, running, seal

from inspector.pipeline.rectify.clerks import enrol
from inspector.pipeline.rectify.releases import known
from inspector.pipeline.workspace import Workspace


def test_what_hinders_a_release_is_shown_and_refuses_it(clerk: httpx.Client, place: Workspace) -> None:
    """Each unit with what to do, to everybody who may read; there is no button, and a form sent all the same changes nothing."""
    page = clerk.get("/desk").text

    answer = clerk.post("/release/2026Q4", data={"authority": "区政府办", "seal": seal(clerk, "/orders/2026Q4-001")})

    assert "尚不能发布" in page
    assert "channels record MZJ" in page
    assert "/release/2026Q4" not in page
    assert (answer.status_code, known(place)) == (409, {})
    assert "no channel result" in answer.text


def test_a_clerk_releases_a_quarter_and_the_audit_tells_by_whom(tmp_path: Path) -> None:
    """Not without a login, nor for a form of another page, nor without an authority."""
    place = workspace(tmp_path / "w")
    quarter(place, "2026Q4", {code: {} for code, *_ in UNITS})
    enrol(place, CLERK, PASSWORD, "张三", NOW)
    with running(place) as url, httpx.Client(base_url=url) as client:
        told = {"authority": "区政府办主任会议", "seal": seal(client, "/login")}
        assert "可以发布" in client.get("/desk").text
        assert "/release/2026Q4" not in client.get("/desk").text
        assert client.post("/release/2026Q4", data=told).status_code == 401
        client.post("/login", data={"name": CLERK, "password": PASSWORD, "seal": seal(client, "/login")})
        sign = seal(client, "/desk")
        assert client.post("/release/2026Q4", data={**told, "seal": "guessed"}).status_code == 403
        assert client.post("/release/2026Q4", data={"authority": " ", "seal": sign}).status_code == 409
        assert client.post("/release/2026", data={**told, "seal": sign}).status_code == 422
        assert known(place) == {}

        answer = client.post("/release/2026Q4", data={**told, "seal": sign})

        assert answer.status_code == 303
        assert (known(place)["2026Q4"].author, known(place)["2026Q4"].authority) == (CLERK, "区政府办主任会议")
        assert "已发布" in client.get("/desk").text
        assert "released" in client.get("/audit").text
