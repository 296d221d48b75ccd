"""What may be a link or a file name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.report.links import clean, safe_link, shown, stem


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " https://www.qinghe.gov.cn/",
        "https://www.qinghe.gov.cn/a b",
        "//www.qinghe.gov.cn/",
        "data:text/html,x",
        "https://",
        "https://user:word@www.qinghe.gov.cn/",
        "https://www.qinghe.gov.cn\\@evil.example.com/",
        "https://[::1",
        "https://www.qinghe.gov.cn/" + "x" * 3000,
        "https://www.qinghe.gov.cn/\u202egpj",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    """Scripts, relative and disguised addresses stay text."""
    assert safe_link(url) == ""


def test_a_web_address_is_kept_as_it_is() -> None:
    """Http and https, Chinese paths included."""
    for url in ("http://www.qinghe.gov.cn/xxgk/指南.html?id=1#a", "https://127.0.0.1:8080/"):
        assert safe_link(url) == url


@given(st.text(max_size=30), st.text(max_size=30))
def test_distinct_codes_give_distinct_safe_names(one: str, other: str) -> None:
    """No two codes share a file, and no name leaves its folder."""
    assert (stem(one) == stem(other)) == (one == other)
    assert set(stem(one)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-~.")
    assert not stem(one).startswith(".")


def test_names_that_windows_reserves_are_avoided() -> None:
    """A USB stick is also opened on Windows."""
    assert stem("con") == "~con"


def test_controls_and_direction_marks_become_visible() -> None:
    """Nothing invisible can turn the text of a notice round."""
    assert clean("a\u202eb\x00c") == "a\ufffdb\ufffdc"
    assert len(shown("https://x.cn/" + "a" * 900)) < 200
