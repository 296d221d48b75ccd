"""What may be said of an observation, and what never: the table of crawl verdicts, each line a test, from the answer to the finding.

Line -> the test here, from an answer to the finding; then the test that has it on the wire.

* 2xx, text of 300 characters -> `test_a_page_with_text_is_fetched`; `net/test_look.py`
* 2xx shell below 1 KB that leads on -> `test_a_shell_is_followed`, `test_a_shell_that_leads_nowhere_is_script_only`;
  `net/test_browser.py`
* 301/302 to the portal's home -> `test_a_redirect_home_waits_and_then_fails`; `unit/facts/test_sight.py::test_redirects`
* 404/410 twice, 6 hours apart -> `test_gone_twice_far_apart_fails`, `test_gone_once_or_too_soon_waits`; `resume/`
* 403, 405, 412, 418, 429, 521, cookie challenge, captcha -> `test_a_shut_door_is_never_a_dead_page`,
  `test_a_challenge_is_never_an_empty_page`; `net/test_polite.py::test_a_host_that_asks_for_an_hour_is_left_alone`
* TLS fails and http works -> `test_a_page_that_only_http_serves_passes`;
  `net/test_tls.py::test_where_https_cannot_begin_http_is_tried_once`
* self-signed or expired certificate -> `test_a_bad_certificate_costs_nothing`;
  `net/test_tls.py::test_a_bad_certificate_is_recorded_and_looked_past`
* DNS failure -> `test_a_name_that_is_not_fails_after_the_second_look`;
  `net/test_names.py::test_a_resolver_that_denies_everything_is_not_believed`
* robots.txt disallows -> `test_robots_is_no_fault`; `net/test_polite.py::test_robots_is_read_once_and_obeyed`,
  `net/test_polite.py::test_robots_is_not_asked_where_the_owner_permits`
* encoding -> `test_gbk_is_read_whatever_the_header_says`, `test_garbled_is_said_only_after_decoding`; `unit/facts/test_open.py`
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.judge.fixtures import judge_world
from inspector.judge.world import World, world_of
from inspector.model.capture import Ask, Capture, Failure, Hop
from inspector.model.finding import Finding
from inspector.pipeline.ruleset.rulebook import bundled_rules, read_ruleset

RULESET = read_ruleset(bundled_rules(), "beijing-district")
GUIDE = (Path(__file__).parents[2] / "rules/tests/GD-01/pass-lines.html").read_text(encoding="utf-8")
Judge = Callable[[str, World], Finding]


def _world(front: str = "", text: str = GUIDE) -> World:
    """The good guide, with further front matter."""
    lines = text.replace("<!-- fixture", f"<!-- fixture\n{front}", 1)
    return world_of("tricky-here.html", {"tricky-here.html": lines.encode()}, "guide")


def _with(world: World, change: Callable[[Capture], Capture]) -> World:
    """The same world, the guide's answer another one."""
    url = world.pages["guide"]
    return replace(world, captures={**world.captures, url: change(world.captures[url])})


def _said(world: World, rule: str = "GD-01") -> Finding:
    """The one finding of a rule."""
    card = RULESET.rule(rule)
    assert card is not None
    (found,) = judge_world(card, world, RULESET)
    return found


def _undetermined(world: World, whose: str, reason: str, never: str) -> None:
    """Both the rule about the page and a rule that needs it: undetermined for the same reason, no points, not the wrong words."""
    for rule in ("GD-01", "GD-05"):
        found = _said(world, rule)
        assert (found.outcome, found.points) == ("undetermined", 0), found
        assert (found.attribution, found.reason) == (whose, reason), found
        assert not re.search(never, f"{found.message.zh} {found.message.en}"), found.message


def test_a_page_with_text_is_fetched() -> None:
    """It passes, and the rules about its text are asked."""
    assert _said(_world()).outcome == "pass"
    assert _said(_world(), "GD-05").outcome == "pass"


def _shell(to: str) -> bytes:
    return f'<html><head><title>.</title><script>location.replace("{to}")</script></head><body></body></html>'.encode()


def test_a_shell_is_followed() -> None:
    """A page of a few bytes that leads on is not the page: what it leads to is judged."""
    world = _world()
    url, there = world.pages["guide"], "https://www.yunhe.gov.cn/real/zn.html"
    guide = world.captures[url]
    moved = {url: replace(guide, body=_shell(there)), there: replace(guide, ask=Ask(there), final_url=there)}

    assert _said(replace(world, captures={**world.captures, **moved})).outcome == "pass"


def test_a_shell_that_leads_nowhere_is_script_only() -> None:
    """Nothing is said of what only scripts bring; never that the page is empty."""
    shell = '<html><head><title>公开指南</title><script src="/js/app.3f2a.js"></script></head><body><div id="app"></div></body></html>'
    world = _with(_world(), lambda guide: replace(guide, body=shell.encode()))

    _undetermined(world, "us", "script_only", "空白|为空|empty|blank")


def test_a_redirect_home_waits_and_then_fails() -> None:
    """At first sight it waits for a second look; after it the page has moved or was removed."""

    def home(guide: Capture) -> Capture:
        to = "https://www.yunhe.gov.cn/"
        return replace(guide, final_url=to, hops=(Hop(guide.final_url, 302, to),))

    _undetermined(_with(_world("looks: 1"), home), "unit", "awaiting_second_look", "失效|dead")
    found = _said(_with(_world(), home))
    assert found.outcome == "fail"
    assert "跳转到网站首页或已迁移" in found.message.zh


@pytest.mark.parametrize("status", [404, 410])
def test_gone_twice_far_apart_fails(status: int) -> None:
    """Two looks, hours apart, agree: the page is not there, and the unit's; where its text is shown all the same, a person confirms it."""
    found = _said(_world(f"status: {status}"))
    bare = _said(_with(_world(f"status: {status}"), lambda guide: replace(guide, body=b"<title>404</title>not here")))

    assert (found.outcome, found.attribution, found.confirmed) == ("fail", "unit", False)
    assert (bare.outcome, bare.attribution, bare.confirmed) == ("fail", "unit", True)


@pytest.mark.parametrize("status", [404, 410])
def test_gone_once_or_too_soon_waits(status: int) -> None:
    """One look is no proof."""
    _undetermined(_world(f"status: {status}\nlooks: 1"), "unit", "awaiting_second_look", "失效|dead")


@pytest.mark.parametrize("status", [403, 405, 412, 418, 429, 521])
def test_a_shut_door_is_never_a_dead_page(status: int) -> None:
    """However often: the site refuses machines, it is not down."""
    _undetermined(_world(f"status: {status}"), "blocked", "blocked", "不存在|失效|无法打开|down|dead|does not exist")


@pytest.mark.parametrize(
    "body",
    [
        '<html><script>document.cookie="__jsl_clearance=1";location.reload()</script></html>',
        "<html><title>安全验证</title><body><p>请完成下方验证后继续访问</p><p>拖动滑块完成拼图</p></body></html>",
    ],
)
def test_a_challenge_is_never_an_empty_page(body: str) -> None:
    """A script that sets a cookie and a captcha are doors, whatever the status."""
    world = _with(_world(), lambda guide: replace(guide, body=body.encode()))

    _undetermined(world, "blocked", "blocked", "空白|为空|不存在|empty|does not exist")


def test_a_page_that_only_http_serves_passes() -> None:
    """It is advice, noted with the capture; the page is reachable."""
    world = _with(
        _world(),
        lambda guide: replace(guide, final_url=guide.final_url.replace("https:", "http:"), detail="http_only: no TLS"),
    )

    assert _said(world).outcome == "pass"


def test_a_bad_certificate_costs_nothing() -> None:
    """The page was fetched with the exception recorded."""
    world = _with(_world(), lambda guide: replace(guide, detail="certificate: self-signed"))

    assert _said(world).outcome == "pass"


def test_a_name_that_is_not_fails_after_the_second_look() -> None:
    """For a host of the unit's own; on one look, or on a shared host, nothing is said of the unit."""
    own = "unit: {own_hosts: [www.yunhe.gov.cn]}\nfailure: dns"
    text = re.sub(r"^unit:.*\n", "", GUIDE, count=1, flags=re.MULTILINE)

    assert _said(_world(own, text)).outcome == "fail"
    assert _said(_world(f"{own}\nlooks: 1", text)).outcome == "undetermined"
    assert _said(_world("failure: dns", text)).attribution == "third_party"
    _undetermined(_world("failure: resolver"), "us", "resolver", "域名不存在|does not exist")


def test_robots_is_no_fault() -> None:
    """What robots.txt forbids was not asked for."""
    _undetermined(_world("failure: robots"), "blocked", "blocked", "不存在|失效|does not exist|dead")


def test_gbk_is_read_whatever_the_header_says() -> None:
    """Bytes in GB18030 under a header that says nothing, or the wrong thing, are text."""
    for header in ("text/html", "text/html; charset=utf-8", "text/html; charset=gb2312"):
        text = GUIDE.partition("-->")[2].replace('charset="utf-8"', 'charset="gbk"')
        world = _with(
            _world(),
            lambda guide, kind=header, body=text: replace(  # type: ignore[misc]
                guide, headers={**guide.headers, "content-type": kind}, body=body.encode("gb18030")
            ),
        )
        assert _said(world, "GD-05").outcome == "pass", header


def test_garbled_is_said_only_after_decoding() -> None:
    """Text that was spoilt before it was sent cannot be read: that is said, and nothing is missing on the page."""
    spoilt = GUIDE.partition("-->")[2].encode().decode("gb18030", "replace").encode()
    world = _with(_world(), lambda guide: replace(guide, body=spoilt))

    _undetermined(world, "us", "garbled", "缺少|missing")


def test_every_failure_is_in_the_table_or_like_one_that_is() -> None:
    """A new kind of failure is a fail only where it proves something of the very page, or of the unit's own server."""
    proving = {one for one in Failure if _said(_world(f"failure: {one.value}")).outcome == "fail"}

    assert proving <= {Failure.NOT_FOUND, Failure.SOFT_404, Failure.MOVED, Failure.CLIENT_ERROR}
