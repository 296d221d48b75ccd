"""Looking at a well-behaved site: what comes back, once, in order."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from loopback_site import Request, Site, answer

from inspector.collect import Outside
from inspector.collect.eyes import Eyes
from inspector.collect.manners import CHINA
from inspector.model.capture import Ask, Capture, Failure, Hop

pytestmark = pytest.mark.anyio
Look = Callable[..., Outside]
GBK = "云岭市清河区政府信息公开指南".encode("gbk")


async def test_captures_come_back_in_the_order_of_the_asks(site: Site, look_with: Look) -> None:
    """The answer to the third ask is the third capture, whatever came first over the wire."""
    site.pages = {"/a": answer(b"A"), "/b": answer(b"B"), "/c": answer(b"C")}
    asks = [Ask(site.url + path, why="home") for path in ("/c", "/a", "/b", "/c")]

    captures = await look_with(per_host=2).look(asks)

    assert [capture.body for capture in captures] == [b"C", b"A", b"B", b"C"]
    assert [capture.ask for capture in captures] == asks


async def test_a_capture_tells_what_was_seen(site: Site, look_with: Look) -> None:
    """Status, headers, bytes as sent, digest, peer and time of the answer; bytes are never re-coded."""
    site.pages = {"/": answer(GBK, content_type="text/html; charset=gb2312")}
    at = datetime(2026, 11, 24, 1, 2, 3, tzinfo=CHINA)

    [capture] = await look_with(now=lambda: at).look([Ask(site.url + "/")])

    assert (capture.status, capture.failure, capture.body) == (200, None, GBK)
    assert capture.content_type == "text/html"
    assert capture.sha256 == hashlib.sha256(GBK).hexdigest()
    assert (capture.peer, capture.fetched_at) == ("127.0.0.1", "2026-11-24T01:02:03+08:00")


async def test_gzip_is_opened_and_kept_as_sent(site: Site, look_with: Look) -> None:
    """`body` is the page, the archived payload is what went over the wire."""
    packed = gzip.compress(GBK)
    site.pages = {"/": answer(packed, content_encoding="gzip")}

    [capture] = await look_with().look([Ask(site.url + "/")])

    assert capture.body == GBK
    assert capture.wire[-1].payload == packed
    assert capture.sha256 == hashlib.sha256(packed).hexdigest()


async def test_redirects_are_followed_hop_by_hop(site: Site, other: Site, look_with: Look) -> None:
    """Each hop is recorded with its status and target, and kept on the wire; relative targets are resolved."""
    site.pages = {"/old": answer(status="302 Found", location="/mid"), "/mid": b""}
    site.pages["/mid"] = answer(status="301 Moved Permanently", location=f"{other.url}/new#top")
    other.pages = {"/new": answer(b"here")}

    [capture] = await look_with().look([Ask(site.url + "/old#x")])

    assert capture.final_url == f"{other.url}/new"
    assert capture.hops == (
        Hop(f"{site.url}/old", 302, f"{site.url}/mid"),
        Hop(f"{site.url}/mid", 301, f"{other.url}/new"),
    )
    assert [exchange.status for exchange in capture.wire] == [302, 301, 200]


async def test_a_page_is_fetched_once_for_all_who_ask(site: Site, look_with: Look) -> None:
    """Units that share a page share its one fetch, and each keeps its own reason for asking."""
    site.pages = {"/": answer(b"portal")}
    outside = look_with()

    together = await asyncio.gather(*(outside.look([Ask(site.url + "/", why=why)]) for why in ("home", "guide")))
    [[later]] = await asyncio.gather(outside.look([Ask(site.url + "/")]))

    assert site.paths == ["/"]
    assert [capture.ask.why for [capture] in together] == ["home", "guide"]
    assert later.body == b"portal"


async def test_one_who_gives_up_does_not_spoil_it_for_others(site: Site, look_with: Look) -> None:
    """Cancelling one asker leaves the shared fetch to the other."""
    begun, gate = asyncio.Event(), asyncio.Event()

    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        begun.set()
        await gate.wait()
        writer.write(answer(b"at last"))

    site.pages = {"/": slow}
    outside = look_with()
    first = asyncio.create_task(outside.look([Ask(site.url + "/")]))
    second = asyncio.create_task(outside.look([Ask(site.url + "/")]))
    await begun.wait()

    first.cancel()
    gate.set()

    assert (await second)[0].body == b"at last"


async def test_every_request_says_who_asks(site: Site, look_with: Look) -> None:
    """The agent and a contact are named, only gzip is asked for, and no cookie is ever sent back."""
    site.pages = {"/": answer(b"x", set_cookie="id=1"), "/b": answer(b"x")}
    outside = look_with(user_agent="InspectorBot/1.0", contact="zwgk@qinghe.gov.cn")

    await outside.look([Ask(site.url + "/"), Ask(site.url + "/b")])

    assert {request.path for request in site.requests} == {"/robots.txt", "/", "/b"}
    for request in site.requests:
        assert request.headers["user-agent"] == "InspectorBot/1.0 (+zwgk@qinghe.gov.cn)"
        assert request.headers["accept-encoding"] == "gzip"
        assert "cookie" not in request.headers


async def test_who_asks_may_be_written_in_chinese(site: Site, look_with: Look) -> None:
    """No header holds Chinese: it is sent as in addresses, and what has that form already stays as it is."""
    site.pages = {"/": answer(b"x")}
    outside = look_with(user_agent="InspectorBot/1.0", contact="清河 https://www.qinghe.gov.cn/%E6?a=1")

    seen = await outside.look([Ask(site.url + "/")])

    assert seen[0].body == b"x"
    sent = {request.headers["user-agent"] for request in site.requests}
    assert sent == {"InspectorBot/1.0 (+%E6%B8%85%E6%B2%B3 https://www.qinghe.gov.cn/%E6?a=1)"}


async def test_head_asks_for_the_status_alone(site: Site, look_with: Look) -> None:
    """Where HEAD answers, nothing else is asked."""
    site.pages = {"/a": answer(b"a" * 1000)}

    [capture] = await look_with().look([Ask(site.url + "/a", "HEAD")])

    assert (capture.status, capture.body) == (200, b"")
    assert [request.method for request in site.requests if request.path == "/a"] == ["HEAD"]


@pytest.mark.parametrize("refusal", ["405 Method Not Allowed", "404 Not Found", "500 Error", ""])
async def test_where_head_lies_a_get_tells(site: Site, look_with: Look, refusal: str) -> None:
    """A server that knows no HEAD, or hangs up on it, is asked by GET; of the body nothing is read."""

    async def only_get(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"x" * 50) if request.method == "GET" else answer(status=refusal) if refusal else b"")

    site.pages = {"/a": only_get}

    [capture] = await look_with().look([Ask(site.url + "/a", "HEAD")])

    assert (capture.status, capture.failure, capture.body) == (200, None, b"")
    assert capture.detail.startswith("HEAD: ")


@pytest.mark.parametrize(
    ("nowhere", "method"),
    [("200 OK", "GET"), ("302 Found", "GET"), ("403 Forbidden", "GET"), ("404 Not Found", "HEAD")],
)
async def test_a_head_that_says_yes_to_everything_is_not_believed(
    site: Site, look_with: Look, nowhere: str, method: str
) -> None:
    """A host is asked once for what cannot be there; unless it refuses that, its links are told by GET, of which nothing is read."""

    async def served(request: Request, writer: asyncio.StreamWriter) -> None:
        head = {"/there": "200 OK", "/gone": "200 OK" if method == "GET" else "404 Not Found", "/home": "200 OK"}
        get = {"/there": "200 OK", "/gone": "404 Not Found", "/home": "200 OK"}
        status = (get if request.method == "GET" else head).get(request.path, nowhere)
        writer.write(answer(b"" if request.method == "HEAD" else b"x" * 50, status, location="/home"))

    class Everything(dict[str, Callable[[Request, asyncio.StreamWriter], Awaitable[None]]]):
        def get(self, *_: object) -> Callable[[Request, asyncio.StreamWriter], Awaitable[None]]:  # type: ignore[override]
            return served

    site.pages = Everything()  # type: ignore[assignment]
    outside = look_with(respect_robots=False)
    asks = [Ask(site.url + path, "HEAD", "guide/link") for path in ("/there", "/gone", "/there?2")]

    seen = await outside.look(asks[:2])
    vouchers = await outside.vouchers(seen)
    again = await outside.look(asks)

    assert [one.status for one in seen] == [200, 404]
    assert (seen, [one.body for one in seen]) == (again[:2], [b"", b""])
    nobody = [one for one in site.requests if "nowhere" in one.path]
    assert [one.method for one in nobody] == ["HEAD"]
    assert [(one.ask.method, one.ask.url, one.earlier) for one in vouchers] == [("HEAD", site.url + nobody[0].path, ())]
    assert [one.method for one in site.requests if one.path == "/there"] == ["HEAD", "GET"][: 1 + (method == "GET")]


async def test_a_failure_that_passes_is_tried_again(site: Site, look_with: Look) -> None:
    """A connection that breaks off is repeated within one look; nothing earlier is told of it."""
    site.pages = {"/": [b"", b"", answer(b"up")]}

    [capture] = await look_with(retries=2).look([Ask(site.url + "/")])

    assert (capture.body, capture.earlier) == (b"up", ())


async def test_an_error_is_confirmed_at_once_where_no_time_must_pass(site: Site, look_with: Look) -> None:
    """With after_s = 0 the looks follow each other, the failed ones before are kept as `earlier`."""
    site.pages = {"/": answer(b"?", "500 Error"), "/back": [answer(b"?", "500 Error"), answer(b"up")]}

    down, back = await look_with(attempts=3).look([Ask(site.url + "/"), Ask(site.url + "/back")])

    assert [look.status for look in (*down.earlier, down)] == [500, 500, 500]
    assert [look.status for look in (*back.earlier, back)] == [500, 200]


async def test_what_is_shut_is_not_knocked_at_twice(site: Site, look_with: Look) -> None:
    """A refusal is not a failure to confirm."""
    site.pages = {"/": answer(b"no", "403 Forbidden")}

    [capture] = await look_with(attempts=3).look([Ask(site.url + "/")])

    assert (capture.status, capture.earlier, site.paths) == (403, (), ["/"])


async def test_the_caller_may_say_what_has_failed(site: Site, look_with: Look) -> None:
    """A page that opens and says "gone" counts as failed for one who reads it."""
    site.pages = {"/": answer("页面不存在".encode())}

    [capture] = await look_with(attempts=2, eyes=Eyes(lambda c: "不存在" in c.body.decode())).look(
        [Ask(site.url + "/")]
    )

    assert len(capture.earlier) == 1


def kept(*captures: Capture) -> Callable[[tuple[str, str]], Awaitable[Capture | None]]:
    """What an earlier, unfinished run stored."""
    by_key = {capture.ask.key: capture for capture in captures}

    async def find(ask: Ask) -> Capture | None:
        return by_key.get(ask.key)

    return find


async def test_what_was_let_go_is_found_where_it_was_stored(site: Site, look_with: Look) -> None:
    """A page that is held no longer is not fetched again while it can be found."""
    site.pages = {"/": answer(b"once")}
    found: list[Capture] = []

    async def find(_: Ask) -> Capture | None:
        return found[0] if found else None

    outside = look_with(stored=find)
    found += await outside.look([Ask(site.url + "/")])
    outside.let_go(found)

    assert await outside.look([Ask(site.url + "/")]) == found
    assert site.paths == ["/"]


async def test_a_second_look_waits_until_it_is_due(site: Site, look_with: Look) -> None:
    """With after_s > 0 one look is made; a resumed run looks again only when the time has passed."""
    site.pages = {"/": answer(b"?", "404 Not Found")}
    ask = Ask(site.url + "/")
    start = datetime(2026, 11, 24, 1, 0, tzinfo=CHINA)

    async def resumed(after: timedelta, *seen: Capture) -> Capture:
        outside = look_with(attempts=2, after_s=21600.0, now=lambda: start + after, stored=kept(*seen))
        return (await outside.look([ask]))[0]

    first = await resumed(timedelta())
    early = await resumed(timedelta(hours=5), first)
    second = await resumed(timedelta(hours=6), early)
    third = await resumed(timedelta(hours=12), second)

    assert (first.earlier, early) == ((), first)
    assert second.earlier == (first,)
    assert (third, len(site.paths)) == (second, 2)


async def test_what_was_seen_before_is_not_fetched_again(site: Site, look_with: Look) -> None:
    """A resumed run finds the good pages of the first and asks nobody."""
    seen = Capture(Ask(site.url + "/"), status=200, body=b"seen", fetched_at="2026-11-24T01:00:00+08:00")
    outside = look_with(stored=kept(seen))

    assert await outside.look([seen.ask]) == [seen]
    assert site.requests == []


async def test_the_run_as_a_whole_is_bounded(site: Site, other: Site, look_with: Look) -> None:
    """`concurrency` counts over all hosts."""

    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        both.append(site.busy + other.busy)
        await asyncio.sleep(0.01)
        writer.write(answer(b"x"))

    both: list[int] = []
    site.pages = other.pages = {f"/{n}": slow for n in range(4)}
    asks = [Ask(f"{host.url}/{n}") for host in (site, other) for n in range(4)]

    captures = await look_with(concurrency=1, per_host=4).look(asks)

    assert {capture.status for capture in captures} == {200}
    assert max(both) == 1


async def test_nobody_at_home_is_a_failure_and_not_an_exception(look_with: Look) -> None:
    """A refused connection comes back as `connect`."""
    [capture] = await look_with().look([Ask("http://127.0.0.1:1/")])

    assert (capture.failure, capture.status) == (Failure.CONNECT, None)


@pytest.mark.parametrize("per_host", [1, 3])
async def test_a_server_that_hangs_up_on_a_second_request_answered_every_first(look_with: Look, per_host: int) -> None:
    """A kept connection that is closed while it is taken up again is no fault of the page asked for next."""

    async def only_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer(b"x"))
            await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(only_once, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        captures = await look_with(per_host=per_host).look([Ask(f"{url}/{n}") for n in range(12)])

    assert [capture.status for capture in captures] == [200] * 12


async def test_a_clock_that_is_set_meanwhile_brings_no_second_look_forward_and_keeps_none_back(
    site: Site, look_with: Look
) -> None:
    """Set on by seven hours: the failure of a moment ago is not confirmed. Set back by seven: it is, once the time has passed."""
    site.pages = {"/": answer(b"?", "404 Not Found")}
    ask, found, set_by = Ask(site.url + "/"), list[Capture](), [timedelta()]
    start = datetime(2026, 11, 24, 12, 0, tzinfo=CHINA)

    async def find(_: Ask) -> Capture | None:
        return found[-1] if found else None

    for after_s, jump, looks in ((21600.0, timedelta(hours=7), 1), (0.5, -timedelta(hours=7), 2)):
        set_by[:] = [timedelta()]
        found.clear()
        outside = look_with(attempts=2, after_s=after_s, now=lambda: start + set_by[0], stored=find)
        found += await outside.look([ask])
        outside.let_go(found)
        set_by[:] = [jump]
        await asyncio.sleep(0.6)

        [again] = await outside.look([ask])

        assert len(again.earlier) + 1 == looks


async def test_a_link_whose_page_was_fetched_is_not_asked_for_again(site: Site, look_with: Look) -> None:
    """A form that was opened as a file and stands among the links too: one request, and the evidence of the link has no second copy."""
    site.pages = {
        "/form.docx": answer(b"PK..", content_type="application/msword"),
        "/gone": answer(b"", "404 Not Found"),
    }
    outside = look_with()
    await outside.look([Ask(f"{site.url}/form.docx"), Ask(f"{site.url}/gone")])
    asked = len(site.paths)

    [form, gone] = await outside.look([Ask(f"{site.url}/form.docx", "HEAD"), Ask(f"{site.url}/gone", "HEAD")])

    assert (form.status, form.failure, form.body, form.wire[-1].payload) == (200, None, b"", b"")
    assert gone.status == 404
    assert site.paths[asked:].count("/form.docx") == 0
    assert "/gone" in site.paths[asked:]
