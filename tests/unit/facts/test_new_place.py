"""A page that says no more than that it has moved, and where to."""

from __future__ import annotations

import pytest

from inspector.facts.html.parse import parse
from inspector.facts.page_failures import new_place

URL = "https://www.qinghe.gov.cn/mzj/zn/"
NEW = "https://www.qinghe.gov.cn/xxgk/mzj/zn/"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (f"<p>本栏目已迁移至<a href={NEW}>新栏目</a></p>", NEW),
        (f"<p><a href=/>首页</a></p><p>内容已迁移到 <a href={NEW}>这里</a>，<a href={NEW}>点击</a></p>", NEW),
        ("<p>网站已迁移至<a href=https://www.yunling.gov.cn/>云岭市政府网</a></p>", ""),
        (f"<p>本栏目已迁移至<a href={NEW}>新栏目</a>和<a href={NEW}b/>另一栏目</a></p>", ""),
        ("<p>本栏目已迁移至新栏目</p>", ""),
        (f"<p>见<a href={NEW}>新栏目</a></p>", ""),
    ],
)
def test_one_place_is_named(said: str, wanted: str) -> None:
    """A link in the words about the move; a front page, or one of several places, is none."""
    assert new_place(parse(f"<body>{said}</body>".encode(), URL)) == wanted
