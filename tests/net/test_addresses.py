"""Names with several addresses, of which some are dead: a reader ends at the good one, and so do we."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator

import pytest
from free_ports import free_port
from loopback_site import Site, answer

from inspector.collect import Guard, Names, Outside
from inspector.collect import guard as collect_guard
from inspector.model.capture import Ask, Failure

pytestmark = pytest.mark.anyio
Look = Callable[..., Outside]


class Several(Names):
    """A name with several addresses."""

    def __init__(self, *addresses: str) -> None:
        super().__init__()
        self.told = addresses

    async def addresses(self, host: str) -> tuple[str, ...]:
        """All of them."""
        return self.told


async def test_a_dead_address_beside_a_good_one_is_passed_over(
    site: Site, look_with: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that never answers is given up early, and the good one is taken at once from then on."""
    monkeypatch.setattr(collect_guard, "_GLANCE_S", 0.5)
    knocked: list[tuple[str, float | None]] = []
    real = collect_guard.Stream.to

    async def to(address: str, port: int, timeout_s: float | None) -> object:
        knocked.append((address, timeout_s))
        return await real(address, port, timeout_s)

    monkeypatch.setattr(collect_guard.Stream, "to", to)
    port = int(site.url.rpartition(":")[2])
    site.pages = {f"/{n}": answer(b"x", connection="close") for n in range(3)}
    with closed_door("127.0.0.2", port):
        guard = Guard.of(["www.qinghe.gov.cn"], [], ["127.0.0.0/8"])
        names = Several("127.0.0.2", "127.0.0.3", "127.0.0.1")
        outside = look_with(guard, names=names, respect_robots=False, timeout_s=60.0, deadline_s=90.0)
        found = [(await outside.look([Ask(f"http://www.qinghe.gov.cn:{port}/{n}")]))[0] for n in range(3)]

    assert [one.status for one in found] == [200] * 3
    assert knocked == [("127.0.0.2", 0.5), ("127.0.0.3", 0.5), ("127.0.0.1", 60.0), *[("127.0.0.1", 0.5)] * 2]


async def test_an_address_that_our_network_does_not_reach_is_not_what_the_others_say(look_with: Look) -> None:
    """Where one refuses and the way to another is ours to lack, it is the refusal that counts."""
    names = Several("255.255.255.255", "127.0.0.1")
    outside = look_with(Guard.of(["*.gov.cn", "gov.cn"], [], ["127.0.0.1/32", "255.255.255.255/32"]), names=names)

    [capture] = await outside.look([Ask(f"http://www.gov.cn:{free_port()}/")])

    assert capture.failure is Failure.CONNECT


@contextlib.contextmanager
def closed_door(address: str, port: int) -> Iterator[None]:
    """An address where a connection is neither made nor refused: whoever waits there already fills the hall."""
    with contextlib.ExitStack() as held:
        hall = held.enter_context(socket.socket())
        hall.bind((address, port))
        hall.listen(0)
        for _ in range(4):
            waiting = held.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex((address, port))
        yield
