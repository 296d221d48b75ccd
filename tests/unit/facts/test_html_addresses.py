"""References become absolute as a browser makes them."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.facts.html.addresses import NO_ADDRESS, Addresses
from inspector.model.reference import slashed

BASES = [
    "http://www.qinghe.gov.cn",
    "http://www.qinghe.gov.cn/",
    "https://www.qinghe.gov.cn:8443/zwgk/gkzn/index.shtml",
    "http://www.qinghe.gov.cn/zwgk/../list/?page=2",
    "http://www.qinghe.gov.cn/a;b/c.html?next=/d/e",
    "http://www.qinghe.gov.cn/政府/x.html",
    "file:///srv/x/y.html",
    "",
]
PIECES = [
    "a",
    "b.html",
    "政",
    "%E4",
    "..",
    ".",
    "/",
    "//",
    "?",
    "#",
    ";",
    ":",
    " ",
    "~",
    "-",
    "http:",
    "x=1&y",
    "..z",
    "z.",
]


@pytest.mark.parametrize("base", BASES)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=7))
def test_a_reference_is_joined_as_the_standard_library_joins_it(base: str, pieces: list[str]) -> None:
    """The short way for plain references gives what the long way gives, for any reference, read with a browser's slashes, and base."""
    reference = "".join(pieces)
    found = Addresses(base).absolute(reference)
    try:
        expected = urldefrag(urljoin(base, slashed(reference.strip()))).url
        _ = urlsplit(expected).port
    except ValueError:
        assert found.startswith(NO_ADDRESS)
    else:
        assert found == expected


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize(
    "reference", ["http://[", "//[::1", "http://x:99999/", "http://x:port/", "http://a℀b/", "http://[zz]/"]
)
def test_a_reference_that_is_no_address_can_be_taken_apart_all_the_same(base: str, reference: str) -> None:
    """One broken link does not cost a page its readers: host, port and path of every link can be asked for."""
    parts = urlsplit(Addresses(base).absolute(reference))

    assert (parts.scheme, parts.hostname, parts.port) == ("about", None, None)
