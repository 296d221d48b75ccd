"""A network that answers in the name of every site: a real server to which connections are led whatever their host."""

from __future__ import annotations

import secrets
import string
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import httpcore
import pytest

from inspector.collect import guard

_PLAIN = """<!doctype html><html><head><meta charset="utf-8"><title>云岭办公网</title></head><body><h1>云岭办公网</h1>
<p>各位同事：本周五下班前请完成终端安全登记，联系信息中心。</p><p>请求 {url}，{count}</p><p><a href="/help">使用说明</a>
<a href="/rules">管理办法</a></p>
<p>信息中心负责网络、终端与会议系统的日常保障，工作时间随时受理。感谢各位同事的配合与支持。</p></body></html>"""
_SHIFTING = """<!doctype html><html><head><meta charset="utf-8"><title>云岭办公网 {host}</title></head><body><h1>上网认证</h1>
<p>您访问的 {host} 需要先认证，{now}，会话 {token}。</p><p>终端 {token} 尚未登记，请联系信息中心办理登记手续后再访问。</p>
<form><input name="t" value="{token}"></form><p>信息中心负责网络、终端与会议系统的日常保障，工作时间随时受理。</p></body></html>"""
_ERROR = "<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center><hr>gateway</body></html>"


@dataclass
class Portal:
    """A real server to which every connection goes once `after` requests were made, whatever its host; then it answers all alike.

    It is gone again after `most` answers. Where it is `shifting`, it shows a token, the time and the host that was asked for;
    where it has `ports`, only connections to those are led to it.
    """

    after: int = 10**9
    most: int = 10**9
    shifting: bool = False
    ports: frozenset[int] = frozenset()
    status: int = 200
    port: int = 0
    still: bool = False
    asked: list[str] = field(default_factory=list)

    def page(self, url: str) -> bytes:
        """One page for all, but for the address and a number unless it shall be `still`."""
        self.asked.append(url)
        if len(self.asked) >= self.most:
            self.after = self.most = 10**9
        if self.shifting and self.status < 400:
            return _SHIFTING.format(host=urlsplit(url).netloc, now=datetime.now(UTC), token=_token()).encode()
        url, count = ("", 0) if self.still else (url, len(self.asked))
        text = _PLAIN if self.status < 400 else _ERROR
        return text.format(url=url, count=count, status=self.status).encode()


def _token() -> str:
    return "".join(secrets.choice(string.ascii_letters) for _ in range(12))


@contextmanager
def serving(portal: Portal) -> Iterator[None]:
    """Serves the portal on a port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = portal.page(f"http://{self.headers['Host']}{self.path}")
            self.send_response(portal.status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if portal.after > 0:
                self.send_header("Connection", "close")
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing is said on the terminal."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """One who hangs up is nothing to tell of."""

    server = Quiet(("127.0.0.1", 0), Handler)
    portal.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def led_astray(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """A network that hands connections to the portal, as routers and filters do."""
    made, real = Portal(), guard.GuardedBackend.connect_tcp

    async def connect(
        self: guard.GuardedBackend, host: str, port: int, *rest: Any, **named: Any
    ) -> httpcore.AsyncNetworkStream:
        if made.ports and port not in made.ports:
            return await real(self, host, port, *rest, **named)
        if made.after <= 0:
            return await guard.Stream.to("127.0.0.1", made.port, 15.0)
        stream = await real(self, host, port, *rest, **named)
        write = stream.write

        async def used(*data: Any, **more: Any) -> None:
            made.after -= 1
            if made.after < 0:
                await stream.aclose()
            await write(*data, **more)

        stream.write = used  # type: ignore[method-assign]
        return stream

    monkeypatch.setattr(guard.GuardedBackend, "connect_tcp", connect)
    with serving(made):
        yield made
