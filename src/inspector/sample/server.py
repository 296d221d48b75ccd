"""HTTP servers on loopback, one address for each host of the sample."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from inspector.sample.hosts import Host, Reply

_MISSING = Reply(
    "<html><title>404</title><body>您访问的页面不存在或已删除</body></html>".encode(),
    404,
    {"Content-Type": "text/html; charset=utf-8"},
)
_WORTH_PACKING = 1000


@dataclass(slots=True)
class Counts:
    """What the servers saw: requests and the most at one time by host, and applications sent (which must stay 0)."""

    requests: Counter[str] = field(default_factory=Counter)
    most_at_once: Counter[str] = field(default_factory=Counter)
    submissions: int = 0
    _now: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def began(self, host: str, *, submission: bool) -> None:
        """A request has come in."""
        with self._lock:
            self.requests[host] += 1
            self._now[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self._now[host])
            self.submissions += submission

    def ended(self, host: str) -> None:
        """A request is about to be answered."""
        with self._lock:
            self._now[host] -= 1


class HostServer(ThreadingHTTPServer):
    """Serves one host; `host` is set once its address is known, because pages carry it."""

    daemon_threads = True
    request_queue_size = 64
    host: Host
    counts: Counts

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor that hangs up is no event."""


def listen(place: int, counts: Counts) -> HostServer:
    """A server on the loopback address number `place`, or on 127.0.0.1 where a machine has only that one."""
    try:
        server = HostServer((f"127.0.0.{place}", 0), _Handler)
    except OSError:
        server = HostServer(("127.0.0.1", 0), _Handler)
    server.counts = counts
    return server


def start(server: HostServer, host: Host) -> threading.Thread:
    """Begin to answer for `host`."""
    server.host = host
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, name=f"sample {host.id}", daemon=True
    )
    thread.start()
    return thread


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 30
    server: HostServer

    def do_GET(self) -> None:
        self._respond(body=True)

    def do_HEAD(self) -> None:
        self._respond(body=False)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._respond(body=True, submission=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """The sample keeps no access log."""

    def _respond(self, *, body: bool, submission: bool = False) -> None:
        host = self.server.host
        self.server.counts.began(host.id, submission=submission)
        reply = self._reply(host)
        if reply.delay_s and body:
            time.sleep(reply.delay_s)
        self.server.counts.ended(host.id)
        payload, packed = self._packed(reply)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        if body:
            self.wfile.write(payload)

    def _reply(self, host: Host) -> Reply:
        parts = urlsplit(self.path)
        if parts.path == "/search.shtml":
            return host.search(parse_qs(parts.query, encoding=host.charset, errors="replace").get("q", [""])[0])
        answer = host.answers.get(self.path) or host.answers.get(parts.path)
        return answer() if answer else _MISSING

    def _packed(self, reply: Reply) -> tuple[bytes, bool]:
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        text = reply.headers.get("Content-Type", "").startswith("text/")
        if wanted and text and len(reply.body) > _WORTH_PACKING:
            return gzip.compress(reply.body, 1, mtime=0), True
        return reply.body, False
