"""Pages made to exhaust whoever opens or reads them: refused whole, or read in time that grows with the text alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from inspector.facts import read, readers
from inspector.facts.open import open_document

HEAD = "<meta charset='utf-8'><title>政府信息公开指南</title><h1>政府信息公开指南</h1><p>受理机构：办公室</p>"
MONSTERS: dict[str, Callable[[], str]] = {
    "attributes": lambda: "<div " + " ".join(f"a{n}=b" for n in range(100_000)) + ">x</div>",
    "attributes in quotes": lambda: "<div " + " ".join(f"a{n}='>'" for n in range(100_000)) + ">x</div>",
    "attributes without blanks": lambda: "<div " + "".join(f"/a{n}" for n in range(100_000)) + ">x</div>",
    "fonts left open": lambda: "<p>" + "".join(f"<font color={n}>" for n in range(2000)) + "</p>" + "<p>x</p>" * 20_000,
    "fonts across blocks": lambda: "".join(f"<p><font color={n}>x</p>" for n in range(9000)),
    "misnested": lambda: "".join(f"<a href={n}><b id={n}><p>" for n in range(4000)),
    "options": lambda: "<select>" + "<option>x" * 90_000,
    "a line without end": lambda: "<p>" + "公开" * 100_000,
    "text without end": lambda: "<p>政府信息公开</p>" * 3 + ("<br>" + "公开" * 9000) * 200,
    "islands that never close": lambda: "<![CDATA[" + "<script type=text/xml>" * 90_000,
}
PLAIN: dict[str, str] = {
    "icons that close themselves": "<p><i class='icon'/>电话</p>" * 300,
    "a long picture": f"<img src='data:image/png;base64,{'QUJD' * 100_000}'><p>x</p>",
    "a drawing": f"<svg><path d='{'M 1 2 ' * 30_000}'/></svg><p>x</p>",
    "a long script": f"<script>var a = '{'x=1 ' * 50_000}'</script><p>x</p>",
    "a long list": "<ul>" + "<li><a href='/a.html'><b>公开</b></a></li>" * 20_000 + "</ul>",
}
READ = """
from inspector.facts import read, readers
from inspector.facts.open import open_document
for unit in UNITS:
    body = HEAD + "<p>" + (unit * 15_000)[:15_000]
    document = open_document(body.encode(), "http://www.qinghe.gov.cn/", "text/html")
    assert not document.problem
    for kind in readers():
        read(kind, document).json()
"""
UNITS = [
    "0",
    "1.",
    "1,000",
    " )",
    ")",
    "（",
    "法定",
    "邮箱",
    "条(13800138000",
    "11010119900101",
    "a@",
    "电话：",
    "地址、电话：",
    "地址及邮编：18号",
    "表（2026年版）",
    "2026年",
    "、",
    "#a.cn",
]


@pytest.mark.parametrize("name", MONSTERS)
def test_a_page_made_to_exhaust_its_parser_is_refused_whole(name: str) -> None:
    """It has no lines and says why; what cannot be read costs nobody anything."""
    document = open_document((HEAD + MONSTERS[name]()).encode(), "http://www.qinghe.gov.cn/", "text/html")

    assert document.problem
    assert not document.lines


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_that_is_only_large_is_read(name: str) -> None:
    """Icons, pictures and drawings in the markup, long scripts and long lists are what pages are made of."""
    document = open_document((HEAD + PLAIN[name]).encode(), "http://www.qinghe.gov.cn/", "text/html")

    assert not document.problem
    assert "受理机构" in document.text(None)


def test_no_line_keeps_a_reader_for_ever() -> None:
    """One sign or word fifteen thousand times in a line: every reader comes to its end, in a process that is given minutes."""
    code = f"HEAD, UNITS = {HEAD!r}, {UNITS!r}\n{READ}"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=400, check=False)

    assert said.returncode == 0, said.stderr


def test_a_link_that_is_no_address_costs_no_reader_its_page() -> None:
    """Whatever a page calls a link, every reader reads what else is there."""
    links = "".join(
        f"<a href='{url}'>附件</a><iframe src='{url}'></iframe>"
        for url in ("http://[", "http://x:99999/", "http://a℀b/")
    )
    document = open_document((HEAD + links).encode(), "http://www.qinghe.gov.cn/", "text/html")

    assert {kind: read(kind, document).json()["kind"] for kind in readers()} == {kind: kind for kind in readers()}


def test_a_page_of_more_markup_than_any_has_is_not_read() -> None:
    """Most of it may be comments: to find that out would take two hundred megabytes."""
    page = open_document(b"<p>" + b"<!--" + b"x" * 10_000_001 + b"--></p>", "http://www.qinghe.gov.cn/")

    assert "10 MB" in page.problem
    assert not page.lines
