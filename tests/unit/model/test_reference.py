"""References are read as browsers read them."""

from __future__ import annotations

import pytest

from inspector.model.reference import slashed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"..\xxgk\zn.html", "../xxgk/zn.html"),
        (r"http:\\www.qinghe.gov.cn\zn", "http://www.qinghe.gov.cn/zn"),
        (r"\\www.qinghe.gov.cn/zn", "//www.qinghe.gov.cn/zn"),
        ("///www.qinghe.gov.cn/zn", "//www.qinghe.gov.cn/zn"),
        ("https:////www.qinghe.gov.cn", "https://www.qinghe.gov.cn"),
        ("ht\ttp://www.qing\nhe.gov.cn", "http://www.qinghe.gov.cn"),
        (r"zn.html?file=a\b#c\d", r"zn.html?file=a\b#c\d"),
        ("/a//b", "/a//b"),
        (r"javascript:open('a\\b')", r"javascript:open('a\\b')"),
        ("data:text/html,\\", "data:text/html,\\"),
        ("", ""),
    ],
)
def test_slashes(written: str, read: str) -> None:
    r"""`\` is `/` before the query; two or more in front name a host; other schemes are nobody's path."""
    assert slashed(written) == read
