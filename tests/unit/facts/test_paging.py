"""Whether a list goes on on further pages, as content systems show it."""

from __future__ import annotations

import pytest

from inspector.facts.html.parse import parse
from inspector.facts.paging import goes_on, paging

URL = "https://www.qinghe.gov.cn/ly/"
LIST = "<ul><li><a href=/ly/1.html>路灯不亮</a><span>2026-11-02</span></li></ul>"


@pytest.mark.parametrize(
    "more",
    [
        "<p><a href=/ly/index_1.html>下一页</a></p>",
        '<p><a href="javascript:void(0)" onclick="go(2)">下一页</a></p>',
        "<p><span onclick=go(2)>下一页</span></p>",
        "<p>共12页 120条 第1页</p>",
        "<p>页次：1/12页 每页15条</p>",
        "<p>第1页/共3页</p>",
        "<p><a href=?p=1>1</a><a href=?p=2>2</a><a href=?p=3>3</a></p>",
        "<ul><li>上一页</li><li>1</li><li>2</li><li>下一页</li></ul>",
        "<div id=p></div><script>$('#p').pagination(120, {items_per_page: 10})</script>",
        "<div id=p></div><script>laypage.render({elem: 'p', count: 120, limit: 15})</script>",
        "<script>var pageCount = 9; createNav(pageCount)</script>",
        "<select onchange=go(this)><option>第1页</option><option>第2页</option></select>",
        "<p>转到<select onchange=go(this)><option>1<option>2<option>3</select></p>",
        "<select name=pageNo><option>1/2<option>2/2</select>",
        "<div><span>1</span><span>2</span><span>3</span><span>…</span><span>20</span></div>",
        "<ul><li><b>1</b></li><li>2</li><li>&gt;</li></ul>",
        "<table><tr><td>共20条</td><td>1 2 3</td></tr></table>",
        '<p>[1] <a href="javascript:go(2)">[2]</a> <a href="javascript:go(3)">[3]</a></p>',
    ],
)
def test_a_list_that_goes_on(more: str) -> None:
    """By links, by words that a script moves, by a count, or by what the script is told."""
    assert goes_on(parse(f"<body><div class=main>{LIST}{more}</div></body>".encode(), URL))


@pytest.mark.parametrize(
    "more",
    [
        "",
        "<p>共1页 3条 首页 上一页 下一页 尾页</p>",
        "<p>上一页 1 下一页</p>",
        "<ul><li>上一页</li><li>1</li><li>下一页</li></ul>",
        "<p>上一篇：路灯不亮</p><p>下一篇：没有了</p>",
        "<p>共3条</p>",
        "<div id=p></div><script>$('#p').pagination(8, {items_per_page: 10})</script>",
        "<script>var pageCount = 1; createNav(pageCount)</script>",
        "<p><a href=/a/2024.html>2024</a><a href=/b/2025.html>2025</a></p>",
        "<select name=pageNo><option>第1页</option></select>",
        "<p>每页<select name=pageSize><option>10<option>20<option>50</select>条</p>",
        "<p>选择月份<select><option>1<option>2<option>3</select></p>",
        "<select><option>2024年<option>2025年</select>",
        "<ul><li>1</li></ul>",
        "<div>1 2 3</div><p><a href=/ly/2.html>井盖缺失</a></p>",
        "<p>1. 2. 以上留言均已答复</p>",
        "<div>1</div><div>填写申请表</div><div>2</div><div>提交</div>",
        "<table><tr><td>1</td><td>路灯</td></tr><tr><td>2</td><td>井盖</td></tr></table>",
    ],
)
def test_a_list_that_is_whole(more: str) -> None:
    """A template prints its words for further pages also where there are none."""
    assert not goes_on(parse(f"<body><div class=main>{LIST}{more}</div></body>".encode(), URL))


def test_pages_named_by_numbers_alone_have_addresses() -> None:
    """As those with a link to the next."""
    page = parse(b"<body><a href=?p=1>1</a><a href=?p=2>2</a><a href=?p=3>3</a></body>", URL)

    assert paging(page) == (f"{URL}?p=2", f"{URL}?p=3")
