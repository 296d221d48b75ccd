"""The outside world without pauses, on loopback."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable
from importlib.util import find_spec

import pytest
from loopback_site import Site, served
from own_certificate import own_certificate

from inspector.collect import Guard, Manners, Outside

LOOPBACK = ["127.0.0.0/8"]


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """The product gathers on libuv's loop where that is installed."""
    return "asyncio", {"use_uvloop": find_spec("uvloop") is not None}


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A site on a port of 127.0.0.1."""
    async with served() as made:
        yield made


@pytest.fixture
async def other() -> AsyncIterator[Site]:
    """A second host."""
    async with served() as made:
        yield made


@pytest.fixture
async def look_with() -> AsyncIterator[Callable[..., Outside]]:
    """Makes an `Outside` without pauses that may go to loopback; any of its manners can be set."""
    made: list[Outside] = []

    def make(guard: Guard | None = None, **manners: object) -> Outside:
        options = ("names", "eyes", "now", "known", "turns", "stored")
        kwargs = {name: manners.pop(name) for name in options if name in manners}
        fast: dict[str, object] = {
            "delay_s": 0.0,
            "timeout_s": 1.0,
            "deadline_s": 2.0,
            "retries": 0,
            "backoff_s": 0.01,
            "attempts": 1,
            "after_s": 0.0,
            "max_bytes": 100_000,
        }
        allowed = guard or Guard.of(["127.0.0.1"], [], LOOPBACK)
        made.append(Outside(Manners(**{**fast, **manners}), allowed, **kwargs))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for outside in made:
        await outside.aclose()


@pytest.fixture(scope="session")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A server's context with a certificate that nobody vouches for."""
    return own_certificate(tmp_path_factory.mktemp("tls") / "server.pem")
