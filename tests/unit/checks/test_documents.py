"""Policy documents: one that bears the marks of a document and no number lacks its number; a bare notice is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]

_SITE = "https://www.qinghe.gov.cn/mzj"
_MARKS = "<p>成文日期：2026-11-02　有效性：有效</p>"


def world(marks: str) -> str:
    """A statutory page with a column of policies and one document in it."""
    column = (
        f'<ul><li><a href="{_SITE}/wj/1.html">关于印发《清河区临时救助办法》的通知</a><span>2026-11-10</span></li></ul>'
    )
    return (
        f'<html><head><title>法定主动公开内容</title></head><body><p><a href="{_SITE}/wj/">政策文件</a></p></body></html>\n'
        f"<!-- page: - url={_SITE}/wj/ -->\n<html><head><title>政策文件</title></head><body><h2>政策文件</h2>{column}</body></html>\n"
        f"<!-- page: - url={_SITE}/wj/1.html -->\n<html><head><title>关于印发《清河区临时救助办法》的通知</title></head><body>"
        f"<h1>关于印发《清河区临时救助办法》的通知</h1><p>发布日期：2026-11-10</p>{marks}<p>第一条 社会救助坚持可持续的原则。</p>"
        f'<p>附件：<a href="{_SITE}/wj/1.docx">临时救助办法.docx</a></p></body></html>'
    )


@pytest.mark.parametrize(("marks", "outcome"), [(_MARKS, "fail"), ("<p>成文日期：2026-11-02</p>", "not_applicable")])
def test_a_document_without_its_number(judge: Judge, marks: str, outcome: str) -> None:
    """Written date and validity make it a document, whose number is then missing."""
    front = f"unit: {{name: 清河区民政局, type: department, features: [policy]}}\nurl: {_SITE}/fdzdgk/\nat: 2026-11-24"

    result = judge("PI-01", world(marks), front)

    assert [answer.outcome for answer in result.findings] == [outcome]
