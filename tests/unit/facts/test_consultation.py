"""Consultations: the period for comments, the channels and the result."""

from __future__ import annotations

import pytest

from inspector.facts.consultation import read
from inspector.facts.html.parse import parse
from inspector.facts.reading import Fact, Facts

TITLE = "关于公开征求《清河区步道养护办法（征求意见稿）》意见的公告"


def facts(body: str, title: str = TITLE) -> Facts:
    """What the reader finds below the title and a publication date."""
    html = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>发布日期：2026-07-06 来源：区城管"
        f"局</p>{body}</body></html>"
    )
    return read(parse(html.encode(), "https://www.qinghe.gov.cn/yjzj/1.html"))


def value(found: Facts, name: str) -> object:
    """The value of a single fact, None where absent."""
    fact = found[name]
    return fact.value if isinstance(fact, Fact) else None


@pytest.mark.parametrize(
    "body",
    [
        "<p>征求意见时间：2026年7月6日至2026年8月5日</p>",
        "<p>征求意见时间为2026年7月6日至8月5日，请将意见反馈至区城管局。</p>",
        "<p>意见征集期限：2026-07-06 至 2026-08-05</p>",
        "<p>公示期：2026.07.06-2026.08.05</p>",
        (
            "<table><tr><td>开始时间</td><td>2026-07-06</td></tr><tr><td>截止时间</td><td>2026-08-05 18:00</td></"
            "tr></table>"
        ),
        "<p>开始日期：2026-07-06 结束日期：2026-08-05</p>",
        "<p>请于2026年8月5日前将意见建议反馈至区城管局。</p>",
        "<p>意见反馈截止时间为2026年8月5日。</p>",
        "<p>公众可提出意见，截至2026年8月5日止。</p>",
    ],
)
def test_periods(body: str) -> None:
    """Labels, ranges and deadlines give the same period; a deadline alone counts from the publication."""
    found = facts(body)

    assert (value(found, "start"), value(found, "end"), value(found, "days")) == ("2026-07-06", "2026-08-05", 31)


def test_a_start_from_publication_says_so() -> None:
    """Where only the end is printed, the start is told to be the publication."""
    start = facts("<p>请于2026年8月5日前反馈意见。</p>")["start"]

    assert isinstance(start, Fact)
    assert start.notes["from"] == "published"


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [
        ("自公告之日起30日", 30, "calendar_days"),
        ("期限为7个工作日", 7, "working_days"),
        ("为期三十天", 30, "calendar_days"),
    ],
)
def test_periods_given_as_a_number(words: str, number: int, unit: str) -> None:
    """A number of days is kept with its unit; it is no date."""
    found = facts(f"<p>征求意见{words}。</p>")
    stated = found["stated_days"]

    assert isinstance(stated, Fact)
    assert (stated.value, stated.notes["unit"], found["end"]) == (number, unit, None)


def test_a_date_of_a_law_is_no_deadline() -> None:
    """Dates in the reasons are not the period."""
    found = facts("<p>根据2019年5月15日起施行的规定，现就办法征求社会意见。</p>")

    assert (found["start"], found["end"]) == (None, None)


def test_channels() -> None:
    """Each printed way is found once."""
    found = facts(
        "<p>一、电子邮件：cgj@qinghe.gov.cn</p><p>二、来信地址：清河区望江路18号（邮编650000）</p><p>三、电话"
        "：0871-65550123</p>"
        "<p>四、登录清河区人民政府门户网站“意见征集”栏目提交</p>"
    )["channels"]

    assert [fact.value for fact in found] == ["email", "post", "phone", "online"]  # type: ignore[union-attr]


def test_a_result_by_link() -> None:
    """A link to the result is the result."""
    found = facts("<p>相关链接：<a href='2.html'>《清河区步道养护办法》意见征集结果及采纳情况</a></p>")

    assert found["results"] == [
        {"title": "《清河区步道养护办法》意见征集结果及采纳情况", "url": "https://www.qinghe.gov.cn/yjzj/2.html"}
    ]
    assert value(found, "is_consultation") is True


def test_a_result_on_the_page() -> None:
    """The outcome may be told on the page itself; a page that is a result says so in its title."""
    found = facts(
        "<p>征求意见期间共收到意见建议12条，采纳9条。</p>", "《清河区步道养护办法》意见征集结果及采纳情况的反馈"
    )

    assert found["feedback"] is not None
    assert (value(found, "is_result"), value(found, "is_consultation")) == (True, False)


def test_no_result() -> None:
    """A call for comments alone is no feedback."""
    found = facts("<p>欢迎社会各界提出意见建议，我局将认真研究采纳。</p>")

    assert (found["results"], found["feedback"]) == ([], None)
