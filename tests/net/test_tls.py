"""TLS as it is found at public bodies: faults are recorded and looked past."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import warnings
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpcore
import pytest
from free_ports import free_port
from loopback_site import Site, answer, served
from own_certificate import own_certificate

from inspector.collect import Guard, Manners, Names, Outside
from inspector.collect.chase import Chase
from inspector.collect.guard import GuardedBackend
from inspector.collect.manners import china_now
from inspector.collect.session import HostSession
from inspector.collect.web import lenient_context, strict_context
from inspector.model.capture import Ask, Failure

pytestmark = pytest.mark.anyio
Look = Callable[..., Outside]


async def test_a_bad_certificate_is_recorded_and_looked_past(self_signed: ssl.SSLContext, look_with: Look) -> None:
    """The page is seen all the same, and every capture of the host says what is wrong."""
    async with served(self_signed) as site:
        site.pages = {"/": answer(b"guide"), "/b": answer(b"list")}

        captures = await look_with(timeout_s=2, deadline_s=2).look([Ask(site.url + "/"), Ask(site.url + "/b")])

    assert [capture.body for capture in captures] == [b"guide", b"list"]
    assert all(capture.detail.startswith("certificate: self-signed") for capture in captures)


async def test_a_server_of_old_tls_that_just_hangs_up_is_read(tmp_path: Path, look_with: Look) -> None:
    """Old servers say nothing where a version or a cipher is not theirs; the page is seen, and that it is outdated is noted."""
    old = own_certificate(tmp_path / "old.pem")
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1
    async with served(old) as site:
        site.pages = {"/": answer(b"guide")}

        [capture] = await look_with(timeout_s=2, deadline_s=2).look([Ask(site.url + "/")])

    assert (capture.body, capture.detail.partition(":")[0]) == (b"guide", "outdated tls")


async def test_a_handshake_that_breaks_off_once_is_chance(self_signed: ssl.SSLContext, look_with: Look) -> None:
    """No host is called outdated for a connection that was lost."""
    lost = 0

    async def first_lost(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal lost
        lost += 1
        with contextlib.suppress(OSError):
            if lost > 1:
                await writer.start_tls(self_signed)
                await site.serve(reader, writer)
        writer.transport.abort()

    site = Site(pages={"/": answer(b"guide")})
    server = await asyncio.start_server(first_lost, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    [capture] = await look_with(respect_robots=False).look([Ask(f"https://127.0.0.1:{port}/")])

    server.close()
    assert (capture.body, capture.detail.partition(":")[0]) == (b"guide", "certificate")


class Ports(GuardedBackend):
    """A machine whose ports 443 and 80 are ports of the test."""

    def __init__(self, guard: Guard, ports: dict[int, int]) -> None:
        super().__init__(guard, Names())
        self.ports = ports

    async def connect_tcp(self, host: str, port: int, *rest: Any, **more: Any) -> httpcore.AsyncNetworkStream:
        """A connection to the port that stands for the well-known one."""
        return await super().connect_tcp(host, self.ports[port], *rest, **more)


@pytest.fixture
async def no_tls() -> AsyncIterator[int]:
    """The port of a server that answers everything with words that are not TLS."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"this is not TLS at all\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


def chase(ports: dict[int, int]) -> tuple[Chase, HostSession]:
    """A chase on the machine that has these ports."""
    manners = Manners(delay_s=0, timeout_s=1, deadline_s=1)
    guard = Guard.of(["127.0.0.1"], [], ["127.0.0.0/8"])
    contexts = {"strict": strict_context(), "lenient": lenient_context()}
    session = HostSession(manners, Ports(guard, ports), contexts, asyncio.Semaphore(4))

    def only(host: str, port: int) -> HostSession:
        return session

    return Chase(manners, guard, only, china_now), session


async def test_where_https_cannot_begin_http_is_tried_once(site: Site, no_tls: int) -> None:
    """A reader would do the same; the capture says that only http works."""
    site.pages = {"/guide?id=1": answer(b"guide")}
    looker, session = chase({443: no_tls, 80: int(site.url.rpartition(":")[2])})

    capture = await looker.look(Ask("https://127.0.0.1/guide?id=1"), "GET")

    await session.aclose()
    assert (capture.body, capture.final_url) == (b"guide", "http://127.0.0.1/guide?id=1")
    assert capture.detail.startswith("http_only: ")


async def test_where_nobody_answers_for_http_https_is_tried_once(self_signed: ssl.SSLContext) -> None:
    """Browsers go there of themselves; where that answers neither, it is the first silence that counts."""
    async with served(self_signed) as site:
        site.pages = {
            "/guide?id=1": answer(b"guide"),
            "/back": answer(status="302 Found", location="http://127.0.0.1/back"),
        }
        looker, session = chase({443: int(site.url.rpartition(":")[2]), 80: free_port()})

        seen = await looker.look(Ask("http://127.0.0.1/guide?id=1"), "GET")
        back = await looker.look(Ask("http://127.0.0.1:80/back"), "GET")

        await session.aclose()
    looker, session = chase({443: free_port(), 80: free_port()})
    silent = await looker.look(Ask("http://127.0.0.1/"), "GET")
    await session.aclose()
    assert (seen.body, seen.final_url) == (b"guide", "https://127.0.0.1/guide?id=1")
    assert "https_only: " in seen.detail
    assert back.failure is Failure.CONNECT
    assert (silent.failure, silent.final_url) == (Failure.CONNECT, "http://127.0.0.1/")


async def test_http_that_only_leads_back_to_broken_https_is_a_tls_failure(site: Site, no_tls: int) -> None:
    """The circle is the site's TLS, and is called so."""
    site.pages = {"/": answer(status="301 Moved", location="https://127.0.0.1/")}
    looker, session = chase({443: no_tls, 80: int(site.url.rpartition(":")[2])})

    capture = await looker.look(Ask("https://127.0.0.1/"), "GET")

    await session.aclose()
    assert (capture.failure, capture.status) == (Failure.TLS, None)


async def test_tls_that_cannot_begin_on_its_own_port_is_a_failure(no_tls: int, look_with: Look) -> None:
    """For a port of its own no other address is guessed."""
    [capture] = await look_with().look([Ask(f"https://127.0.0.1:{no_tls}/")])

    assert (capture.failure, capture.hops) == (Failure.TLS, ())
