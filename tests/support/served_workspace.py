"""A real server over a workspace, and what its tests share."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import httpx
import uvicorn

from inspector.pipeline.workspace import Workspace
from inspector.serve.app import build

NOW = datetime.fromisoformat("2026-11-24T10:00:00+08:00")
CLERK, PASSWORD = "李四", "一句很长的口令 2026"
HOSTILE = '<script>alert("x")</script>'


@contextmanager
def running(place: Workspace, token: str = "") -> Iterator[str]:
    """A real server on a free port of 127.0.0.1; yields its address."""
    server = uvicorn.Server(uvicorn.Config(build(place, token=token), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def from_afar(place: Workspace, path: str, method: str = "GET", **options: Any) -> httpx.Response:
    """The answer to a request whose sender is another machine; `token` is what the server was started with."""
    app = build(place, options.pop("host", "127.0.0.1"), options.pop("token", ""))

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, client=(options.pop("sender", "10.0.0.9"), 5000))
        async with httpx.AsyncClient(transport=transport, base_url=options.pop("base", "http://127.0.0.1")) as client:
            return await client.request(method, path, **options)

    return asyncio.run(ask())


def seal(client: httpx.Client, path: str) -> str:
    """The sign in the forms of a page."""
    return re.findall(r'name="seal" value="([^"]+)"', client.get(path).text)[0]
