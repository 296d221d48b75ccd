"""Where we may go."""

from __future__ import annotations

import pytest

from inspector.collect.failures import Refused
from inspector.collect.guard import Guard


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "169.254.169.254",
        "168.63.129.16",
        "172.16.0.1",
        "192.168.1.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fd00:ec2::254",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_what_is_not_public_is_refused(address: str) -> None:
    """Private, loopback, link-local, metadata, shared, multicast and reserved addresses, and those that hide one."""
    with pytest.raises(Refused, match="not public"):
        Guard().check_address(address)


@pytest.mark.parametrize("address", ["202.106.0.20", "223.5.5.5", "::ffff:202.106.0.20", "2400:3200::1"])
def test_what_is_public_is_allowed(address: str) -> None:
    """Ordinary addresses of both families."""
    Guard().check_address(address)


def test_listed_networks_are_allowed_and_no_others() -> None:
    """`allow_networks` opens what it names, in any spelling of the address."""
    guard = Guard.of(allow_networks=["10.20.0.0/16", "127.0.0.0/8"])

    guard.check_address("10.20.3.4")
    guard.check_address("::ffff:127.0.0.1")
    with pytest.raises(Refused):
        guard.check_address("10.21.0.1")


REGISTERED = ["https://www.qinghe.gov.cn/", "http://zwgk.qinghe.example.com:8081/list", "", "not an address"]


@pytest.mark.parametrize(
    "url",
    [
        "http://www.qinghe.gov.cn/x",
        "https://WWW.QINGHE.GOV.CN./x",
        "https://else.gov.cn/",
        "http://zwgk.qinghe.example.com:8081/other",
        "http://zwgk.qinghe.example.com/",
    ],
)
def test_without_allowed_hosts_the_registry_and_gov_cn_are_allowed(url: str) -> None:
    """Each on the usual ports and on those it is registered with."""
    Guard.of(registered_urls=REGISTERED).check_url(url)


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("http://www.qinghe.gov.cn:8080/", "port 8080"),
        ("http://zwgk.qinghe.example.com:22/", "port 22"),
        ("http://evil.example.com/", "allowed_hosts"),
        ("http://gov.cn.evil.example.com/", "allowed_hosts"),
        ("http://notgov.cn/", "allowed_hosts"),
        ("http://www.qinghe.gov.cn@evil.example.com/", "user name"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://www.qinghe.gov.cn/", "scheme"),
        ("/relative", "scheme"),
        ("http://", "not an address"),
        ("http://[", "not an address"),
        ("http://www.qinghe.gov.cn:99999/", "not an address"),
    ],
)
def test_a_refusal_names_its_rule(url: str, rule: str) -> None:
    """An official can tell from the sentence which setting speaks."""
    with pytest.raises(Refused, match=rule):
        Guard.of(registered_urls=REGISTERED).check_url(url)


def test_allowed_hosts_replace_the_default_and_open_every_port() -> None:
    """With a list only the list counts, the registry included."""
    guard = Guard.of(["10.1.1.1", "*.example.cn", "::1"], REGISTERED)

    guard.check_url("http://10.1.1.1:9999/")
    guard.check_url("http://a.b.example.cn:81/")
    guard.check_url("http://[::1]:8080/")
    with pytest.raises(Refused):
        guard.check_url("https://www.qinghe.gov.cn/")


def test_chinese_names_are_compared_in_their_wire_form() -> None:
    """A name in characters and its IDNA form are one host."""
    guard = Guard.of(registered_urls=["http://清河.政务.cn/"])

    assert guard.check_url("http://xn--ovw11a.xn--zfr164b.cn/") == guard.check_url("http://清河.政务.cn/")
