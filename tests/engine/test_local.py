"""Host groups on one event loop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from visits import Visits

from inspector.engine import HostGroup, Post, Stop, Work, host_groups
from inspector.engine.local import LocalEngine

GROUPS = [HostGroup(f"h{number}", (f"h{number}u0",)) for number in range(6)]


def never() -> Stop:
    """Nobody asks to stop."""
    return Stop.NOTHING


class Busy:
    """An office that counts how many groups are worked on at once, and whether it was closed."""

    def __init__(self, fails_at: str = "") -> None:
        self.fails_at = fails_at
        self.now = self.most = self.given_up = 0
        self.done: list[str] = []
        self.closed = False

    @contextlib.asynccontextmanager
    async def __call__(self, _: Post) -> AsyncIterator[Work[str]]:
        """Opened once."""
        try:
            yield self.work
        finally:
            self.closed = True

    async def work(self, group: HostGroup) -> str:
        """Half a turn of the loop or so."""
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(0.01)
            if group.host == self.fails_at:
                raise ValueError(group.host)
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        finally:
            self.now -= 1
        self.done.append(group.host)
        return group.host


async def all_of(engine: LocalEngine, office: Any, stopped: Any = never) -> list[Any]:
    """Everything the engine yields."""
    return [one async for one in engine.run(GROUPS, office, stopped)]


def test_all_groups_are_done_so_many_at_a_time() -> None:
    """No more than `slots` groups are in hand, and each is done once."""
    office = Busy()

    results = asyncio.run(all_of(LocalEngine(2), office))

    assert sorted(results) == [group.host for group in GROUPS]
    assert office.most == 2
    assert office.closed


def test_a_failure_gives_up_the_groups_in_hand_and_is_told() -> None:
    """The first error ends the run; nothing goes on behind the caller's back."""
    office = Busy(fails_at="h0")

    with pytest.raises(ValueError, match="h0"):
        asyncio.run(all_of(LocalEngine(3), office))

    assert office.now == 0
    assert office.closed
    assert len(office.done) < len(GROUPS)


def test_no_group_is_begun_once_the_run_is_stopped() -> None:
    """What is in hand is finished, the rest is left."""
    office = Busy()

    results = asyncio.run(
        all_of(LocalEngine(2), office, lambda: Stop.GROUPS if len(office.done) >= 2 else Stop.NOTHING)
    )

    assert len(results) <= 4
    assert office.given_up == 0


def test_a_host_that_several_groups_need_has_one_visitor_at_a_time(tmp_path: Path, hosts: Any) -> None:
    """Turns hold within one process too: the server never sees two at once."""
    groups = [HostGroup(name, (f"{name}u0", f"{name}u1")) for name in hosts.names if name != "shared"]
    office = Visits(tmp_path, dict(hosts.ports), hosts.ports["shared"])

    async def run() -> int:
        return len([one async for one in LocalEngine(12).run(groups, office, never)])

    assert asyncio.run(run()) == len(groups)
    assert hosts.overlaps == 0
    assert sum(hosts.asked.values()) == 4 * len(groups)


def test_the_largest_group_is_begun_first() -> None:
    """The host with most units takes longest, so that it does not trail behind all others."""
    pairs = [("a", "one"), ("b", "two"), ("c", "two"), ("d", "three")]

    assert [group.host for group in host_groups(pairs)] == ["two", "one", "three"]
