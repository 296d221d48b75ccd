"""Two units on one loopback site: enough for whole runs that take a second."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

from inspector.pipeline.make import make_workspace

UNITS = {"MZJ": "清河区民政局", "CJJ": "清河区城建局"}
_PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"""
_GUIDE = """<p>更新日期：{updated}</p><h2>一、公开工作机构</h2><p>机构名称：{name}办公室</p><p>办公地址：清河区滨河路{number}号</p>
<p>办公时间：工作日 9:00-12:00，14:00-18:00</p><p>联系电话：010-6382560{number}</p><p>传真号码：010-6382561{number}</p>
<p>电子邮箱：mzj{number}@qinghe.gov.cn（受理政府信息公开申请）</p><p>{filler}</p>"""


@dataclass
class Served:
    """The site; `pages` may be changed while it runs, `asked` is what was fetched, in order, `heads` what of it by HEAD.

    Where `head_lies`, HEAD says that everything is there. `shut` says how it meets those who call themselves InspectorBot, and
    only those: `404` to whatever they ask for, or `reset`. `cut` are paths whose pages are sent without a length, so many signs of
    them at each look in turn, at the last such number from then on.
    """

    url: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    head_lies: bool = False
    cut: dict[str, list[int]] = field(default_factory=dict)
    shut: Literal["", "404", "reset"] = ""


@contextmanager
def small_district(secured: ssl.SSLContext | None = None) -> Iterator[Served]:
    """Serves home, disclosure column and guide of both units on a port of 127.0.0.1; over TLS where it is `secured`."""
    made = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            shut = made.shut if "InspectorBot" in self.headers["User-Agent"] else ""
            if shut == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                return
            page = made.pages.get(self.path) if not shut else None
            body = (page or "not here").encode()
            lies = self.command == "HEAD" and made.head_lies
            self.send_response(200 if page or lies else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if (signs := made.cut.get(self.path)) and page:
                body = page[: signs.pop(0) if len(signs) > 1 else signs[0]].encode()
            else:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def do_HEAD(self) -> None:
            made.heads.append(self.path)
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing is said on the terminal."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A connection that is gone is nothing to tell of."""

        def get_request(self) -> tuple[socket.socket, Any]:
            connection, peer = super().get_request()
            return (secured.wrap_socket(connection, server_side=True) if secured else connection), peer

    server = Server(("127.0.0.1", 0), Handler)
    made.url = f"{'https' if secured else 'http'}://127.0.0.1:{server.server_address[1]}"
    made.pages.update(pages())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def pages(updated: str = "2026-05-06") -> dict[str, str]:
    """Path -> page; both guides are whole and dated."""
    found = {}
    for number, (code, name) in enumerate(UNITS.items(), 1):
        title = f"{name}政府信息公开指南"
        body = _GUIDE.format(
            name=name, number=number, updated=updated, filler="为了方便公众获取政府信息，编制本指南。" * 20
        )
        found[f"/{code}/guide.html"] = _PAGE.format(title=title, body=body)
        links = f'<a href="guide.html">{title}</a>'
        found[f"/{code}/"] = _PAGE.format(title=f"{name} 政府信息公开", body=links)
    return found


def workspace_for(site: Served, folder: Path, more: str = "") -> Path:
    """A workspace in `folder` that inspects the site without pauses; `more` is further TOML."""
    make_workspace(folder)
    (folder / "config.toml").write_text(
        '[district]\nname = "清河区"\n[crawl]\ndelay_s = 0\nallow_networks = ["127.0.0.0/8"]\nretries = 0\n'
        f"[confirm]\nattempts = 1\nafter_s = 0\n{more}",
        encoding="utf-8",
    )
    rows = [f"{code},{name},department,{site.url}/{code}/,{site.url}/{code}/guide.html" for code, name in UNITS.items()]
    (folder / "units.csv").write_text("\n".join(["code,name,type,disclosure,guide", *rows]) + "\n", encoding="utf-8")
    return folder
