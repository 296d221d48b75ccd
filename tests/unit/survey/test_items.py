"""Which entries of columns are opened."""

from __future__ import annotations

from datetime import date

from inspector.model.capture import Ask, Capture
from inspector.model.unit import Unit
from inspector.survey import survey
from inspector.survey.dossier import Plan
from inspector.survey.drive import drive

HOST = "https://www.qinghe.gov.cn"
DAYS = (date(2026, 10, 1), date(2026, 12, 31))
NEEDS = frozenset({"statutory", "statutory.columns", "statutory.items"})
PLAN = Plan(NEEDS, date(2026, 11, 24), DAYS, attempts=1, after_s=0)
MENU = "".join(f'<li><a href="/fd/c{n}/">第{n}类补贴</a></li>' for n in range(1, 8))
STATUTORY = f"<title>法定主动公开内容</title><h1>法定主动公开内容</h1><ul>{MENU}</ul>"


def column(number: int) -> str:
    """Six entries that may list people, and one that is a notice."""
    names = ["关于召开座谈会的通知", *(f"第{n}批救助对象名单" for n in range(1, 7))]
    rows = "".join(
        f'<li><a href="/fd/c{number}/i{n}.html">{name}</a><span>2026-11-0{n + 1}</span></li>'
        for n, name in enumerate(names)
    )
    return f"<title>第{number}类补贴</title><h1>第{number}类补贴</h1><ul>{rows}</ul>"


def test_entries_that_may_list_people_are_opened_a_few_in_all() -> None:
    """A unit that gives many kinds of relief has hundreds; what is left of its pages is for all the other rules."""
    asked: list[str] = []

    def answer(ask: Ask) -> Capture:
        asked.append(ask.url.removeprefix(HOST))
        path = asked[-1]
        html = STATUTORY if path == "/fd/" else column(int(path[5])) if path.endswith("/") else "<p>名单</p>"
        return Capture(ask, ask.url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode())

    unit = Unit(
        "MZJ", "清河区民政局", "department", pages={"statutory": f"{HOST}/fd/"}, own_hosts=("www.qinghe.gov.cn",)
    )
    drive(survey(unit, PLAN), answer)

    entries = [path for path in asked if path.endswith(".html") and path.startswith("/fd/c")]
    assert entries == [f"/fd/c{column}/i{n}.html" for column in (1, 2) for n in range(1, 7)]
