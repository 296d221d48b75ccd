"""A web site on loopback that keeps the log its owner would read."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Line:
    """One request."""

    method: str
    path: str
    agent: str
    cookie: str
    at: float


@dataclass
class Log:
    """What was asked, and how much of it at once."""

    url: str = ""
    lines: list[Line] = field(default_factory=list)
    most_at_once: int = 0
    busy: int = 0


@contextlib.contextmanager
def logged(pages: Mapping[str, str]) -> Iterator[Log]:
    """A server of these pages, 404 for all others; every answer takes a moment and wants to set a cookie."""
    log, lock = Log(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def do_GET(self) -> None:
            self._answer()

        do_HEAD = do_POST = do_GET  # noqa: N815 - the standard library's names

        def _answer(self) -> None:
            headers = self.headers
            with lock:
                seen = Line(self.command, self.path, headers["User-Agent"], headers.get("Cookie", ""), time.monotonic())
                log.lines.append(seen)
                log.busy += 1
                log.most_at_once = max(log.most_at_once, log.busy)
            time.sleep(0.005)
            with lock:
                log.busy -= 1
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/plain" if self.path == "/robots.txt" else "text/html; charset=utf-8")
            self.send_header("Set-Cookie", "visitor=1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            """The log is `Log`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    log.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield log
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
