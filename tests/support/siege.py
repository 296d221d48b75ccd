"""A web server on loopback that means harm: each path another way to hurt whoever looks at it."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import io
import random
import threading
import zipfile
import zlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

Handler = Callable[[asyncio.StreamWriter], Awaitable[None]]

GUIDE = (
    "<!doctype html><meta charset='utf-8'><title>政府信息公开指南</title><h1>清河区教育局政府信息公开指南</h1>"
    + "<p>受理机构：清河区教育局办公室。办公地址：清河路1号。办公时间：工作日9:00至17:00。联系电话：010-83651234。</p>"
    * 8
)
MIB = 1024 * 1024
_ELSEWHERE = 'Content-Disposition: attachment; filename="../../../../tmp/inspector-escaped"\r\n'


def config(*crawl: str, attempts: int = 1) -> str:
    """A config.toml for servers on loopback, with these lines of `[crawl]`; what fails is looked at so many times, at once."""
    lines = ["[district]", 'name = "清河区"', 'allowed_hosts = ["127.0.0.1"]']
    lines += ["[crawl]", 'allow_networks = ["127.0.0.1/32"]', *crawl]
    return "\n".join([*lines, "[confirm]", f"attempts = {attempts}", "after_s = 0", ""])


def answer(body: bytes = b"", kind: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = "") -> bytes:
    """A whole answer that closes the connection."""
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{more}\r\n"
    )
    return head.encode("latin-1") + body


def page(text: str) -> bytes:
    """A readable page around `text`."""
    return answer((GUIDE + text).encode())


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file; names are taken as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def laughs(root: str) -> bytes:
    """A billion laughs: entities of entities."""
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    return f'<?xml version="1.0"?><!DOCTYPE x [{"".join(lines)}]><{root}>&a9;</{root}>'.encode()


def pdf_bomb(size: int) -> bytes:
    """A page whose content stream inflates to `size` bytes."""
    stream = zlib.compress(b"q " * (size // 2), 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%b endobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


def attachments() -> dict[str, bytes]:
    """Files that are small on the wire and large, endless or elsewhere once opened."""
    zeros = b"\0" * (16 * MIB)
    sheet = b'<sheet><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheet>'
    book, types = "xl/workbook.xml", "[Content_Types].xml"
    nested = zipped({"inner.zip": zipped({f"{n}.txt": zeros for n in range(4)})})
    return {
        "bomb.docx": zipped({"word/document.xml": zeros, types: b"<Types/>"}),
        "bomb.xlsx": zipped({book: b"<workbook/>", "xl/worksheets/sheet1.xml": zeros, types: b"<Types/>"}),
        "laughs.docx": zipped({"word/document.xml": laughs("document")}),
        "laughs.xlsx": zipped({book: laughs("workbook"), "xl/worksheets/sheet1.xml": sheet}),
        "nested.zip": nested,
        "escape.docx": zipped({"../../../../tmp/inspector-escaped": b"x", "word/document.xml": b"<document/>"}),
        "bomb.pdf": pdf_bomb(100 * MIB),
        "..%2f..%2f..%2fescaped.docx": zipped({"word/document.xml": b"<document/>"}),
    }


@dataclass
class Siege:
    """The server: what it was asked for, and how many are connected."""

    pages: dict[str, bytes | Handler]
    url: str = ""
    asked: list[str] = field(default_factory=list)
    connections: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one answer."""
        self.connections += 1
        with contextlib.closing(writer), contextlib.suppress(Exception):
            head = await reader.readuntil(b"\r\n\r\n")
            method, path = head.split(b" ", 2)[:2]
            self.asked.append(f"{method.decode()} {path.decode('latin-1')}")
            found = self.pages.get(path.decode("latin-1"), answer(b"gone", status="404 Not Found"))
            if callable(found):
                await found(writer)
            else:
                writer.write(found if method != b"HEAD" else found.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
                await writer.drain()


async def endless(writer: asyncio.StreamWriter) -> None:
    """A body without end."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"<p>x</p>" * 8192)
        await writer.drain()


async def vast(writer: asyncio.StreamWriter) -> None:
    """200 MB, announced and sent."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 209715200\r\n\r\n")
    for _ in range(3200):
        writer.write(b"<p>x</p>" * 8192)
        await writer.drain()


async def drip(writer: asyncio.StreamWriter) -> None:
    """Headers that come a byte at a time and never end."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X")
        await writer.drain()
        await asyncio.sleep(0.1)


async def broken_chunks(writer: asyncio.StreamWriter) -> None:
    """Chunks whose sizes are no numbers."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n")


async def header_junk(writer: asyncio.StreamWriter) -> None:
    """Headers that are none."""
    writer.write(b"HTTP/1.1 200 OK\r\n" + b"\xff\xfe\0junk" * 40_000)


async def huge_robots(writer: asyncio.StreamWriter) -> None:
    """50 MB of rules, of which the first forbids one page."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /shut/\n")
    for _ in range(800):
        writer.write(b"Disallow: /x\n" * 5000)
        await writer.drain()


def _redirects(forbidden: str) -> dict[str, bytes | Handler]:
    port = forbidden.rpartition(":")[2]
    places = {
        "file": "file:///etc/passwd",
        "private": "http://10.0.0.1/",
        "loopback": f"{forbidden}/",
        "metadata": "http://169.254.169.254/latest/meta-data/",
        "port": f"http://127.0.0.3:{port}/",
        "localhost": f"http://localhost:{port}/",
        "number": f"http://2130706434:{port}/",
    }
    return {f"/to-{name}/": answer(status="302 Found", more=f"Location: {to}\r\n") for name, to in places.items()}


def hostile_pages(forbidden: str) -> dict[str, bytes | Handler]:
    """Every behaviour by its path; `forbidden` is a server that must never be connected to."""
    files = attachments()
    links = "".join(f'<a href="/files/{name}">附件：政府信息公开申请表{n}</a> ' for n, name in enumerate(files))
    mixed = "受理机构：清河区教育局办公室".encode("gbk")
    return {
        "/bomb/": answer(gzip.compress(b"\0" * (100 * MIB), 1), more="Content-Encoding: gzip\r\n"),
        "/twice/": answer(
            gzip.compress(gzip.compress(b"\0" * (100 * MIB), 1)), more="Content-Encoding: gzip, gzip\r\n"
        ),
        "/endless/": endless,
        "/vast/": vast,
        "/drip/": drip,
        "/circle/": answer(status="302 Found", more="Location: /circle/\r\n"),
        "/deep/": page("<div>" * 100_000 + "<p>深</p>"),
        "/deeptables/": page("<table><tr><td>" * 20_000),
        "/links/": page("<a href=/x>某</a>" * 1_000_000),
        "/nul/": answer(GUIDE.replace("办", "\0办").encode()),
        "/charset/": answer(mixed * 60 + bytes(random.Random(4).randbytes(3000)), "text/html; charset=utf-16"),
        "/chunks/": broken_chunks,
        "/junk/": header_junk,
        "/files/": page(links),
        **{f"/files/{name}": answer(data, "application/octet-stream", more=_ELSEWHERE) for name, data in files.items()},
        **_redirects(forbidden),
        "/well/": page(""),
    }


async def endless_map(writer: asyncio.StreamWriter) -> None:
    """A sitemap without end."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<urlset>")
    while True:
        writer.write(b"<url><loc>http://127.0.0.1/xxgk/zn/</loc></url>" * 2000)
        await writer.drain()


def hostile_maps(url: str, forbidden: str) -> dict[str, bytes | Handler]:
    """A home page that leads nowhere, and sitemaps of every kind of bomb that its robots.txt names."""
    entry = f"<url><loc>{url}/xxgk/zn/%d.html</loc></url>"
    inner = [
        f"{forbidden}/s.xml",
        "file:///etc/passwd",
        "http://169.254.169.254/s.xml",
        f"{url}/index.xml",
        f"{url}/more.xml",
    ]
    maps: dict[str, bytes | Handler] = {
        "/index.xml": answer(
            "".join(f"<s><sitemap><loc>{one}</loc></sitemap></s>" for one in inner).join(("<i>", "</i>")).encode()
        ),
        "/bomb.xml.gz": answer(gzip.compress(b"<urlset>" + b" " * (400 * MIB), 1), "application/gzip"),
        "/laughs.xml": answer(laughs("urlset"), "text/xml"),
        "/deep.xml": answer(b"<urlset>" + b"<url>" * 200_000, "text/xml"),
        "/endless.xml": endless_map,
        "/many.xml": answer(("<urlset>" + "".join(entry % n for n in range(200_000))).encode(), "text/xml"),
    }
    lines = [f"Sitemap: {url}{path}\n" for path in maps] + [
        f"Sitemap: {forbidden}/s.xml\n",
        "Sitemap: file:///etc/passwd\n",
    ]
    home = (
        "<!doctype html><meta charset='utf-8'><title>清河区档案局</title><h1>清河区档案局</h1>"
        + "<p>欢迎访问。</p>" * 80
    )
    return {"/robots.txt": answer("".join(lines).encode(), "text/plain"), "/": answer(home.encode()), **maps}


@contextlib.contextmanager
def besieged(pages: dict[str, bytes | Handler], address: str = "127.0.0.1") -> Iterator[Siege]:
    """A server of these pages in a thread of its own, until the block is left."""
    made, ready, loops = Siege(pages), threading.Event(), []
    stop = asyncio.Event()

    async def run() -> None:
        loops.append(asyncio.get_running_loop())
        server = await asyncio.start_server(made.serve, address, 0)
        made.url = f"http://{address}:{server.sockets[0].getsockname()[1]}"
        ready.set()
        await stop.wait()
        server.close()

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    assert ready.wait(120)
    try:
        yield made
    finally:
        loops[0].call_soon_threadsafe(stop.set)
        thread.join(120)
