"""Dead links are the unit's fault for certain on its own sites, and for a person to confirm on those of others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
TITLE = "云河区科学技术局政府信息公开指南"
FRONT = """unit: {name: 云河区科学技术局, type: department}
page: guide
url: https://www.yunhe.gov.cn/kjj/zn.html
"""


def guide(link: str) -> str:
    """A guide that prints one link, to a page that is not there."""
    return f"""<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><div class="main"><h1>{TITLE}</h1>
<p>本指南依据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。{"本机关依法公开政府信息。" * 20}</p>
<p>办理流程见<a href="{link}">办理流程</a>。</p></div></body></html>"""


@pytest.mark.parametrize(
    ("link", "more", "certain"),
    [
        ("https://www.yunhe.gov.cn/gone.html", "", True),
        ("http://yunhe.gov.cn:80/gone.html", "", True),
        ("http://jyj.yunhe.gov.cn/gone.html", "", False),
        ("https://www.yunling.gov.cn/gone.html", "", False),
        ("https://yunxin.gov.cn/gone.html", "final: https://www.yunxin.gov.cn/kjj/zn.html", True),
    ],
)
def test_whose_site_a_dead_link_lies_on(judge: Judge, link: str, more: str, certain: bool) -> None:
    """A host is one site, whatever its port; those below it are other offices'; the one that the page moved to is its own."""
    result = judge("GD-15", guide(link), FRONT + more)

    assert [(one.outcome, one.confirmed) for one in result.findings] == [("fail", certain)]


def test_a_page_found_on_another_site_makes_that_no_site_of_the_unit(judge: Judge) -> None:
    """Only where the page that prints the link lies, and where the unit is registered, is at home."""
    column = """<!-- page: disclosure url=https://www.yunhe.gov.cn/kjj/ -->
<html><head><meta charset="utf-8"><title>云河区科学技术局政府信息公开</title></head><body><h1>云河区科学技术局政府信息公开</h1>
<ul><li><a href="/kjj/zn.html">政府信息公开指南</a></li><li><a href="https://www.shi.gov.cn/yh/kjj.html">机构职能</a></li></ul></body></html>
<!-- page: - url=https://www.shi.gov.cn/yh/kjj.html -->
<html><head><meta charset="utf-8"><title>云河区科学技术局机构职能</title></head><body><h1>云河区科学技术局机构职能</h1>
<p>主要职责：拟订全区科技发展规划和政策并组织实施。</p><p>内设机构：办公室、规划科。</p></body></html>"""

    result = judge("GD-15", guide("https://rsj.shi.gov.cn/gone.html") + "\n" + column, FRONT)

    assert [(one.outcome, one.confirmed) for one in result.findings] == [("fail", False)]
