"""One answer for all, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.judge.imitation import genuine, imitated
from inspector.judge.uplink import Spell, as_seen, canary, rounds, spells
from inspector.model.capture import Ask, Capture, Failure

A, B, C = (f"http://{name}.qinghe.gov.cn" for name in ("www", "jyj", "mzj"))
PLAIN = (
    "<html><title>办公网</title><p>请于本周五前完成终端安全登记。{more}</p><p><a href='/help'>使用说明</a></p></html>"
)
PORTAL = "<html><title>清河区人民政府</title><h1>清河区人民政府</h1><p>政务公开 政务服务 互动交流 走进清河</p></html>"
GONE = "<html><title>404 Not Found</title><h1>404 Not Found</h1></html>"
SHELL = "<html><title>清河</title><div id=app></div><script src='/js/app.js'></script></html>"


def shows(url: str, text: str, status: int = 200, number: int = 0) -> Capture:
    """A canary that shows a page."""
    html = {"content-type": "text/html; charset=utf-8"}
    body = text.encode()
    at = f"2026-11-24T01:{number}0:00+08:00"
    return Capture(canary(url, number, "during"), url, status, html, body, at, sha256=str(hash(body)))


@pytest.mark.parametrize(
    ("looks", "false"),
    [
        ([shows(A, PLAIN), shows(B, PLAIN)], True),
        ([shows(A, PLAIN.format(more=f"{A}/?id=1")), shows(B, PLAIN.format(more=f"{B}/ 12:30"))], True),
        ([shows(A + "/", PLAIN), shows(A + "/1", PLAIN), shows(A + "/2", PLAIN)], True),
        ([shows(A + "/", PLAIN), shows(A + "/1", PLAIN)], False),
        ([shows(A, PORTAL), shows(B, PORTAL), shows(C, PLAIN)], False),
        ([shows(A, PORTAL), shows(B, GONE, 404), shows(C, GONE, 404)], False),
        ([shows(A, PLAIN), shows(B, PLAIN), shows(C + "/guide", GONE, 404)], True),
        ([replace(shows(one, PORTAL), final_url="http://login.qinghe.gov.cn/") for one in (A, B)], True),
        ([shows(A, GONE, 502), shows(B, GONE, 502)], True),
        ([shows(A, GONE), shows(B, GONE)], True),
        ([shows(A + "/", GONE, 503), shows(A + "/1", GONE, 503), shows(A + "/2", GONE, 503)], False),
        ([shows(A + "/", GONE, 404), shows(A + "/1", GONE, 404), shows(A + "/2", GONE, 404)], True),
        ([shows(A, SHELL), shows(B, SHELL), shows(C, SHELL)], False),
        ([shows(A, GONE, 403), shows(B, GONE, 403)], False),
        ([Capture(Ask(A), failure=Failure.TIMEOUT), Capture(Ask(B), failure=Failure.TIMEOUT)], False),
        ([shows(A, PLAIN)], False),
    ],
    ids=[
        "one page at two hosts",
        "with the address and the time in it",
        "at three addresses of one host",
        "at two addresses of one host",
        "two hosts of one owner, and another page",
        "a portal whose other hosts have no home page",
        "one home page for all and nothing else",
        "all sent to one page",
        "a proxy's error for all",
        "a page for all that says it is not there",
        "one host that is down",
        "one host where nothing is that is registered, nor its home page",
        "shells of one platform, of which nothing is said anyway",
        "one firewall before all sites, which is theirs",
        "silence, which is told otherwise",
        "one canary alone",
    ],
)
def test_what_stands_in_for_every_site_has_one_answer(looks: list[Capture], false: bool) -> None:
    """Only where nothing that was looked at showed anything else, at several hosts or many addresses."""
    assert imitated(looks) is false


def test_a_file_that_stands_in_for_sites_is_told_without_being_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening one may take minutes, in the process that watches over all others."""
    monkeypatch.setattr("inspector.judge.imitation.document_of", lambda _: pytest.fail("it was opened"))
    first, second, other = shows(A, "%PDF-1.7 a"), shows(B, "%PDF-1.7 a"), shows(C, "%PDF-1.7 b")

    assert imitated([first, second])
    assert not imitated([first, second, other])


def test_a_page_that_is_too_dense_to_be_read_is_told_by_its_beginning() -> None:
    """Millions of tags behind what stands in for the sites hide nothing, and hold nobody up who watches over a run."""
    dense = [shows(url, PLAIN.format(more=url) + "<p>某</p>" * 300_000) for url in (A, B)]

    assert imitated(dense)
    assert not imitated([dense[0], shows(B, PORTAL + "<p>某</p>" * 300_000)])


def test_two_pages_prove_that_sites_answered() -> None:
    """Nothing more need be looked at then; the digests alone tell it too, once the pages are not kept."""
    looks = [shows(A, PORTAL), shows(B, PLAIN)]

    assert genuine(looks)
    assert genuine([replace(look, body=b"") for look in looks])
    assert not genuine([shows(A, PLAIN.format(more="1")), shows(B, PLAIN.format(more="2"))])


def test_what_was_answered_in_the_name_of_sites_is_no_evidence() -> None:
    """Pages and silence alike, from the last good round to the next; what a person or a probe saw stands, and so do other times."""
    first, third = (shows(url, text, number=number) for number, url, text in ((0, A, PORTAL), (2, A, PORTAL)))
    seen = [first, shows(B, PLAIN), *(shows(url, PLAIN, number=1) for url in (A, B)), third, shows(B, PLAIN, number=2)]
    told = rounds(seen)
    during = spells(told)
    page = Capture(Ask(A + "/guide"), A + "/guide", 200, fetched_at="2026-11-24T01:05:00+08:00", body=b"x")
    probe = replace(page, ask=Ask(A + "/form", "PROBE"))
    after = replace(page, fetched_at="2026-11-24T01:25:00+08:00")

    assert [(one.good, one.imitated) for one in told] == [(True, False), (False, True), (True, False)]
    assert during == (Spell(told[0].ended, told[2].begun, imitated=True),)
    assert as_seen({page.ask.key: page}, during)[page.ask.key].failure is Failure.UPLINK
    assert as_seen({probe.ask.key: probe}, during)[probe.ask.key] == probe
    assert as_seen({after.ask.key: after}, during)[after.ask.key] == after
