"""Sites that mean harm or are broken: the look ends, bounded, with a truthful failure."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Callable

import pytest
from loopback_site import Request, Site, answer

from inspector.collect import Guard, Names, Outside, wire
from inspector.collect.failures import NoSuchName
from inspector.model.capture import Ask, Capture, Failure

pytestmark = pytest.mark.anyio
Look = Callable[..., Outside]


async def one(outside: Outside, url: str) -> Capture:
    """The capture of one GET."""
    return (await outside.look([Ask(url)]))[0]


async def endless(request: Request, writer: asyncio.StreamWriter) -> None:
    """A body that never ends."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"x" * 65536)
        await writer.drain()


async def drip(request: Request, writer: asyncio.StreamWriter) -> None:
    """A byte of header now and then, each within the time of a step."""
    for sign in "HTTP/1.1 200 OK\r\n" + "X-Slow: 1\r\n" * 100:
        writer.write(sign.encode())
        await writer.drain()
        await asyncio.sleep(0.02)


async def silent(request: Request, writer: asyncio.StreamWriter) -> None:
    """Takes the request and says nothing."""
    await asyncio.sleep(5)


async def short(request: Request, writer: asyncio.StreamWriter) -> None:
    """Promises more than it sends."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf")


async def broken_chunks(request: Request, writer: asyncio.StreamWriter) -> None:
    """Chunks whose sizes are no numbers."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n")


async def not_http(request: Request, writer: asyncio.StreamWriter) -> None:
    """Another protocol."""
    writer.write(b"220 ftp.qinghe ready\r\n\r\n")


async def header_junk(request: Request, writer: asyncio.StreamWriter) -> None:
    """Headers without an end."""
    writer.write(b"HTTP/1.1 200 OK\r\n" + b"X-Junk: \xff\xfe" + b"j" * 200_000)


async def continues(request: Request, writer: asyncio.StreamWriter) -> None:
    """Promises an answer without end."""
    while True:
        writer.write(b"HTTP/1.1 100 Continue\r\nX-Wait: a little longer\r\n\r\n" * 50)
        await writer.drain()
        await asyncio.sleep(0)


BOMB = gzip.compress(b"\0" * 50_000_000)


@pytest.mark.parametrize(
    ("page", "failure"),
    [
        (endless, Failure.TOO_LARGE),
        (answer(BOMB, content_encoding="gzip"), Failure.TOO_LARGE),
        (answer(zlib.compress(b"\0" * 5_000_000), content_encoding="deflate"), Failure.TOO_LARGE),
        (answer(gzip.compress(BOMB), content_encoding="gzip, gzip"), Failure.TOO_LARGE),
        (answer(b"x" * 200_000), Failure.TOO_LARGE),
        (answer(b"\x1f\x8bbroken", content_encoding="gzip"), Failure.PROTOCOL),
        (answer(b"??", content_encoding="br"), Failure.UNREADABLE),
        (answer(b"x", content_encoding="gzip," * 900 + "gzip"), Failure.PROTOCOL),
        (drip, Failure.TIMEOUT),
        (silent, Failure.TIMEOUT),
        (continues, Failure.PROTOCOL),
        (short, Failure.RESET),
        (broken_chunks, Failure.PROTOCOL),
        (not_http, Failure.PROTOCOL),
        (header_junk, Failure.PROTOCOL),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
async def test_what_a_hostile_answer_is_called(site: Site, look_with: Look, page: object, failure: Failure) -> None:
    """Each comes back as its own failure, without a body, in bounded time."""
    site.pages = {"/": page}  # type: ignore[dict-item]

    capture = await one(look_with(respect_robots=False, timeout_s=0.1, deadline_s=0.3), site.url + "/")

    assert capture.failure is failure, capture.detail
    assert capture.body == b""
    assert capture.detail


async def test_an_answer_that_nobody_asked_for_answers_nothing(site: Site, look_with: Look) -> None:
    """What follows an answer on the same connection is not taken for the next one, and nobody is refused for it."""
    site.pages = {"/one": answer(b"first") + answer(b"smuggled"), "/two": answer(b"second")}
    outside = look_with(respect_robots=False)

    bodies = [(await one(outside, f"{site.url}{path}")).body for path in ("/one", "/two")]

    assert bodies == [b"first", b"second"]


async def test_a_page_in_crumbs_is_given_up(site: Site, look_with: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page in more chunks than any server makes keeps nobody busy for as long as it likes."""
    monkeypatch.setattr(wire, "_MOST_PIECES", 3_000)
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    site.pages = {"/": head + b"1\r\nx\r\n" * 4_000 + b"0\r\n\r\n", "/few": head + b"1\r\nx\r\n" * 2_000 + b"0\r\n\r\n"}
    outside = look_with()

    many, few = await one(outside, f"{site.url}/"), await one(outside, f"{site.url}/few")

    assert (many.failure, few.body) == (Failure.PROTOCOL, b"x" * 2_000)


async def test_bodies_of_redirects_are_not_kept_whole(site: Site, look_with: Look) -> None:
    """Ten redirects with a large body each lead to one page: what is kept of them says that it is cut."""
    site.pages = {f"/{n}": answer(b"x" * 90_000, status="302 Found", location=f"/{n + 1}") for n in range(8)}
    site.pages["/8"] = answer(b"there")

    capture = await one(look_with(), site.url + "/0")

    assert capture.body == b"there"
    assert sum(len(exchange.payload) for exchange in capture.wire) < 8 * 70_000
    assert {exchange.truncated for exchange in capture.wire[:-1]} == {"length"}


async def test_a_location_is_read_as_browsers_read_it(site: Site, look_with: Look) -> None:
    """Backslashes are slashes, tabs are nothing, slashes in front name a host: we end where a reader ends, or are refused there."""
    host = site.url.removeprefix("http://")
    told = {"/a": f"http:\\\\{host}\\there", "/b": f"///{host}/there", "/c": "\\there", "/d": f"ht\ttp://{host}/there"}
    site.pages = {"/there": answer(b"there")}
    site.pages |= {path: answer(status="302 Found", location=place) for path, place in told.items()}
    outside = look_with()

    assert [(await one(outside, f"{site.url}{path}")).body for path in told] == [b"there"] * 4


async def test_a_bomb_is_not_kept(site: Site, look_with: Look) -> None:
    """The evidence says that it was too large, and does not carry it on."""
    site.pages = {"/": answer(BOMB, content_encoding="gzip")}

    capture = await one(look_with(), site.url + "/")

    assert (capture.wire[-1].payload, capture.wire[-1].truncated) == (b"", "length")
    assert capture.status == 200


@pytest.mark.parametrize(
    ("body", "encoding", "seen"),
    [
        (b"plain text", "gzip", b"plain text"),
        (gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", b"one two"),
        (zlib.compress(b"wrapped"), "deflate", b"wrapped"),
        (zlib.compress(b"bare")[2:-4], "deflate", b"bare"),
        (gzip.compress(b"cut" * 99)[:-8], "x-gzip", b"cut" * 99),
    ],
    ids=["plain", "two members", "wrapped", "bare", "cut"],
)
async def test_encodings_are_read_as_browsers_do(
    site: Site, look_with: Look, body: bytes, encoding: str, seen: bytes
) -> None:
    """Servers that say gzip and mean something near it are understood."""
    site.pages = {"/": answer(body, content_encoding=encoding)}

    assert (await one(look_with(), site.url + "/")).body == seen


async def test_redirects_in_a_circle(site: Site, look_with: Look) -> None:
    """A page that leads back to itself, and a chain without end."""
    site.pages = {"/a": answer(status="302 Found", location="/b"), "/b": answer(status="302 Found", location="/a")}
    site.pages |= {f"/{n}": answer(status="302 Found", location=f"/{n + 1}") for n in range(40)}
    outside = look_with()

    circle, chain = await one(outside, site.url + "/a"), await one(outside, site.url + "/0")

    assert (circle.failure, len(circle.hops)) == (Failure.REDIRECT_LOOP, 2)
    assert (chain.failure, len(chain.hops)) == (Failure.REDIRECT_LOOP, 11)


async def test_a_circle_under_ever_another_name_ends(site: Site, look_with: Look) -> None:
    """One address spelled otherwise each time: the scheme in capitals, a port with a nought, a fragment, a point."""
    port = site.url.rpartition(":")[2]
    turns = [
        f"HTTP://127.0.0.1:{port}/./a#x",
        f"http://127.0.0.1:0{port}/b/../a",
        f"//127.0.0.1:{port}//a",
        "/a?",
        "/%61",
    ]
    site.pages = {
        path: [answer(status="302 Found", location=one) for one in turns] for path in ("/a", "//a", "/a?", "/%61")
    }

    circle = await one(look_with(respect_robots=False), site.url + "/a")

    assert circle.failure is Failure.REDIRECT_LOOP
    assert len(site.requests) <= 11


async def test_a_circle_that_wants_a_cookie_is_a_door(site: Site, look_with: Look) -> None:
    """We keep no cookies: it is not the page's fault that we come back without."""
    site.pages = {"/": answer(status="302 Found", location="/", set_cookie="pass=1")}

    assert (await one(look_with(), site.url + "/")).failure is Failure.CHALLENGE


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.2:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://localhost:{port}/",
        "http://2130706433:{port}/",
        "http://0/",
        "http:\\\\127.0.0.2:{port}\\",
        "/\\127.0.0.2:{port}/",
        "///127.0.0.2:{port}/",
        "http://127.0.0.1:0/",
        "http://0x7f000002:{port}/",
        "http://0177.0.0.2:{port}/",
        "http://127.2:{port}/",
        "http://[::127.0.0.2]:{port}/",
        "http://[64:ff9b::7f00:2]:{port}/",
        "http://[2002:7f00:2::]:{port}/",
        "http://[fec0::1]:{port}/",
        "http://[fe80::1%25lo]:{port}/",
        "http://127。0。0。2:{port}/",
        "http://user:word@127.0.0.1:{port}/",
        "//[",
        "http://127.0.0.1:99999/",
    ],
)
async def test_a_redirect_does_not_lead_where_we_may_not_go(
    site: Site, other: Site, look_with: Look, target: str
) -> None:
    """The guard judges every hop; the forbidden server hears nothing."""
    place = target.format(port=other.url.rpartition(":")[2])
    site.pages = {"/": answer(status="302 Found", location=place)}

    capture = await one(look_with(), site.url + "/")

    assert capture.failure is Failure.GUARD, capture.detail
    assert other.connections == 0
    assert capture.hops[0].status == 302


async def test_without_a_list_of_hosts_only_registered_ports_are_open(site: Site, other: Site, look_with: Look) -> None:
    """A redirect to another port of a registered host is not followed; whoever listens there hears nothing."""
    site.pages = {"/": answer(status="302 Found", location=f"{other.url}/")}
    guard = Guard.of([], [f"{site.url}/"], ["127.0.0.1/32"])

    capture = await one(look_with(guard), f"{site.url}/")

    assert (capture.failure, other.connections) == (Failure.GUARD, 0)
    assert "is not registered" in capture.detail


async def test_private_addresses_are_refused_unless_listed(site: Site, look_with: Look) -> None:
    """Without `allow_networks` even an allowed host on loopback is not connected to."""
    capture = await one(look_with(Guard.of(["127.0.0.1"])), site.url + "/")

    assert (capture.failure, site.connections) == (Failure.GUARD, 0)
    assert "allow_networks" in capture.detail


class Turncoat(Names):
    """A name whose answer is harmless at first and loopback from then on."""

    def __init__(self, *answers: str) -> None:
        super().__init__()
        self.answers = list(answers)

    async def addresses(self, host: str) -> tuple[str, ...]:
        """The next answer."""
        if not self.answers:
            raise NoSuchName(host)
        return (self.answers.pop(0),)


async def test_a_name_that_changes_its_answer_gains_nothing(site: Site, look_with: Look) -> None:
    """The name is resolved once per connection and the judged address is the one connected to."""
    port = int(site.url.rpartition(":")[2])
    guard = Guard.of(["*.gov.cn"], [], [])
    names = Turncoat("127.0.0.1", "127.0.0.1", "127.0.0.1")

    capture = await one(look_with(guard, names=names), f"http://www.qinghe.gov.cn:{port}/")

    assert (capture.failure, site.connections) == (Failure.GUARD, 0)


async def test_the_judged_address_is_the_one_connected_to(site: Site, look_with: Look) -> None:
    """What the second answer would have been does not matter: there is no second question."""
    port = int(site.url.rpartition(":")[2])
    guard = Guard.of(["*.gov.cn"], [], ["127.0.0.1/32"])
    site.pages = {"/": answer(b"x")}

    capture = await one(look_with(guard, names=Turncoat("127.0.0.1")), f"http://www.qinghe.gov.cn:{port}/")

    assert (capture.status, capture.peer) == (200, "127.0.0.1")


async def test_a_redirect_may_name_its_host_in_chinese(site: Site, other: Site, look_with: Look) -> None:
    """As browsers read it; the guard judges the name that it stands for, and signs that stand for points lead nowhere else."""
    port, elsewhere = (one.url.rpartition(":")[2] for one in (site, other))
    guard = Guard.of([], [f"http://清河.政务:{port}/"], ["127.0.0.0/8"])
    site.pages = {
        "/": answer(status="302 Found", location=f"http://清河.政务:{port}/指南"),
        "/%E6%8C%87%E5%8D%97": answer(b"x"),
    }
    site.pages["/out"] = answer(status="302 Found", location=f"http://127。0。0。1:{elsewhere}/")
    outside = look_with(guard, names=Turncoat("127.0.0.1", "127.0.0.1"), respect_robots=False)

    there, out = await outside.look([Ask(f"http://清河.政务:{port}/"), Ask(f"http://清河.政务:{port}/out")])

    assert (there.status, there.failure) == (200, None), there.detail
    assert (out.failure, other.connections) == (Failure.GUARD, 0)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://[",
        "http://[::1",
        "http://a:b/",
        "云岭",
        "http://",
        "http:///x",
        "http://a b/",
        "http://qinghe.gov.cn/\x00",
        "http://" + "a." * 200,
        "\ud800",
    ],
)
async def test_an_address_that_is_none_is_a_failure(look_with: Look, url: str) -> None:
    """Whatever a page calls a link, asking for it raises nothing."""
    guard = Guard.of(["*", "qinghe.gov.cn"], [], [])

    assert (await one(look_with(guard, names=Turncoat()), url)).failure in (
        Failure.GUARD,
        Failure.PROTOCOL,
        Failure.DNS,
    )


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified", "300 Choices", "302 Found"])
async def test_answers_without_content_are_answers(site: Site, look_with: Look, status: str) -> None:
    """No body, or a redirect to nowhere: the status is what was seen."""
    site.pages = {"/": f"HTTP/1.1 {status}\r\n\r\n".encode()}

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status}\r\n\r\n".encode())

    site.pages = {"/": reply}

    capture = await one(look_with(), site.url + "/")

    assert (capture.status, capture.failure) == (int(status[:3]), None)


async def test_strange_bytes_in_a_location_are_kept_as_bytes(site: Site, look_with: Look) -> None:
    """A GBK path in a Location header leads to the page of that path."""
    path = "/指南".encode("gbk")
    site.pages = {"/": b"HTTP/1.1 302 Found\r\nLocation: " + path + b"\r\nContent-Length: 0\r\n\r\n"}
    site.pages["/%D6%B8%C4%CF"] = answer(b"found")

    assert (await one(look_with(), site.url + "/")).body == b"found"
