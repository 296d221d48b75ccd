"""Accounts that a page prints, and what stands in the place of their names."""

from __future__ import annotations

import pytest

from inspector.checks.accounts import printed
from inspector.facts.html.parse import parse


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("无锡民政", ["无锡民政"]),
        ("搜索“无为民政”关注", ["无为民政"]),
        ("无", []),
        ("无账号", []),
        ("暂无", []),
        ("尚未开通", []),
        ("扫描二维码关注", []),
    ],
)
def test_the_name_of_a_place_that_begins_with_none_is_a_name(said: str, names: list[str]) -> None:
    """`无` alone, or of an account, says that there is none; 无锡 and 无为 are cities."""
    page = parse(f"<body><p>微信公众号：{said}</p></body>".encode(), "https://www.qinghe.gov.cn/")

    assert [account.name for account, _ in printed(page)] == names
