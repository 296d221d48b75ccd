"""Links whose status says that they are gone, and whose pages say what they are."""

from __future__ import annotations

from datetime import date

import pytest

from inspector.model.capture import Ask, Capture, Failure
from inspector.model.unit import Unit
from inspector.survey import survey
from inspector.survey.dossier import Plan
from inspector.survey.drive import drive

HOST = "https://www.qinghe.gov.cn"
DAYS = (date(2026, 10, 1), date(2026, 12, 31))
PLAN = Plan(frozenset({"guide", "guide.links"}), date(2026, 11, 24), DAYS, attempts=1, after_s=0)
GUIDE = f"<title>公开指南</title><h1>公开指南</h1><p>{'公民可以查阅主动公开的信息。' * 30}</p>"
WALL = "<title>网站防火墙</title><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>"


@pytest.mark.parametrize(
    ("status", "page", "failure", "state"),
    [
        (404, "<title>404</title><p>not here</p>", Failure.NOT_FOUND, "failed"),
        (404, WALL, Failure.BLOCKED, "unseen"),
        (500, GUIDE, Failure.CONTRADICTED, "unseen"),
        (200, GUIDE, None, "open"),
    ],
)
def test_a_link_with_an_error_status_is_told_by_what_its_page_says(
    status: int, page: str, failure: Failure | None, state: str
) -> None:
    """A reader who follows it sees the page, or a firewall that turned us away: only an error is a dead link."""
    asked: list[tuple[str, str]] = []

    def answer(ask: Ask) -> Capture:
        asked.append(ask.key)
        body = GUIDE + '<p><a href="/form.html">申请表</a></p>' if ask.url.endswith("/zn.html") else page
        told = 200 if ask.url.endswith("/zn.html") else status
        shown = body.encode() if ask.method == "GET" else b""
        return Capture(ask, ask.url, told, {"content-type": "text/html; charset=utf-8"}, shown)

    unit = Unit(
        "MZJ", "清河区民政局", "department", pages={"guide": f"{HOST}/zn.html"}, own_hosts=("www.qinghe.gov.cn",)
    )
    [link] = drive(survey(unit, PLAN), answer).sheet("guide").parts["links"]

    assert (link.sight.failure, link.sight.state) == (failure, state)
    assert (("GET", f"{HOST}/form.html") in asked) == (status >= 400)
