"""Home pages: the marks of the bottom area, also where only a script would bring them."""

from __future__ import annotations

import pytest

from inspector.facts.home import read
from inspector.facts.html.parse import parse
from inspector.facts.reading import Fact, Facts

BADGE = (
    "<a href='https://bszs.conac.cn/sitename?method=show&id=0A1B2C3D4E5F60718293A4B5C6D7E8F9'><img src='red.png'></a>"
)
REPORT = "<a href='https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=5301990001&url=x'><img src='jc.png'></a>"
FOOTER = (
    "<div class='footer'><p>主办单位：清河区人民政府办公室 联系电话：0871-65550100</p><p>网站标识码：5301"
    "990001 滇ICP备20260001号-1 "
    "滇公网安备 53019902000001号</p><p><a href='/map.html'>网站地图</a></p>{}</div>"
)
NEWS = "<ul><li><a href='1.html'>清河区召开步道养护工作会议</a><span>2026-10-30</span></li></ul>"


def facts(footer: str, head: str = "") -> Facts:
    """What the home reader finds."""
    html = f"<html><head><title>清河区人民政府</title>{head}</head><body>{NEWS}{footer}</body></html>"
    return read(parse(html.encode(), "https://www.qinghe.gov.cn/"))


def value(found: Facts, name: str) -> object:
    """The value of a fact, None where absent."""
    fact = found[name]
    return fact.value if isinstance(fact, Fact) else None


def test_a_complete_footer() -> None:
    """All marks are read with their words."""
    found = facts(
        FOOTER.format(BADGE + REPORT),
        "<meta name='SiteIDCode' content='5301990001'><meta name='SiteName' content='清河区'>",
    )

    assert value(found, "site_code") == "5301990001"
    assert value(found, "icp") == "滇ICP备20260001号-1"
    assert value(found, "police") == "滇公网安备53019902000001号"
    assert value(found, "sponsor") == "清河区人民政府办公室"
    assert value(found, "contact") == "0871-65550100"
    assert value(found, "badge") is True
    assert value(found, "error_report") is True
    assert value(found, "sitemap") == "https://www.qinghe.gov.cn/map.html"
    assert found["codes"] == {"text": "5301990001", "meta": "5301990001", "error_report": "5301990001"}
    assert value(found, "codes_agree") is True
    assert found["meta"] == {"sitename": "清河区", "siteidcode": "5301990001"}
    assert value(found, "newest") == "2026-10-30"


@pytest.mark.parametrize(
    "script",
    [
        "<script src='https://dcs.conac.cn/js/26/000/0000/60000000/CA260000000600000000001.js'></script>",
        (
            "<script>document.write(unescape('%3Cspan id=\\'_ideConac\\'%3E%3Cscript src=\\'//dcs.conac.cn/js/26/"
            "CA26.js\\'%3E'))</script>"
        ),
    ],
)
def test_a_badge_by_script(script: str) -> None:
    """The badge's script counts as the badge: the raw page shows nothing else."""
    found = facts(FOOTER.format(script))["badge"]

    assert isinstance(found, Fact)
    assert found.notes["by"] == "script"


def test_an_error_report_by_script_carries_its_code() -> None:
    """The code of the error-report script is compared with the printed one."""
    script = "<script id='_jiucuo_' sitecode='5301990002' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>"
    found = facts(FOOTER.format(script))

    assert value(found, "error_report") is True
    assert found["codes"] == {"text": "5301990001", "error_report": "5301990002"}
    assert value(found, "codes_agree") is False


def test_one_code_alone_agrees_with_nothing() -> None:
    """Agreement needs two codes."""
    assert facts(FOOTER.format(""))["codes_agree"] is None


def test_missing_marks_are_absent() -> None:
    """A bare footer has no marks, and `footer` says so for each."""
    found = facts("<div class='footer'>版权所有 清河区</div>")

    assert found["footer"]
    assert all(mark is None for mark in found["footer"].values())  # type: ignore[union-attr]


def test_ministry_code_and_outlinks() -> None:
    """A bm code is a code; other hosts are listed once."""
    found = facts(
        "<div class='footer'>网站标识码：bm26000001 <a href='http://x.example.com/a'>甲</a><a href='http://x."
        "example.com/b'>乙</a></div>"
    )

    assert value(found, "site_code") == "bm26000001"
    assert found["outlinks"] == [{"host": "x.example.com", "url": "http://x.example.com/a", "title": "甲"}]


@pytest.mark.parametrize(
    "brought", ["<script src='/js/footer.js'></script>", "<iframe src='/common/foot.html'></iframe>"]
)
def test_a_bottom_that_is_brought_in_was_not_read(brought: str) -> None:
    """Nothing is missing where a script or a frame shows the whole bottom; beside a printed bottom they hide nothing."""
    hidden = facts(f"<p>要闻</p>{brought}")["icp"]
    printed = facts(f"<div class='footer'>主办单位：清河区人民政府办公室 网站标识码：5301990001</div>{brought}")

    assert isinstance(hidden, Fact)
    assert (hidden.value, hidden.notes["picture"]) == (None, True)
    assert printed["icp"] is None


def test_a_mailbox_is_a_contact_too() -> None:
    """The bottom may give a mailbox instead of a telephone."""
    found = facts("<div class='footer'>主办单位：清河区人民政府办公室　联系邮箱：web@qinghe.gov.cn</div>")

    assert value(found, "contact") == "web@qinghe.gov.cn"
