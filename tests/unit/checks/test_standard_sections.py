"""Where the names of the standard sections are cited from."""

from __future__ import annotations

from collections.abc import Callable

from inspector.judge.fixtures import FixtureResult

NAMES = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报")


def test_a_link_is_cited_before_a_choice_of_the_same_name(judge: Callable[..., FixtureResult]) -> None:
    """A search form that offers the sections to choose from says less of them than what leads to them."""
    title = "云河区科学技术局政府信息公开"
    links = "".join(f"<li><a href=/kjj/{n}.html>{name}</a></li>" for n, name in enumerate(NAMES))
    choices = "".join(f"<option>{name}</option>" for name in NAMES)

    result = judge(
        "FD-01",
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1><ul>{links}</ul>"
        f"<form>检索范围<select name=scope>{choices}</select></form></body></html>",
        "unit: {name: 云河区科学技术局}\npage: disclosure\nurl: https://www.yunhe.gov.cn/kjj/",
    )

    assert result.got == "pass"
    assert [bool(cited.locator) for one in result.findings for cited in one.evidence] == [True] * len(NAMES)
