"""Host groups in several processes of one machine: real forks, one of them killed now and then."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from visits import UNITS_EACH, done, groups_of, visits

from inspector.engine import HostGroup, Post, Stop, Work
from inspector.engine.local import LocalEngine
from inspector.engine.shares import Shares
from inspector.errors import RunIncomplete, StorageError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")


def test_two_processes_share_the_groups_and_no_host_has_two_visitors(tmp_path: Path, hosts: Any) -> None:
    """Every unit is done once, in both processes, and the host that all units need is visited by one at a time."""
    groups = groups_of(hosts)

    async def run() -> list[tuple[str, int]]:
        engine = LocalEngine(8, processes=2)
        return [one async for one in engine.run(groups, visits(tmp_path, hosts), lambda: Stop.NOTHING)]

    results = asyncio.run(run())

    assert sorted(host for host, _ in results) == sorted(group.host for group in groups)
    assert len({process for _, process in results}) == 2
    assert os.getpid() not in {process for _, process in results}
    assert set(hosts.asked.values()) == {1}
    assert hosts.overlaps == 0
    assert not multiprocessing.active_children()


def test_few_groups_stay_in_one_process(tmp_path: Path, hosts: Any) -> None:
    """A run of a handful of hosts is not worth another process."""
    groups = groups_of(hosts)[:7]

    async def run() -> list[tuple[str, int]]:
        engine = LocalEngine(8, processes=2)
        return [one async for one in engine.run(groups, visits(tmp_path, hosts), lambda: Stop.NOTHING)]

    assert {process for _, process in asyncio.run(run())} == {os.getpid()}


@pytest.mark.parametrize("victims", [1, 2])
def test_a_killed_process_is_replaced_and_costs_only_the_groups_in_its_hands(
    tmp_path: Path, hosts: Any, victims: int
) -> None:
    """SIGKILL of one of two, or of both: another takes its place, politely, and only what was in hand is asked for again."""
    groups = groups_of(hosts)
    slots = 4
    first: set[int | None] = set()

    async def run() -> list[str]:
        finished: list[str] = []
        engine = LocalEngine(slots, processes=2)
        async for host, _ in engine.run(groups, visits(tmp_path, hosts), lambda: Stop.NOTHING):
            if not finished:
                first.update(child.pid for child in multiprocessing.active_children())
                for victim in multiprocessing.active_children()[:victims]:
                    victim.kill()
            finished.append(host)
        return finished

    finished = asyncio.run(run())

    opened = {int(path.name.removeprefix("opened-")) for path in tmp_path.glob("opened-*")}
    assert sorted(finished) == sorted(group.host for group in groups)
    assert done(tmp_path) == sorted(unit for group in groups for unit in group.units)
    assert len(opened - first) == victims
    assert sum(times - 1 for times in hosts.asked.values()) <= 2 * slots
    assert hosts.overlaps == 0
    assert not multiprocessing.active_children()


class Deadly:
    """An office whose work ends its process at some hosts, as a page does that breaks a parser; at all of them by default."""

    def __init__(self, folder: Path, *hosts: str) -> None:
        self.folder, self.hosts = folder, hosts

    @contextlib.asynccontextmanager
    async def __call__(self, _: Post) -> AsyncIterator[Work[str]]:
        """Opened once a process."""

        async def work(group: HostGroup) -> str:
            await asyncio.sleep(0.05)
            if group.host in self.hosts or not self.hosts:
                os.kill(os.getpid(), signal.SIGKILL)
            (self.folder / f"done-{group.host}").touch()
            return group.host

        yield work


def test_a_group_at_which_processes_die_is_given_up_and_told_once_all_others_are_done(
    tmp_path: Path, hosts: Any
) -> None:
    """One page that kills whoever reads it keeps nobody else's from being read: the sentence names the host and its units."""
    groups = groups_of(hosts)

    async def run() -> None:
        engine = LocalEngine(8, processes=2)
        async for _ in engine.run(groups, Deadly(tmp_path, "h0", "h7"), lambda: Stop.NOTHING):
            pass

    with pytest.raises(RunIncomplete, match="died twice at work on") as told:
        asyncio.run(run())

    assert all(f"{host} ({host}u0, " in told.value.what for host in ("h0", "h7"))
    assert "--resume" in str(told.value)
    assert done(tmp_path) == sorted(group.host for group in groups if group.host not in ("h0", "h7"))
    assert not multiprocessing.active_children()


def test_where_processes_die_at_most_hosts_all_others_are_done(tmp_path: Path, hosts: Any) -> None:
    """Twenty deaths are no end of it: each tells more of what is deadly. Every unit that is not is done, and the rest is told of."""
    groups = groups_of(hosts)
    deadly = [f"h{n}" for n in range(10)]

    async def run() -> list[str]:
        engine = LocalEngine(8, processes=2)
        work = engine.run(groups, Deadly(tmp_path, *deadly), lambda: Stop.NOTHING, lambda group, _: f"not {group.host}")
        return [one async for one in work]

    told = asyncio.run(run())

    assert sorted(one for one in told if not one.startswith("not ")) == ["h10", "h11"]
    assert {one.removeprefix("not ") for one in told if one.startswith("not ")} == set(deadly)
    assert not multiprocessing.active_children()


class Stillborn:
    """An office that no process but the first lives to open, as where there is no memory for another one."""

    def __init__(self) -> None:
        self.first = os.getpid()

    @contextlib.asynccontextmanager
    async def __call__(self, _: Post) -> AsyncIterator[Work[tuple[str, int]]]:
        """Opened once a process."""
        if os.getpid() != self.first:
            os.kill(os.getpid(), signal.SIGKILL)

        async def work(group: HostGroup) -> tuple[str, int]:
            return group.host, os.getpid()

        yield work


@pytest.mark.parametrize("forks", [True, False])
def test_where_no_other_process_lives_the_first_one_does_all(
    tmp_path: Path, hosts: Any, monkeypatch: pytest.MonkeyPatch, forks: bool
) -> None:
    """They die before they are at work, or the system has no room for them: nobody is to blame, and every group is done once."""
    groups = groups_of(hosts)
    tried: list[int] = []

    def none_left() -> int:
        tried.append(1)
        raise BlockingIOError(11, "Resource temporarily unavailable")

    async def run() -> list[tuple[str, int]]:
        if not forks:
            monkeypatch.setattr(os, "fork", none_left)
        engine = LocalEngine(8, processes=2)
        return [one async for one in engine.run(groups, Stillborn(), lambda: Stop.NOTHING)]

    done = asyncio.run(run())

    assert sorted(done) == sorted((group.host, os.getpid()) for group in groups)
    assert forks or len(tried) >= 2
    assert not multiprocessing.active_children()


def test_a_run_that_is_stopped_begins_no_further_unit(tmp_path: Path, hosts: Any) -> None:
    """Groups in hand end with the unit in hand, in every process; the rest is left for --resume."""
    told: list[bool] = []

    async def run() -> int:
        stopped = lambda: Stop.UNITS if told else Stop.NOTHING  # noqa: E731 - one word of a sentence
        count = 0
        async for _ in LocalEngine(2, processes=2).run(groups_of(hosts), visits(tmp_path, hosts), stopped):
            told.append(True)
            count += 1
        return count

    count = asyncio.run(run())

    assert 1 <= count < len(groups_of(hosts))
    assert len(done(tmp_path)) < UNITS_EACH * len(groups_of(hosts))


class Faulty:
    """An office that cannot be opened, or whose work fails, in whichever process."""

    def __init__(self, *, opens: bool) -> None:
        self.opens = opens

    @contextlib.asynccontextmanager
    async def __call__(self, _: Post) -> AsyncIterator[Work[str]]:
        """Opened once a process."""
        if not self.opens:
            raise StorageError("the folder is not there", where="evidence")

        async def work(group: HostGroup) -> str:
            raise StorageError(f"the disk is full at {group.host}")

        yield work


@pytest.mark.parametrize(("opens", "said"), [(False, "the folder is not there"), (True, "the disk is full at h")])
def test_an_error_in_a_process_is_raised_where_the_run_was_begun(hosts: Any, opens: bool, said: str) -> None:
    """The sentence is the one of the process that met it, and no process is left over."""

    async def run() -> None:
        async for _ in LocalEngine(4, processes=2).run(groups_of(hosts), Faulty(opens=opens), lambda: Stop.NOTHING):
            pass

    with pytest.raises(StorageError, match=said):
        asyncio.run(run())
    assert not multiprocessing.active_children()


class Asking:
    """An office whose work asks for the page of a host that all groups need, of whoever fetches from there."""

    @contextlib.asynccontextmanager
    async def __call__(self, post: Post) -> AsyncIterator[Work[tuple[bool, bytes]]]:
        """Opened once a process."""

        async def page(question: bytes) -> bytes:
            return b"%s by %d" % (question, os.getpid())

        assert post.elsewhere is not None
        post.elsewhere.answer(page)

        async def work(_: HostGroup) -> tuple[bool, bytes]:
            assert post.elsewhere is not None
            answer = await post.elsewhere.ask("shared", b"page")
            return answer is None, answer or await page(b"page")

        yield work


def test_a_host_outside_all_groups_is_fetched_from_by_the_first_process_that_asks(hosts: Any) -> None:
    """The other one gets its answer from there."""

    async def run() -> list[tuple[bool, bytes]]:
        engine = LocalEngine(4, processes=2)
        return [one async for one in engine.run(groups_of(hosts), Asking(), lambda: Stop.NOTHING)]

    results = asyncio.run(run())

    assert {own for own, _ in results} == {True, False}
    assert len({answer for _, answer in results}) == 1


_LONG_RUN = """
import asyncio, contextlib, pickle, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # also behind a shell whose children are deaf to it
sys.path[:0] = pickle.loads(bytes.fromhex(sys.argv[1]))
from inspector.engine import HostGroup, Stop
from inspector.engine.local import LocalEngine

class Slow:
    @contextlib.asynccontextmanager
    async def __call__(self, post):
        async def work(group):
            print("at work", flush=True)
            await asyncio.sleep(600)
        yield work

async def run():
    groups = [HostGroup(f"h{n}", (f"u{n}",)) for n in range(8)]
    async for _ in LocalEngine(8, processes=2).run(groups, Slow(), lambda: Stop.NOTHING):
        pass

asyncio.run(run())
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_no_process_outlives_the_first_one(number: signal.Signals) -> None:
    """Whether that is killed or interrupted while they are in the midst of long work."""
    command = [sys.executable, "-c", _LONG_RUN, pickle.dumps(sys.path).hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True) as first:
        assert first.stdout is not None
        for _ in range(8):
            first.stdout.readline()
        children = [int(one) for one in Path(f"/proc/{first.pid}/task/{first.pid}/children").read_text().split()]
        os.killpg(first.pid, number) if number == signal.SIGINT else first.send_signal(number)
        first.wait(timeout=400)
    for _ in range(600):
        if not any(Path(f"/proc/{child}").exists() for child in children):
            break
        time.sleep(0.1)

    assert len(children) == 2
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def test_groups_are_dealt_out_evenly_and_taken_over_only_where_nobody_has_asked_yet() -> None:
    """A process without work takes the last group of another one, whose host it then owns; what is begun or asked for stays."""
    groups = [HostGroup(f"h{n}", ("u",) * units) for n, units in enumerate((5, 1, 1, 1, 1, 1))]
    shares = Shares(groups, 2)

    assert [shares.begin(0), shares.begin(1), shares.begin(1)] == groups[:3]
    assert shares.owner("h5", asker=0) == 1
    assert shares.begin(0) == groups[4]
    assert shares.owner("h4", asker=1) == 0
    assert shares.begin(0) == groups[3]
    assert shares.begin(0) is None
    assert shares.begin(1) == groups[5]


def test_what_a_lost_process_had_is_dealt_out_again() -> None:
    """Its groups waiting and its hosts; what it had in hand comes last, and to somebody who has nothing else in hand."""
    groups = [HostGroup(f"h{n}", ("u",)) for n in range(6)]
    shares = Shares(groups, 2)
    begun = shares.begin(0)
    shares.begin(1)
    assert shares.owner("elsewhere", asker=0) == 0

    assert shares.lose(0) == [begun]

    assert shares.owner("elsewhere", asker=1) == 1
    in_hand = [groups[1]]
    while (group := shares.begin(1)) is not None:
        in_hand.append(group)
    assert in_hand == [groups[1], groups[3], groups[5], groups[2], groups[4]]
    for group in in_hand:
        shares.end(1, group)
    assert shares.begin(1) == begun


def test_a_host_at_which_processes_die_twice_is_worked_on_unit_by_unit() -> None:
    """One unit that is deadly costs the others nothing; with the second one nobody else is sent to the host."""
    group = HostGroup("h", ("u0", "u1", "u2", "u3"))
    shares = Shares([group], 1)
    for worker in (0, 1):
        assert shares.begin(worker) == group
        shares.lose(worker)
        shares.join(worker + 1)
    begun = shares.begin(2)
    assert begun == HostGroup("h", ("u0",))
    shares.end(2, begun)
    assert shares.begin(2) == HostGroup("h", ("u1",))
    shares.lose(2)
    shares.join(3)
    assert [one.units for one in shares.given_up] == [("u1",)]
    assert shares.begin(3) == HostGroup("h", ("u2",))

    shares.lose(3)
    shares.join(4)

    assert [one.units for one in shares.given_up] == [("u1",), ("u2",), ("u3",)]
    assert shares.begin(4) is None


def test_a_group_that_is_suspected_is_worked_on_alone_and_given_up_when_lost_again() -> None:
    """Whoever has it in hand gets nothing else; while no process is left all groups wait for the next one."""
    groups = [HostGroup(f"h{n}", ("u",)) for n in range(3)]
    shares = Shares(groups, 1)
    assert [shares.begin(0), shares.begin(0)] == groups[:2]
    shares.lose(0)
    assert shares.workers == []
    shares.join(1)
    assert shares.begin(1) == groups[2]
    shares.end(1, groups[2])
    assert (shares.begin(1), shares.begin(1)) == (groups[0], None)

    shares.lose(1)
    shares.join(2)

    assert shares.given_up == [groups[0]]
    assert (shares.begin(2), shares.begin(2)) == (groups[1], None)


def test_what_was_done_before_its_process_was_lost_is_not_done_again() -> None:
    """A process may die as soon as it has said that a group is done, and its loss be heard of first: the answer counts."""
    groups = [HostGroup(f"h{n}", (f"u{n}", f"v{n}")) for n in range(2)]
    shares = Shares(groups, 2)
    begun = {worker: shares.begin(worker) for worker in (0, 1)}

    assert shares.lose(1) == [begun[1]]
    assert begun[1] is not None
    shares.end(1, begun[1])

    assert begun[0] is not None
    shares.end(0, begun[0])
    assert (shares.begin(0), shares.given_up) == (None, [])


def test_a_unit_that_was_done_alone_before_its_process_was_lost_is_not_given_up() -> None:
    """The same of a unit at which processes died before."""
    alone = HostGroup("h", ("u",))
    shares = Shares([alone], 1)
    for worker in (0, 1):
        assert shares.begin(worker) == alone
        shares.lose(worker)
        shares.join(worker + 1)
    assert shares.given_up == [alone]

    shares.end(1, alone)

    assert (shares.begin(2), shares.given_up) == (None, [])


def test_what_a_process_had_that_died_before_it_was_at_work_is_not_to_blame() -> None:
    """It is dealt out like any other; only what was suspected before stays so, and is given up where no process is left."""
    groups = [HostGroup(f"h{n}", ("u",)) for n in range(2)]
    shares = Shares(groups, 1)
    assert shares.begin(0) == groups[0]
    shares.lose(0)
    shares.join(1)
    assert shares.begin(1) == groups[1]

    shares.lose(1, at_work=False)

    assert shares.forsaken() == [groups[1]]
    assert shares.given_up == [groups[0]]
