"""A page that moved or was emptied raises an alarm and costs nothing."""

from __future__ import annotations

from inspector.facts.html.parse import parse
from inspector.facts.sight import sight
from inspector.judge.pages import alarms_of, pages_of
from inspector.model.capture import Ask, Capture, Hop
from inspector.model.unit import Unit
from inspector.model.words import Words
from inspector.survey import Dossier, Page, Sheet

OLD = "https://www.qinghe.gov.cn/xxgk/c1/zn.html"
NEW = "https://www.qinghe.gov.cn/zwgk/c9/zn.html"


def dossier(text: str, final_url: str = OLD) -> Dossier:
    """A unit whose guide shows `text` at `final_url`."""
    body = f"<html><body><h1>公开指南</h1><p>{text}</p></body></html>".encode()
    hops = (Hop(OLD, 301, final_url),) if final_url != OLD else ()
    capture = Capture(
        Ask(OLD), final_url, 200, {"content-type": "text/html"}, body, "2026-11-24T10:00:00+08:00", hops=hops
    )
    document = parse(body, final_url)
    page = Page(capture, document, sight(capture, document, (), 2, 0))
    unit = Unit("MZJ", "清河区民政局", "department", pages={"guide": OLD})
    return Dossier(unit, {"guide": Sheet("guide", "registered", page, reasons=(Words("登记", "registered"),))})


def test_a_registered_page_that_redirects_elsewhere_is_told() -> None:
    """The redirect was followed; somebody should update the registry."""
    alarms = alarms_of(dossier("公开指南内容。" * 80, NEW), {})

    assert [(one["role"], one["kind"]) for one in alarms] == [("guide", "moved")]
    assert NEW in alarms[0]["message"]["zh"]


def test_a_redirect_to_https_or_www_is_no_move() -> None:
    """The same address in another dress is the same page."""
    same = OLD.replace("https://www.", "http://")

    assert alarms_of(dossier("公开指南内容。" * 80, same), {}) == []


def test_a_page_that_lost_most_of_its_text_is_told() -> None:
    """A gutted page still opens; only the comparison shows it."""
    before = {"guide": {"chars": 3000}}

    assert [one["kind"] for one in alarms_of(dossier("公开指南内容。" * 20), before)] == ["gutted"]
    assert alarms_of(dossier("公开指南内容。" * 300), before) == []


def test_every_role_says_how_its_page_was_found() -> None:
    """The reasons of a choice are part of the result."""
    line = pages_of(dossier("公开指南内容。" * 80))[0]

    assert (line["role"], line["how"], line["url"], line["state"]) == ("guide", "registered", OLD, "open")
    assert line["reasons"] == [{"zh": "登记", "en": "registered"}]
