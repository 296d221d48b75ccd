"""A page found elsewhere that never names the unit is not taken for the unit's."""

from __future__ import annotations

from datetime import date

from inspector.model.capture import Ask, Capture
from inspector.model.unit import Unit
from inspector.survey import survey
from inspector.survey.dossier import Plan, Sheet
from inspector.survey.drive import drive

HOST = "https://www.qinghe.gov.cn"
PLAN = Plan(frozenset({"guide"}), date(2026, 11, 24), (date(2026, 10, 1), date(2026, 12, 31)), attempts=1, after_s=0)


def guide_of(link: str, name: str, own: str = "清河区民政局") -> Sheet:
    """The guide's sheet of `own`, whose column links to `link`, a guide of `name`."""
    text = f"<h1>{name}政府信息公开指南</h1><p>受理机构：{name}办公室</p>" + "<p>公民可以查阅主动公开的信息。</p>" * 30
    menu = f'<a href="{link}">政府信息公开指南</a><a href="nb/">政府信息公开年报</a><a href="fd/">法定主动公开内容</a>'
    pages = {
        f"{HOST}/mzj/xxgk/": f"<title>信息公开</title><h1>信息公开</h1>{menu}",
        f"{HOST}{link}": f"<title>指南</title>{text}",
    }

    def answer(ask: Ask) -> Capture:
        body = pages.get(ask.url, "").encode()
        return Capture(ask, ask.url, 200 if body else 404, {"content-type": "text/html; charset=utf-8"}, body)

    hosts = ("www.qinghe.gov.cn",)
    unit = Unit("MZJ", own, "department", pages={"disclosure": f"{HOST}/mzj/xxgk/"}, own_hosts=hosts)
    return drive(survey(unit, PLAN), answer).sheet("guide")


def test_a_portals_guide_is_not_the_units() -> None:
    """The portal's own guide, linked from every column, says nothing of this unit."""
    sheet = guide_of("/zwgk/zn.html", "清河区人民政府")

    assert (sheet.how, sheet.page) == ("abstained", None)
    assert any("/zwgk/zn.html" in reason.en for reason in sheet.reasons)


def test_a_page_elsewhere_that_names_the_unit_is() -> None:
    """Where it lies does not matter, if it is the unit's."""
    assert guide_of("/zwgk/mzj.html", "清河区民政局").how == "discovered"


def test_a_page_in_the_units_column_is_judged() -> None:
    """Another body's text in the unit's own column is the unit's fault, and a rule's matter."""
    assert guide_of("/mzj/xxgk/zn.html", "清河区财政局").how == "discovered"


def test_a_unit_without_a_name_is_not_asked_for_it() -> None:
    """Looked at on demand it may go by its host: no page of its bears that, and nothing is refused for it."""
    assert guide_of("/zwgk/mzj.html", "清河区民政局", own="www.qinghe.gov.cn").how == "discovered"
