"""Host groups on a real Dask scheduler with two worker processes."""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

import pytest
from dask_cluster import cluster, short_leases
from same_looks import SameLooks
from visits import UNITS_EACH, done, groups_of, visits

from inspector.engine import HostGroup, Post, Stop, Work
from inspector.engine.dask import DaskEngine
from inspector.engine.dask_worker import unbroken
from inspector.engine.local import LocalEngine
from inspector.errors import RunIncomplete, SettingsError

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


def test_two_processes_share_the_groups_and_no_host_has_two_visitors(tmp_path: Path, hosts: Any) -> None:
    """Every unit is done once, on both processes, and the host that all units need is visited by one at a time."""
    groups = groups_of(hosts)

    async def run() -> list[tuple[str, int]]:
        async with DaskEngine("", slots=8, processes=2) as engine:
            return [one async for one in engine.run(groups, visits(tmp_path, hosts), lambda: Stop.NOTHING)]

    results = asyncio.run(run())

    assert sorted(host for host, _ in results) == sorted(group.host for group in groups)
    assert len({process for _, process in results}) == 2
    assert done(tmp_path) == sorted(unit for group in groups for unit in group.units)
    assert set(hosts.asked.values()) == {1}
    assert hosts.overlaps == 0


def test_workers_look_for_garbage_as_seldom_as_the_command_does() -> None:
    """Dask begins them, not the command line."""
    threshold, frozen = ask_each(lambda: (gc.get_threshold(), gc.get_freeze_count()))

    assert threshold == (5_000, 10, 2)
    assert frozen > 0


def ask_each(question: Callable[[], Any]) -> Any:
    """What a worker answers that works on a group."""

    @asynccontextmanager
    async def office(_: Post) -> AsyncIterator[Work[Any]]:
        async def work(_: HostGroup) -> Any:
            return question()

        yield work

    async def run() -> Any:
        async with DaskEngine("", slots=1, processes=1) as engine:
            [one] = [one async for one in engine.run([HostGroup("one", ("u",))], office, lambda: Stop.NOTHING)]
            return one

    return asyncio.run(run())


def test_several_of_one_process_may_want_the_same_host_at_once() -> None:
    """The first ones too, before the scheduler knows of the host: each gets its turn, one after the other, and gives it back."""

    async def run() -> list[int]:
        async with DaskEngine("", slots=2, processes=1) as engine:
            there, most = 0, [0]

            async def visit() -> None:
                nonlocal there
                await engine.turns.take("one")
                there += 1
                most.append(there)
                await asyncio.sleep(0)
                there -= 1
                await engine.turns.give("one")

            await asyncio.gather(*(visit() for _ in range(5)))
            return most

    assert asyncio.run(run()) == [0, 1, 1, 1, 1, 1]


def test_a_killed_worker_costs_only_the_groups_in_flight(tmp_path: Path, hosts: Any) -> None:
    """SIGKILL of one of two workers: all units are done in the end, politely, and only units in hand are visited again."""
    groups = groups_of(hosts)
    slots = 4

    async def run() -> list[str]:
        finished: list[str] = []
        async with DaskEngine("", slots=slots, processes=2) as engine:
            async for host, process in engine.run(groups, visits(tmp_path, hosts), lambda: Stop.NOTHING):
                if not finished:
                    os.kill(process, signal.SIGKILL)
                finished.append(host)
        return finished

    with short_leases():
        finished = asyncio.run(run())

    assert sorted(finished) == sorted(group.host for group in groups)
    assert done(tmp_path) == sorted(unit for group in groups for unit in group.units)
    assert len(list(tmp_path.glob("opened-*"))) >= 3, "a new process took the place of the killed one"
    repeats = sum(times - 1 for times in hosts.asked.values())
    assert repeats <= 2 * slots, "at most one page of each host of a unit in hand, for each group in flight"
    assert hosts.overlaps == 0


def test_a_run_that_is_stopped_begins_no_further_unit(tmp_path: Path, hosts: Any) -> None:
    """Groups in hand end with the unit in hand; the rest is left for --resume."""
    groups = groups_of(hosts)
    told: list[bool] = []

    async def run() -> int:
        count = 0
        async with DaskEngine("", slots=2, processes=2) as engine:
            async for _ in engine.run(groups, visits(tmp_path, hosts), lambda: Stop.UNITS if told else Stop.NOTHING):
                told.append(True)
                count += 1
        return count

    count = asyncio.run(run())

    assert 1 <= count < len(groups)
    assert len(done(tmp_path)) < UNITS_EACH * len(groups)


def test_a_worker_that_cannot_open_the_office_ends_the_run_with_its_reason(tmp_path: Path, hosts: Any) -> None:
    """A machine that does not see the evidence folder is told of before anything is fetched."""
    missing = tmp_path / "not-mounted"

    async def run() -> None:
        async with DaskEngine("", slots=1, processes=1) as engine:
            async for _ in engine.run(groups_of(hosts), visits(missing, hosts), lambda: Stop.NOTHING):
                pass

    with pytest.raises(FileNotFoundError, match="not-mounted"):
        asyncio.run(run())
    assert not hosts.asked


def test_workers_that_cannot_begin_are_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was gathered before stays, and the sentence says how to go on without Dask."""
    resource_tracker.ensure_running()
    monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/bin/false")

    async def run() -> None:
        async with DaskEngine("", slots=1, processes=1):
            pass

    with pytest.raises(RunIncomplete, match="Dask's workers cannot begin on this machine") as told:
        asyncio.run(run())
    assert 'kind = "local"' in str(told.value)


def test_a_step_of_dask_is_not_broken_off_however_often_it_is_told() -> None:
    """A worker that is only just being born, and that Dask forgets, would find the locks gone that it is to open."""
    ended: list[bool] = []

    async def step() -> None:
        await asyncio.sleep(0.3)
        ended.append(True)

    async def run() -> None:
        waiting = asyncio.create_task(unbroken(step()))
        for _ in range(5):
            await asyncio.sleep(0.02)
            waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert ended

    asyncio.run(run())


def test_a_scheduler_that_is_not_there_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the key of config.toml."""
    monkeypatch.setattr("inspector.engine.dask._CONNECT_S", 0.5)

    async def run() -> None:
        async with DaskEngine("tcp://127.0.0.1:1", slots=1):
            pass

    with pytest.raises(SettingsError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1"):
        asyncio.run(run())


def test_a_scheduler_that_dies_ends_the_run_in_one_sentence(
    tmp_path: Path, hosts: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run can be resumed, and what was done is done."""
    monkeypatch.setattr("inspector.engine.dask._CONNECT_S", 60)
    with cluster(workers=2) as (address, processes):
        seen: list[tuple[str, int]] = []
        with pytest.raises(RunIncomplete, match="scheduler of") as told:
            asyncio.run(killing(address, processes[:1], seen, tmp_path, hosts))

    assert "--resume" in str(told.value)
    assert 1 <= len(seen) < len(groups_of(hosts))
    assert len(done(tmp_path)) >= UNITS_EACH


def test_where_no_worker_is_left_the_first_process_goes_on(
    tmp_path: Path, hosts: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL of all workers, of which none comes back: every unit is done once, and no host has two visitors."""
    monkeypatch.setattr("inspector.engine.dask._CONNECT_S", 60)
    monkeypatch.setattr("inspector.engine.dask._DESERTED_S", 3)
    with short_leases(), cluster(workers=2) as (address, processes):
        seen: list[tuple[str, int]] = []
        asyncio.run(killing(address, processes[1:], seen, tmp_path, hosts))

    assert sorted(host for host, _ in seen) == sorted(group.host for group in groups_of(hosts))
    assert seen[-1][1] == os.getpid()
    assert len(done(tmp_path)) == UNITS_EACH * len(groups_of(hosts))
    assert hosts.overlaps == 0


async def killing(
    address: str, victims: list[subprocess.Popen[bytes]], seen: list[tuple[str, int]], folder: Path, hosts: Any
) -> None:
    """Work through all groups; the victims are killed once the first one is done."""
    async with DaskEngine(address, slots=2) as engine:
        async for one in engine.run(groups_of(hosts), visits(folder, hosts), lambda: Stop.NOTHING):
            if not seen:
                for process in victims:
                    process.kill()
            seen.append(one)


_LEASES_FIRST = """
import sys, pickle
sys.path[:0] = pickle.loads(bytes.fromhex(sys.argv[1]))
from dask_cluster import short_leases
with short_leases():
    import inspector.engine.dask
import dask
print(dask.config.get("distributed.comm.timeouts.connect"))
"""


def test_settings_of_a_while_leave_all_others_as_they_were() -> None:
    """Also where they are changed in a process that has not yet seen the engine: whatever test comes first."""
    command = [sys.executable, "-c", _LEASES_FIRST, pickle.dumps(sys.path).hex()]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("kind", ["dask", "forks"])
def test_names_and_rendered_pages_are_looked_at_once_by_whichever_process(
    tmp_path: Path, hosts: Any, kind: str
) -> None:
    """Every group asks for the same mail domain and the same page by a browser: one look at each in the whole run."""
    groups, looks = groups_of(hosts), SameLooks(tmp_path)

    async def run() -> list[int]:
        if kind == "forks":
            return [one async for one in LocalEngine(8, processes=2).run(groups, looks, lambda: Stop.NOTHING)]
        async with DaskEngine("", slots=8, processes=2) as engine:
            return [one async for one in engine.run(groups, looks, lambda: Stop.NOTHING)]

    processes = asyncio.run(run())

    assert len(set(processes)) == 2
    assert sorted(path.name.partition("-")[0] for path in tmp_path.glob("*-*")) == ["DNS", "GET", "RENDER"]
