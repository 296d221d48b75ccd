"""Which links are a page's own."""

from __future__ import annotations

import pytest

from inspector.facts.html.parse import parse
from inspector.facts.substance import text_links

_OTHER = '<a href="/zwgk/1.html">望江区召开冬春安全生产会议</a>'


@pytest.mark.parametrize(
    "besides",
    [
        f"<p>上一篇：{_OTHER}</p><p>下一篇：没有了</p>",
        f"<h4>相关信息</h4><ul><li>{_OTHER}<span>2026-11-22</span></li></ul>",
        f"<div><b>热门推荐</b><p>{_OTHER}</p></div>",
    ],
)
@pytest.mark.parametrize("title", ["民政局公开指南_望江区人民政府", "望江区 民政局 民政局公开指南"])
def test_links_to_other_pages_are_not_the_texts(besides: str, title: str) -> None:
    """Neighbours, related and popular pages stand below a text and are no part of it, however the title is put together."""
    body = '<h1>民政局公开指南</h1><p>申请流程见<a href="/mzj/lc.html">流程图</a>，申请人应当如实填写申请表。</p>'
    html = f"<title>{title}</title><div class=top><a href='/'>首页</a></div>{body}{besides}"
    document = parse(html.encode(), "https://www.wangjiang.gov.cn/mzj/zn.html", "text/html; charset=utf-8")

    assert [link.text for link in text_links(document)] == ["流程图"]
