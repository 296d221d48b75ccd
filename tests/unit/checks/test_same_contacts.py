"""The guide's contacts and those of the institution page, the same in other words or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
FRONT = "url: https://www.qinghe.gov.cn/mzj/zn.html\nunit: {name: 清河区民政局, type: department}"
HEAD = '<html><head><meta charset="utf-8"><title>{0}</title></head><body><div class="main"><h1>{0}</h1>'
PLACE, HOURS, PHONE = "清河区育才路18号", "周一至周五8:30-12:00，14:00-17:30", "010-63835620"


def pages(place: str = PLACE, hours: str = HOURS, phone: str = PHONE) -> str:
    """A guide, and an institution page with these contacts."""
    contacts = "<p>办公地址：{}</p><p>办公时间：{}</p><p>联系电话：{}</p></div></body></html>\n"
    guide = HEAD.format("清河区民政局政府信息公开指南") + contacts.format(PLACE, HOURS, PHONE)
    other = HEAD.format("清河区民政局机构职能") + contacts.format(place, hours, phone)
    return f"{guide}<!-- page: institution url=https://www.qinghe.gov.cn/mzj/jg/ -->\n{other}"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"place": "清河区育才街道育才路18号"}, "pass"),
        ({"place": "清河育才路拾捌号"}, "pass"),
        ({"place": "18 Yucai Road, Qinghe District"}, "pass"),
        ({"place": "清河区育才路19号"}, "fail"),
        ({"place": "清河区文昌路18号"}, "fail"),
        ({"hours": "周一至周五上午8点半到12点，下午2点到5点半"}, "pass"),
        ({"hours": "周一至周五上午8点到12点，下午2点到5点半"}, "fail"),
        ({"phone": "63835622（救助科）"}, "pass"),
        ({"phone": "63835622"}, "fail"),
    ],
)
def test_the_same_in_other_words(judge: Judge, said: dict[str, str], wanted: str) -> None:
    """The street with its subdistrict, half hours in words and a section's line are no difference; others are told."""
    assert judge("GD-14", pages(**said), FRONT).got == wanted


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("清河区育才路18-1号", [("fail", False)]),
        ("清河区育才路16-20号", [("fail", False)]),
        ("清河区育才路18、20号", [("fail", False)]),
        ("清河区育才路甲18号", [("fail", False)]),
        ("清河区育才路18附1号", [("fail", False)]),
        ("清河区东育才路18号", [("fail", False)]),
        ("清河区城关镇育才路18号", [("pass", True)]),
        ("清河区育才路（民政局）18号", [("pass", True)]),
        ("育才路18号", [("pass", True)]),
        ("清河区育才大路18号", [("fail", False)]),
        ("清河区育才路28-1号", [("fail", True)]),
        ("清河区文昌路18-1号", [("fail", True)]),
    ],
)
def test_a_part_of_a_number_or_more_of_a_name(judge: Judge, place: str, wanted: list[tuple[str, bool]]) -> None:
    """The same number with a part, or in a street whose name only ends alike, may be another place: a person confirms."""
    found = judge("GD-14", pages(place=place), FRONT).findings

    assert [(one.outcome, one.confirmed) for one in found] == wanted


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("位于南岗新村8号", "南岗新村8号", False),
        ("清河行政中心2号楼", "行政中心2号楼", False),
        ("老政府大院5号楼305室", "政府大院5号楼", False),
        ("清河区行政中心2号楼", "行政中心2号楼305室", False),
        ("前进农场1号", "清河前进农场1号", False),
        ("张村1号", "李村1号", True),
        ("南岗新村18号", "南岗新村8号", True),
    ],
)
def test_one_address_in_fewer_words_is_no_certain_difference(judge: Judge, one: str, other: str, sure: bool) -> None:
    """Of a house in no street one page may say more than the other."""
    found = judge("GD-14", pages(place=one).replace("清河区育才路18号", other), FRONT).findings

    assert [(one.outcome, one.confirmed) for one in found] == [("fail", sure)]


def test_a_town_that_has_another_rank(judge: Judge) -> None:
    """After a reform one page says 乡 and the other 镇: a person confirms whether it moved."""
    both = pages(place="清河区望江镇育才路18号").replace(PLACE, "清河区望江乡育才路18号")

    assert [(one.outcome, one.confirmed) for one in judge("GD-14", both, FRONT).findings] == [("fail", False)]
