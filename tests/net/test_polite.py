"""Politeness, counted by the server."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from free_ports import free_port
from loopback_site import Handler, Request, Site, answer

from inspector.collect import Guard, Names, Outside
from inspector.collect.eyes import Eyes
from inspector.facts.look import by_status, look
from inspector.facts.sight import sight
from inspector.model.capture import Ask, Failure

pytestmark = pytest.mark.anyio
Look = Callable[..., Outside]


def robots(text: str) -> bytes:
    """A robots.txt."""
    return answer(text.encode(), content_type="text/plain")


async def test_one_request_at_a_time_and_a_pause_between(site: Site, look_with: Look) -> None:
    """A host never sees two of our requests at once, and no two closer than `delay_s`."""

    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.005)
        writer.write(answer(b"x"))

    site.pages = {f"/{n}": slow for n in range(6)}

    await look_with(delay_s=0.02).look([Ask(f"{site.url}/{n}") for n in range(6)])

    assert site.most == 1
    assert site.paths == [f"/{n}" for n in range(6)]
    assert all(later.at - before.at >= 0.02 for before, later in pairwise(site.requests))


async def test_per_host_lets_that_many_in(site: Site, look_with: Look) -> None:
    """`per_host = 2` means two at once and never three."""

    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        writer.write(answer(b"x"))

    site.pages = {f"/{n}": slow for n in range(6)}

    await look_with(per_host=2).look([Ask(f"{site.url}/{n}") for n in range(6)])

    assert site.most == 2


async def test_robots_is_read_once_and_obeyed(site: Site, look_with: Look) -> None:
    """What is disallowed is not asked for; robots.txt itself is the evidence."""
    site.pages = {"/robots.txt": robots("User-agent: *\nDisallow: /private/\n"), "/open": answer(b"x")}

    shut, opened = await look_with().look([Ask(f"{site.url}/private/a"), Ask(f"{site.url}/open")])

    assert (shut.failure, shut.status, opened.status) == (Failure.ROBOTS, None, 200)
    assert shut.wire[0].url == f"{site.url}/robots.txt"
    assert [request.path for request in site.requests] == ["/robots.txt", "/open"]


async def test_robots_holds_for_redirect_targets_too(site: Site, other: Site, look_with: Look) -> None:
    """A redirect does not lead around a robots.txt."""
    site.pages = {"/": answer(status="302 Found", location=f"{other.url}/shut")}
    other.pages = {"/robots.txt": robots("User-agent: InspectorBot\nDisallow: /\n"), "/shut": answer(b"x")}

    [capture] = await look_with().look([Ask(f"{site.url}/")])

    assert (capture.failure, len(capture.hops), other.paths) == (Failure.ROBOTS, 1, [])


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        (answer(b"", "404 Not Found"), None),
        (answer(b"", "403 Forbidden"), None),
        (answer(b"", "503 Service Unavailable"), Failure.ROBOTS),
        (robots("\0\x01<html>not robots at all</html>"), None),
        (robots("User-agent: *\nDisallow:\n"), None),
        (robots("User-agent: *\nDisallow: /*.htm$\n"), Failure.ROBOTS),
        (robots("User-agent: OtherBot\nDisallow: /\n"), None),
        (robots("\ufeffUser-agent: *\r\nDisallow: /a\r\n"), Failure.ROBOTS),
        (b"", Failure.RESET),
        (answer(b"", "410 Gone"), None),
        (answer(b"", "429 Too Many Requests"), None),
        (answer(b"", "599 Strange"), Failure.ROBOTS),
        (answer(b"", "204 No Content"), None),
        (answer(b"", "301 Moved", location="/robots.txt"), None),
        (answer(b"", "302 Found", location="/rules.txt"), Failure.ROBOTS),
        (answer(b"", "302 Found", location="http://169.254.169.254/robots.txt"), Failure.GUARD),
    ],
    ids=[
        "404",
        "403",
        "503",
        "garbage",
        "empty",
        "wildcard",
        "another",
        "bom",
        "hangs up",
        "410",
        "429",
        "599",
        "204",
        "circle",
        "elsewhere",
        "metadata",
    ],
)
async def test_robots_as_rfc_9309_reads_it(site: Site, look_with: Look, text: bytes, failure: Failure | None) -> None:
    """Absent is allowed, a failing server forbids until it can be read, junk allows."""
    site.pages = {"/robots.txt": text, "/a.htm": answer(b"x"), "/rules.txt": robots("User-agent: *\nDisallow: /\n")}

    [capture] = await look_with().look([Ask(f"{site.url}/a.htm")])

    assert capture.failure == failure
    assert [path for path in site.paths if path != "/rules.txt"] == ([] if failure else ["/a.htm"])


async def test_a_redirected_robots_is_read_once(site: Site, look_with: Look) -> None:
    """Who asks for robots.txt as a page, for the sitemaps it names, gets what was read on the way to the rules."""
    rules = robots("User-agent: *\nDisallow: /shut\n")
    site.pages = {
        "/robots.txt": answer(b"", "302 Found", location="/rules.txt"),
        "/rules.txt": rules,
        "/a": answer(b"x"),
    }

    _, page = await look_with().look([Ask(f"{site.url}/a"), Ask(f"{site.url}/robots.txt")])

    assert (page.status, page.final_url, b"/shut" in page.body) == (200, f"{site.url}/rules.txt", True)
    assert [request.path for request in site.requests] == ["/robots.txt", "/rules.txt", "/a"]


async def test_a_huge_robots_is_read_up_to_its_first_500_kib(site: Site, look_with: Look) -> None:
    """Rules within the first 500 KiB count, the rest is left on the wire."""
    text = "User-agent: *\nDisallow: /shut\n" + "# filler\n" * 200_000 + "Disallow: /\n"
    site.pages = {"/robots.txt": robots(text), "/open": answer(b"x")}

    shut, opened = await look_with(timeout_s=2, deadline_s=2).look([Ask(f"{site.url}/shut"), Ask(f"{site.url}/open")])

    assert (shut.failure, opened.failure) == (Failure.ROBOTS, None)


async def test_a_huge_robots_in_gzip_is_read_up_to_its_first_500_kib(site: Site, look_with: Look) -> None:
    """Small on the wire and large inside: what it says first holds all the same."""
    text = b"User-agent: *\nDisallow: /shut\n" + b"# filler\n" * 200_000
    site.pages = {"/robots.txt": answer(gzip.compress(text), content_encoding="gzip"), "/open": answer(b"x")}

    shut, opened = await look_with().look([Ask(f"{site.url}/shut"), Ask(f"{site.url}/open")])

    assert (shut.failure, opened.failure) == (Failure.ROBOTS, None)


async def test_a_failing_robots_is_asked_again_at_the_second_look(site: Site, look_with: Look) -> None:
    """That robots.txt could not be read is not remembered."""
    site.pages = {"/robots.txt": [answer(b"", "500 Error"), robots("")], "/a": answer(b"x")}
    outside = look_with(attempts=2, eyes=Eyes(lambda capture: capture.failure is Failure.ROBOTS))

    [capture] = await outside.look([Ask(f"{site.url}/a")])

    assert (capture.status, capture.earlier[0].failure) == (200, Failure.ROBOTS)


async def silent(request: Request, writer: asyncio.StreamWriter) -> None:
    """Takes the request and says nothing."""
    await asyncio.sleep(2)


@pytest.mark.parametrize(
    "rules",
    [
        b"",
        silent,
        b"SSH-2.0-OpenSSH_9.2\r\n",
        answer(b"", "302 Found", location=f"http://127.0.0.1:{free_port()}/robots.txt"),
    ],
    ids=["hangs up", "silent", "not HTTP", "leads to where nobody is"],
)
async def test_a_page_is_not_silent_because_its_robots_txt_is(
    site: Site, look_with: Look, rules: bytes | Handler
) -> None:
    """The page was never asked for: look after look that proves nothing of it, also not beside a look at the page itself."""
    site.pages = {"/robots.txt": rules, "/a": answer(b"x")}
    outside = look_with(timeout_s=0.3)

    [capture] = await outside.look([Ask(f"{site.url}/a")])
    seen = sight(replace(capture, earlier=(capture,)), None, {"127.0.0.1"}, 2, 1.0)
    late = sight(
        replace(capture, detail="", fetched_at="2099-01-01T00:00:00+08:00", earlier=(capture,)),
        None,
        {"127.0.0.1"},
        2,
        1.0,
    )

    assert (seen.state, seen.failure, seen.attribution) == ("unseen", Failure.ROBOTS, "blocked")
    assert (late.state, site.paths) == ("unseen", [])


async def test_a_name_that_nobody_tells_in_time_is_no_rule_of_the_sites(look_with: Look) -> None:
    """Our resolver is silent until all time for an answer is over: nobody was asked for rules, and nobody keeps us out."""

    class Slow(Names):
        async def addresses(self, host: str) -> tuple[str, ...]:
            await asyncio.sleep(30)
            return await super().addresses(host)

    [capture] = await look_with(Guard(), names=Slow(), deadline_s=0.2).look([Ask("http://www.qinghe.gov.cn/a")])

    assert (capture.failure, look(capture, None)) == (Failure.TIMEOUT, Failure.TIMEOUT)


async def test_where_nobody_is_there_the_page_is_not_either(look_with: Look) -> None:
    """A host that takes no connection for its robots.txt would take none for its pages."""
    [capture] = await look_with().look([Ask(f"http://127.0.0.1:{free_port()}/a")])

    assert (capture.failure, look(capture, None)) == (Failure.CONNECT, Failure.CONNECT)


async def test_robots_is_not_asked_where_the_owner_permits(site: Site, look_with: Look) -> None:
    """`respect_robots = false` is for owners who inspect themselves."""
    site.pages = {"/robots.txt": robots("User-agent: *\nDisallow: /\n"), "/a": answer(b"x")}

    [capture] = await look_with(respect_robots=False).look([Ask(f"{site.url}/a")])

    assert (capture.status, len(site.requests)) == (200, 1)


async def test_crawl_delay_is_kept(site: Site, look_with: Look) -> None:
    """A host that asks for more time gets it."""
    site.pages = {"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.05\n"), "/a": answer(b"x"), "/b": answer(b"x")}

    await look_with().look([Ask(f"{site.url}/a"), Ask(f"{site.url}/b")])

    assert site.requests[2].at - site.requests[1].at >= 0.05


async def test_a_crawl_delay_counts_from_robots_txt_on_and_the_longest_of_a_host_holds(
    site: Site, look_with: Look
) -> None:
    """The first page waits too; a robots.txt of the same host that asks for less does not shorten the pause."""
    site.pages = {"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.1\n"), "/a": answer(b"x")}
    outside = look_with()

    await outside.look([Ask(f"{site.url}/a")])
    [session] = outside._sessions.values()
    session.slow_down(0.01)
    await outside.look([Ask(f"{site.url}/b")])

    assert [request.path for request in site.requests] == ["/robots.txt", "/a", "/b"]
    assert all(later.at - before.at >= 0.1 for before, later in pairwise(site.requests))


@pytest.mark.parametrize("line", ["Crawl-delay: 3600", "Request-rate: 1/100m"])
async def test_a_crawl_delay_beyond_our_patience_is_not_shortened(site: Site, look_with: Look, line: str) -> None:
    """We ask for nothing rather than faster than we may: blocked, with the reason."""
    site.pages = {"/robots.txt": robots(f"User-agent: *\n{line}\n"), "/a": answer(b"x")}

    [capture] = await look_with().look([Ask(f"{site.url}/a")])

    assert (capture.failure, site.paths) == (Failure.BLOCKED, [])
    assert "left alone" in capture.detail


@pytest.mark.parametrize("junk", ["inf", "nan", "-5", "1e999", "9" * 400, "soon"])
async def test_a_crawl_delay_that_is_no_time_is_none(site: Site, look_with: Look, junk: str) -> None:
    """Nobody waits for ever because a robots.txt says so."""
    site.pages = {"/robots.txt": robots(f"User-agent: *\nCrawl-delay: {junk}\n"), "/a": answer(b"x")}

    [capture] = await look_with().look([Ask(f"{site.url}/a")])

    assert capture.status == 200


async def test_retry_after_is_waited_for(site: Site, look_with: Look) -> None:
    """After a 503 that names its time the next request waits that long."""
    site.pages = {"/a": answer(b"", "503 Busy", retry_after="1"), "/b": answer(b"x")}

    await look_with(respect_robots=False).look([Ask(f"{site.url}/a"), Ask(f"{site.url}/b")])

    assert site.requests[1].at - site.requests[0].at >= 1


@pytest.mark.parametrize("pause", ["3600", "9" * 400, "Fri, 31 Dec 2260 23:59:59 GMT"])
async def test_a_host_that_asks_for_an_hour_is_left_alone(site: Site, look_with: Look, pause: str) -> None:
    """What is still to be asked of it comes back as blocked, with the reason, and without a request."""
    site.pages = {"/a": answer(b"", "429 Too Many", retry_after=pause), "/b": answer(b"x")}

    _, capture = await look_with(respect_robots=False).look([Ask(f"{site.url}/a"), Ask(f"{site.url}/b")])

    assert (capture.failure, site.paths) == (Failure.BLOCKED, ["/a"])
    assert "left alone" in capture.detail


async def test_retry_after_may_be_a_date(site: Site, look_with: Look) -> None:
    """A date of some seconds ahead is waited for as those seconds are."""
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
    site.pages = {"/a": answer(b"", "503 Busy", retry_after=soon), "/b": answer(b"x")}

    await look_with(respect_robots=False).look([Ask(f"{site.url}/a"), Ask(f"{site.url}/b")])

    assert site.requests[1].at - site.requests[0].at >= 1


@pytest.mark.parametrize(
    "junk", ["-5", "soon", "1e9", "Mon, 01 Jan 2001 00:00:00 GMT", "Mon, 99 Foo 99999 99:99:99 GMT", "\u0665"]
)
async def test_a_retry_after_that_says_nothing_is_no_reason_to_wait(site: Site, look_with: Look, junk: str) -> None:
    """Junk and the past cost nobody anything."""
    site.pages = {"/a": answer(b"", "503 Busy", retry_after=junk), "/b": answer(b"x")}

    _, capture = await look_with(respect_robots=False).look([Ask(f"{site.url}/a"), Ask(f"{site.url}/b")])

    assert capture.status == 200


@pytest.mark.parametrize("status", ["403 Forbidden", "429 Too Many Requests"])
async def test_a_host_that_refuses_everything_is_not_asked_to_the_end(site: Site, look_with: Look, status: str) -> None:
    """After twenty pages it is left alone, and so are its links; what was not asked for is blocked as what was."""
    site.pages = {"/robots.txt": robots("User-agent: *\nAllow: /"), **{f"/{n}": answer(b"", status) for n in range(40)}}
    outside = look_with()

    captures = await outside.look([Ask(f"{site.url}/{n}") for n in range(30)])
    [link] = await outside.look([Ask(f"{site.url}/39", "HEAD")])

    assert len([path for path in site.paths if path != "/robots.txt"]) == 20
    assert {by_status(one) or one.failure for one in (*captures, link)} == {Failure.BLOCKED}
    assert "refused 20 pages" in captures[-1].detail


async def test_a_host_that_shows_one_page_is_asked_for_all(site: Site, look_with: Look) -> None:
    """Single pages that are refused are theirs: a 403 of some is no refusal of all, however many they are."""
    site.pages = {f"/{n}": answer(b"", "403 Forbidden") for n in range(40)} | {"/5": answer(b"x")}

    captures = await look_with().look([Ask(f"{site.url}/{n}") for n in range(40)])

    assert [one.status for one in captures].count(403) == 39
