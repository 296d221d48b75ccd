"""Sites that are merely odd: what a browser shows is read, what only we cannot read is ours, and an error page is an error."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import zlib
from collections.abc import Callable

import pytest
from loopback_site import Handler, Request, Site, answer

from inspector.collect import Outside
from inspector.facts.open import document_of
from inspector.facts.sight import sight
from inspector.model.capture import Ask, Failure

Look = Callable[..., Outside]
pytestmark = pytest.mark.anyio

_LINE = "<p>受理机构：清河区教育局办公室。办公地址：清河路1号。联系电话：010-83651234。</p>"
TEXT = f"<html><head><title>清河区教育局政府信息公开指南</title></head><body>{_LINE * 8}</body></html>"
PAGE = TEXT.encode()
HTML = "text/html; charset=utf-8"


def raw(*parts: bytes) -> Handler:
    """Writes the parts and hangs up."""

    async def written(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.writelines(parts)
        await writer.drain()

    return written


def head(*lines: str, start: str = "HTTP/1.1 200 OK") -> bytes:
    """A status line and headers."""
    return "\r\n".join([start, f"Content-Type: {HTML}", *lines, "", ""]).encode()


def chunked(content: bytes) -> bytes:
    """The content in chunks of 100 bytes, each with an extension; no end."""
    parts = (content[at : at + 100] for at in range(0, len(content), 100))
    return b"".join(b"%x;a=b\r\n%b\r\n" % (len(part), part) for part in parts)


PIECES = [PAGE[n : n + 20] for n in range(0, len(PAGE), 20)]
LENGTH = f"Content-Length: {len(PAGE)}"
READ: dict[str, bytes | Handler] = {
    "HTTP/1.0": raw(head(start="HTTP/1.0 200 OK"), PAGE),
    "chunks with trailers": raw(
        head("Transfer-Encoding: chunked", "Trailer: X-A"), chunked(PAGE), b"0\r\nX-A: 1\r\n\r\n"
    ),
    "chunks without an end": raw(head("Transfer-Encoding: chunked"), chunked(PAGE)),
    "chunks of gzip without an end": raw(
        head("Transfer-Encoding: chunked", "Content-Encoding: gzip"), chunked(gzip.compress(PAGE))
    ),
    "more promised than sent": raw(head(f"Content-Length: {len(PAGE) + 10}"), PAGE),
    "length and chunks": raw(head("Content-Length: 5", "Transfer-Encoding: chunked"), chunked(PAGE), b"0\r\n\r\n"),
    "the same length twice": raw(head(LENGTH, LENGTH), PAGE),
    "interim answers": raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 9, head(LENGTH), PAGE),
    "line feeds alone": raw(head(LENGTH).replace(b"\r\n", b"\n"), PAGE),
    "no reason": raw(head(LENGTH, start="HTTP/1.1 200"), PAGE),
    "a folded header": raw(head("X-A: 1", "  2", LENGTH), PAGE),
    "UTF-8 in a header": raw(head("X-Site: 清河", LENGTH), PAGE),
    "says gzip, is plain": answer(PAGE, content_type=HTML, content_encoding="gzip"),
    "gzip with junk behind": answer(gzip.compress(PAGE) + b"\0junk", content_type=HTML, content_encoding="gzip"),
    "bare deflate": answer(zlib.compress(PAGE)[2:-4], content_type=HTML, content_encoding="deflate"),
    "a mark of UTF-16": answer(TEXT.encode("utf-16"), content_type="text/html"),
    "a mark of UTF-8, said to be GBK": answer(b"\xef\xbb\xbf" + PAGE, content_type="text/html; charset=gbk"),
    "GBK, said to be UTF-8": answer(TEXT.encode("gbk"), content_type=HTML),
    "no type": raw(f"HTTP/1.1 200 OK\r\n{LENGTH}\r\n\r\n".encode(), PAGE),
    "a name that leads out": answer(PAGE, content_type=HTML, content_disposition='attachment; filename="../../x.html"'),
    "a part that is all": answer(
        PAGE, "206 Partial", content_type=HTML, content_range=f"bytes 0-{len(PAGE) - 1}/{len(PAGE)}"
    ),
    "a part of which nothing is told, and all": raw(head(LENGTH, start="HTTP/1.1 206 Partial"), PAGE),
    "gzip in many pieces": answer(b"".join(map(gzip.compress, PIECES)), content_type=HTML, content_encoding="gzip"),
    "gzip, said to be deflate": answer(gzip.compress(PAGE), content_type=HTML, content_encoding="deflate"),
    "a blank before a colon": raw(head("X-A : 1", LENGTH), PAGE),
    "another version's name": raw(head(LENGTH, start="HTTP/2 200 OK"), PAGE),
    "an empty line first": raw(b"\r\n", head(LENGTH), PAGE),
    "no blank behind the status": raw(head(LENGTH, start="HTTP/1.1 200OK"), PAGE),
    "a version in small letters": raw(head(LENGTH, start="http/1.1  200"), PAGE),
    "lines that are no headers": raw(head("no header", "X Site: a", "站点: b", "X-A: \0", LENGTH), PAGE),
    "a length that is no number": raw(head("Content-Length: ", "Content-Length: -1"), PAGE),
    "chunks told of twice": raw(head(*["Transfer-Encoding: chunked"] * 2), chunked(PAGE), b"0\r\n\r\n"),
    "no transfer coding": raw(head("Transfer-Encoding: identity", LENGTH), PAGE),
    "an interim answer, then a head to be mended": raw(b"HTTP/1.1 100\r\n\r\n", head("X A: 1", LENGTH), PAGE),
    "trailers that are none": raw(head("Transfer-Encoding: chunked"), chunked(PAGE), b"0\r\nnone\r\n\r\n"),
    "a coding that nobody knows": answer(PAGE, content_type=HTML, content_encoding="binary"),
    "gzip without its sum": answer(gzip.compress(PAGE)[:-8], content_type=HTML, content_encoding="gzip"),
    "no length, and no end written": raw(head(), PAGE.replace(b"</body></html>", b"")),
    "a redirect with blanks": answer(b"", "302 Found", location=" /whole ", content_type=HTML),
    "a redirect with a backslash": answer(b"", "302 Found", location="\\whole", content_type=HTML),
}
OURS: dict[str, bytes | Handler] = {
    "an encoding that only others know": answer(b"\x1b\x00", content_type=HTML, content_encoding="br"),
    "a part, unasked": answer(PAGE[:300], "206 Partial", content_type=HTML, content_range=f"bytes 0-299/{len(PAGE)}"),
    "a part of which nothing is told": raw(
        head(f"Content-Length: {len(PAGE[:300])}", start="HTTP/1.1 206 Partial"), PAGE[:300]
    ),
    "a part in parts": answer(
        b"--x\r\n\r\n" + PAGE + b"\r\n--x--", "206 Partial", content_type="multipart/byteranges; boundary=x"
    ),
    "a part, said to be all": answer(PAGE[:300], content_type=HTML, content_range=f"bytes 0-299/{len(PAGE)}"),
    "line feeds alone behind sizes": raw(head("Transfer-Encoding: chunked"), b"%x\n%b\n0\n\n" % (len(PAGE), PAGE)),
    "compressed for the way": raw(head("Transfer-Encoding: gzip, chunked"), chunked(gzip.compress(PAGE)), b"0\r\n\r\n"),
    "no head": raw(PAGE),
    "no status": raw(head(LENGTH, start="HTTP/1.1 OK"), PAGE),
    "not changed, unasked": raw(head("ETag: x", start="HTTP/1.1 304 Not Modified")),
    "nothing to show": raw(head(start="HTTP/1.1 204 No Content")),
}


async def seen(site: Site, look_with: Look, page: bytes | Handler) -> tuple[str, Failure | None, str, str]:
    """State, failure, attribution and text of one look at the page."""
    site.pages = {"/odd": page, "/whole": answer(PAGE, content_type=HTML)}
    [capture] = await look_with(respect_robots=False).look([Ask(f"{site.url}/odd")])
    document = document_of(capture)
    verdict = sight(capture, document, {site.url.rpartition("/")[2]}, 1, 3600.0)
    return verdict.state, verdict.failure, verdict.attribution, document.text(None) if document else ""


@pytest.mark.parametrize("oddity", READ)
async def test_what_a_browser_shows_is_read_whole(site: Site, look_with: Look, oddity: str) -> None:
    """To the last line, however it was sent."""
    state, failure, _, text = await seen(site, look_with, READ[oddity])

    assert (state, failure) == ("open", None)
    assert text.count("受理机构") == 8


@pytest.mark.parametrize("oddity", OURS)
async def test_what_only_we_cannot_read_is_ours(site: Site, look_with: Look, oddity: str) -> None:
    """People may see the page: it costs nobody a point."""
    state, failure, whose, _ = await seen(site, look_with, OURS[oddity])

    assert (state, failure, whose) == ("unseen", Failure.UNREADABLE, "us")


HALF, NEARLY = PAGE[: len(PAGE) // 2], PAGE[:-16]
PARTS: dict[str, bytes | Handler] = {
    "half of what was promised": raw(head("Content-Length: 9999"), HALF),
    "nearly what was promised": raw(head("Content-Length: 9999"), NEARLY),
    "half of the chunks": raw(head("Transfer-Encoding: chunked"), chunked(HALF)),
    "chunks, then none": raw(head("Transfer-Encoding: chunked"), chunked(HALF), b"no size\r\n"),
    "more than was promised": raw(head(f"Content-Length: {len(HALF)}"), PAGE),
    "no length, half of a table": raw(
        head(), PAGE.partition(b"<p>")[0] + b"<table><tr><td>" + HALF.partition(b"<p>")[2]
    ),
    "no length, cut in a tag": raw(head(start="HTTP/1.0 200 OK"), HALF + b'<a href="/zn'),
    "no length, half of a compressed page": raw(head("Content-Encoding: gzip"), gzip.compress(HALF + b"<td>")),
    "half of the gzip": answer(gzip.compress(PAGE)[:-40], content_type=HTML, content_encoding="gzip"),
    "gzip in more pieces than are put together": answer(
        b"".join(gzip.compress(PAGE[n : n + 1]) for n in range(len(PAGE))), content_type=HTML, content_encoding="gzip"
    ),
    "half of the deflate": answer(zlib.compress(PAGE)[:-40], content_type=HTML, content_encoding="deflate"),
}


@pytest.mark.parametrize("part", PARTS)
async def test_a_page_that_breaks_off_is_not_judged_by_its_part(site: Site, look_with: Look, part: str) -> None:
    """A browser shows the part, so it is not gone either: nobody loses a point, and what came of it is kept."""
    assert await seen(site, look_with, PARTS[part]) == ("unseen", Failure.PARTIAL, "us", "")


def ended_by(end: str) -> Handler:
    """Sends a page without a length and never ends, or ends in a reset."""

    async def sent(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head() + PAGE)
        await writer.drain()
        await asyncio.sleep(0.05 if end == "reset" else 1.5)
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort()

    return sent


@pytest.mark.parametrize("end", ["reset", "none"])
async def test_a_page_whose_markup_has_ended_is_whole_however_its_connection_ends(
    site: Site, look_with: Look, end: str
) -> None:
    """Browsers show it at once."""
    assert (await seen(site, look_with, ended_by(end)))[:2] == ("open", None)


@pytest.mark.parametrize(
    "said",
    [
        "系统发生错误，请稍后再试",
        "服务器繁忙，请稍后重试",
        "数据库连接失败",
        "“/”应用程序中的服务器错误。",
        "Internal Server Error",
        "504 Gateway Time-out",
    ],
)
async def test_an_error_sent_as_a_success_is_an_error(site: Site, look_with: Look, said: str) -> None:
    """The server's, to be confirmed like any other, and no page that lacks everything."""
    page = answer(f"<html><title>提示信息</title><body><p>{said}</p></body></html>".encode(), content_type=HTML)

    assert (await seen(site, look_with, page))[1] is Failure.SERVER_ERROR


async def test_a_page_that_speaks_of_faults_is_a_page(site: Site, look_with: Look) -> None:
    """A guide that says what to do where the system is busy is no error."""
    page = answer(TEXT.replace("</body>", "<p>系统繁忙时请电话联系。</p></body>").encode(), content_type=HTML)

    assert (await seen(site, look_with, page))[:2] == ("open", None)
