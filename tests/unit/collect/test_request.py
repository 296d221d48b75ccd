"""A request is what httpx makes of it, whether its headers were made before or not."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.collect.request import handed, request

HEADERS = (("User-Agent", "Inspector/1"), ("Accept-Encoding", "gzip"))
hosts = st.sampled_from(
    ["a.gov.cn", "a.gov.cn:80", "a.gov.cn:443", "127.0.0.1:8080", "A.gov.cn", "xn--fiq.cn", "政务.cn", "a.cn:08080"]
)
paths = st.text(st.sampled_from("ab0_~.-/%?&=#;@:+ 政é\\\"<>{}|^`[]'"), max_size=12)


@given(scheme=st.sampled_from(["http", "https"]), host=hosts, path=paths)
@example("http", "a.gov.cn:80", "a/b.html?x=1&y=")
@example("https", "a.gov.cn:80", "")
@example("http", "a.gov.cn", "a/../b")
@example("http", "a.gov.cn", "a/./b//c/")
@example("http", "a.gov.cn", "..")
def test_it_is_what_httpx_makes(scheme: str, host: str, path: str) -> None:
    """Target, host and headers, of addresses that are plain and of those that are not."""
    url = f"{scheme}://{host}/{path}"
    try:
        made = httpx.Request("GET", url, headers=list(HEADERS))
    except httpx.InvalidURL:
        with pytest.raises(httpx.InvalidURL):
            request("GET", url, HEADERS)
        return
    asked = request("GET", url, HEADERS)
    assert (asked.method, asked.target, asked.headers) == ("GET", made.url.raw_path, tuple(made.headers.raw))
    assert asked.origin[:2] == (made.url.scheme, made.url.raw_host.decode())
    assert asked.origin[2] == (made.url.port or {"http": 80, "https": 443}[scheme])


def test_other_headers_are_another_request() -> None:
    """What was made for one set of headers is not sent for another."""
    plain, asking = (
        request("GET", "http://a.gov.cn/x", more) for more in (HEADERS, (*HEADERS, ("If-None-Match", '"1"')))
    )
    assert (b"If-None-Match", b'"1"') in asking.headers
    assert (b"If-None-Match", b'"1"') not in plain.headers


def test_what_is_handed_over_says_how_long_it_is() -> None:
    """A service needs the length of what it is handed."""
    asked = handed("https://t.example/tsa", HEADERS, b"query")
    assert asked.content == b"query"
    assert (b"Content-Length", b"5") in asked.headers
