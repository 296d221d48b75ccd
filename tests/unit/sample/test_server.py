"""The sample's servers: addresses, codings, detours, and what they count."""

from __future__ import annotations

import csv
import gzip
import http.client
import io
from collections.abc import Iterator
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import dns.message
import dns.query
import dns.rcode
import pytest

from inspector.model.unit import ROLES, UNIT_TYPES
from inspector.sample import AS_OF, District, serve


@pytest.fixture(scope="module")
def district() -> Iterator[District]:
    """The sample district, served."""
    with serve() as served:
        yield served


def _rows(district: District) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in csv.DictReader(io.StringIO(district.registry()))}


def _get(url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    connection.request(method, parts.path + (f"?{parts.query}" if parts.query else ""), headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_the_registry_has_every_type_of_unit_and_at_least_26_of_them(district: District) -> None:
    """A whole district: its departments, subdistricts, townships, institutions, portal and government."""
    rows = _rows(district)

    assert len(rows) >= 26
    assert {row["type"] for row in rows.values()} == set(UNIT_TYPES)


def test_some_roles_are_left_to_be_discovered_and_one_unit_has_no_address_at_all(district: District) -> None:
    """Discovery and the unit without any address are part of the sample."""
    rows = _rows(district)

    addresses = {code: [row[role] for role in ROLES if row[role]] for code, row in rows.items()}

    assert [code for code, found in addresses.items() if not found] == ["QH403"]
    assert sum(not row["institution"] for row in rows.values()) >= 5


def test_registered_pages_open_except_those_that_are_faults_or_detours(district: District) -> None:
    """Every registered address is a page of the servers; what does not answer 200 is in the tables."""
    odd = {
        (code, role): status
        for code, row in _rows(district).items()
        for role in ROLES
        if row[role] and (status := _get(row[role])[0]) != 200
    }

    assert odd == {
        ("QH110", "application"): 302,
        ("QH201", "guide"): 404,
        ("QH205", "guide"): 412,
        ("QH206", "list"): 404,
    }


@pytest.mark.parametrize(("code", "declared"), [("QH108", True), ("QH111", False)])
def test_two_hosts_speak_gbk_and_one_does_not_say_so(district: District, code: str, declared: bool) -> None:
    """A header names the coding on one host; the other leaves it to a gb2312 label."""
    _, headers, body = _get(_rows(district)[code]["disclosure"])

    assert "政府信息公开" in body.decode("gbk")
    assert b"gb2312" in body
    assert ("charset" in headers["content-type"]) is declared


def test_one_host_forbids_visits_by_robots_txt(district: District) -> None:
    """The archive's own host disallows everything; the portal has no robots.txt."""
    rows = _rows(district)

    forbidding = _get("/".join(rows["QH402"]["home"].split("/")[:3]) + "/robots.txt")
    silent = _get("/".join(rows["QH101"]["guide"].split("/")[:3]) + "/robots.txt")

    assert forbidding[0] == 200
    assert b"Disallow: /" in forbidding[2]
    assert silent[0] == 404


def test_pages_are_packed_for_those_who_ask_and_heads_have_no_body(district: District) -> None:
    """Gzip and HEAD behave as on a real server."""
    url = _rows(district)["QH101"]["statutory"]

    plain, packed, head = _get(url), _get(url, **{"Accept-Encoding": "gzip"}), _get(url, "HEAD")

    assert gzip.decompress(packed[2]) == plain[2]
    assert packed[1]["content-encoding"] == "gzip"
    assert head[2] == b""
    assert head[1]["content-length"] == plain[1]["content-length"]


def test_search_finds_a_known_title(district: District) -> None:
    """The portal's search answers with the pages whose titles hold the words."""
    base = "/".join(_rows(district)["QH101"]["guide"].split("/")[:3])

    page = _get(f"{base}/search.shtml?q=%E5%BA%94%E6%80%A5%E9%A2%84%E6%A1%88")[2].decode()

    assert "应急预案（2026年修订）" in page


def test_an_application_that_is_sent_is_counted() -> None:
    """The counter of submissions is what proves that an inspection sends none."""
    with serve() as district:
        base = "/".join(_rows(district)["QH101"]["guide"].split("/")[:3])
        before = district.counts.submissions

        urlopen(Request(f"{base}/ysqgk/submit.shtml", data=b"name=a"), timeout=60).close()

        assert (before, district.counts.submissions) == (0, 1)
        assert district.counts.requests["portal"] == 1
        assert district.counts.most_at_once["portal"] == 1


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("mail.qinghe.gov.cn", dns.rcode.NOERROR, "10 mx1.qinghe.gov.cn."),
        ("bounce.qinghe.gov.cn", dns.rcode.NOERROR, "0 ."),
        ("rsj-mail.qinghe.gov.cn", dns.rcode.NXDOMAIN, ""),
    ],
)
def test_the_name_server_knows_the_mail_domains(district: District, name: str, code: int, said: str) -> None:
    """A mail exchange, a null MX and a name that does not exist."""
    host, _, port = district.nameserver.partition(":")

    reply = dns.query.udp(dns.message.make_query(name, "MX"), host, port=int(port), timeout=60)

    assert reply.rcode() == code
    assert [record.to_text() for rrset in reply.answer for record in rrset] == ([said] if said else [])


def test_settings_permit_loopback_only_and_do_not_wait(district: District) -> None:
    """The demo asks nothing public, pauses nowhere and looks again at once."""
    settings = district.settings()

    assert settings["as_of"] == AS_OF
    assert settings["crawl"]["allow_networks"] == ["127.0.0.0/8"]
    assert all(host.startswith("127.") for host in settings["district"]["allowed_hosts"])
    assert (settings["crawl"]["delay_s"], settings["confirm"]["after_s"]) == (0.0, 0)
