"""An issue keeps its id when its page moves, and never takes that of another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from inspector.judge.known import Known, history_of, same_issues
from inspector.model.finding import Citation, Finding, Ruling
from inspector.model.words import Words
from inspector.score import ruled

OLD, NEW = "qinghe.gov.cn/ftq/c1/202501/t20250108_201108.html", "qinghe.gov.cn/xxfb/c2/202501/t20250108_201108.html"
TITLE = "清河区民政局关于低保标准调整的通知"


def fail(id: str, subject: str, quote: str = "", outcome: Any = "fail", rule: str = "FR-01") -> Finding:
    """A finding of one page."""
    cited = (Citation(url=f"https://www.{subject}", quote=quote),)
    words = Words("句", "sentence")
    return Finding(id, "U", rule, "FR", subject, outcome, "S2", Decimal(-1), True, words, "unit", cited)


def known(id: str, subject: str, quote: str = "", rule: str = "FR-01") -> Known:
    """An issue on record."""
    return Known(id, rule, subject, (quote,))


def test_a_moved_document_is_the_issue_it_was() -> None:
    """By the name of its file, or by a passage that tells it; the history goes with it."""
    by_file = same_issues([fail("F-new", NEW)], [known("F-old", OLD)])
    by_words = same_issues([fail("F-new", "a.gov.cn/x/", TITLE)], [known("F-old", "a.gov.cn/y/z.html", TITLE)])

    assert by_file == by_words == {"F-new": "F-old"}
    assert history_of({"F-old": 2}, by_file) == {"F-old": 2, "F-new": 2}


def test_what_moved_once_stays_under_its_first_id() -> None:
    """Also when it passes in the end: the order that was opened under that id can be closed."""
    moved = known("F-old", NEW)

    assert same_issues([fail("F-new", NEW)], [moved]) == {"F-new": "F-old"}
    assert same_issues([fail("F-new", NEW, outcome="pass")], [moved]) == {"F-new": "F-old"}


def test_what_was_ruled_before_the_move_holds_after_it() -> None:
    """An appeal that was upheld, or a proposal that was confirmed, under the old address."""
    said = ("区政务公开办", "确有载明", "李四", "2026-10-09T10:00:00+08:00", "2026-10-01")
    ruling = Ruling("U", "FR-01", OLD, "pass", *said)

    (held,) = ruled([fail("F-old", NEW)], [ruling], date(2026, 11, 24), {"F-old": (NEW, OLD)})
    (other,) = ruled([fail("F-other", NEW)], [ruling], date(2026, 11, 24), {"F-old": (NEW, OLD)})

    assert (held.outcome, held.original, other.outcome) == ("pass", "fail", "fail")


def test_two_that_could_be_meant_are_neither() -> None:
    """Another rule, an issue still there, words that every empty page has, a short name, two candidates: the id is its own."""
    two = [known("F-1", OLD), known("F-2", OLD.replace("c1", "c9"))]
    empty = "本栏目内容正在建设中，敬请期待。"

    assert same_issues([fail("F-new", NEW, rule="FR-02")], [known("F-old", OLD)]) == {}
    assert same_issues([fail("F-new", NEW), fail("F-old", OLD, outcome="pass")], [known("F-old", OLD)]) == {}
    assert same_issues([fail("F-new", "a.cn/x/", empty)], [known("F-old", "a.cn/y/", empty)]) == {}
    assert same_issues([fail("F-new", "a.cn/x/index.html")], [known("F-old", "a.cn/y/index.html")]) == {}
    assert same_issues([fail("F-new", NEW)], two) == {}
    assert same_issues([fail("F-new", NEW), fail("F-n2", NEW.replace("c2", "c3"))], [known("F-old", OLD)]) == {}
    assert same_issues([fail("F-new", NEW, outcome="undetermined")], [known("F-old", OLD)]) == {}
