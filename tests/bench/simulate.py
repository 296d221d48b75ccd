"""14,000 units without the sites: what the coordinator of a run can bear, on this machine.

    python tests/bench/simulate.py --units 14000 --out figures.json

Real are the Dask scheduler, two worker processes, host groups, leases, judging (six archived units of tests/replay/county, again
and again) and the database; simulated are the sites: a group's fetching is a pause of `--pause-ms`. So the figures say how many groups
the coordinator hands out and takes back, what a unit costs to judge, to record and to store, not how fast sites answer.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
_COUNTY = Path(__file__).parents[1] / "replay" / "county"


@dataclass(frozen=True)
class Pauses:
    """An office whose work takes its host's turn, pauses, and gives the turn back."""

    pause_s: float

    @contextlib.asynccontextmanager
    async def __call__(self, post: Any) -> AsyncIterator[Any]:
        """Opened once a process."""

        async def work(group: Any) -> tuple[tuple[str, int], ...]:
            await post.turns.take(group.host)
            await asyncio.sleep(self.pause_s)
            await post.turns.give(group.host)
            return tuple((code, 60) for code in group.units)

        yield work


async def coordinate(units: int, each: int, slots: int, pause_s: float) -> dict[str, float]:
    """All groups through the cluster; CPU and memory are the coordinator's, in whose process the scheduler runs too."""
    from inspector.engine import HostGroup  # noqa: PLC0415 - workers import this file for `Pauses` alone
    from inspector.engine.dask import DaskEngine  # noqa: PLC0415

    codes = [f"S{number:05d}" for number in range(units)]
    groups = [HostGroup(f"h{n}", tuple(codes[n : n + each])) for n in range(0, units, each)]
    async with DaskEngine("", slots, processes=2) as engine:
        begun, used, done = time.monotonic(), time.process_time(), 0
        async for looked in engine.run(groups, Pauses(pause_s), lambda: False):
            done += len(looked)
        wall, cpu = time.monotonic() - begun, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "units": done,
        "groups": len(groups),
        "slots": slots,
        "pause_ms": pause_s * 1000,
        "wall_s": wall,
        "ideal_s": len(groups) * pause_s / slots,
        "cpu_s": cpu,
        "groups_per_cpu_s": len(groups) / cpu,
        "peak_mib": peak,
    }


def judge(times: int) -> tuple[dict[str, float], dict[str, Any]]:
    """The county judged `times` over in one process: CPU of a unit and of a page."""
    from inspector.archive import read_run  # noqa: PLC0415
    from inspector.garbage import seldom  # noqa: PLC0415
    from inspector.judge import judge_unit  # noqa: PLC0415
    from inspector.pipeline.judge.judging import judged, ruleset_of, snapshot_of  # noqa: PLC0415

    seldom()  # as the program does it once it is loaded
    run = read_run(_COUNTY)
    snapshot = snapshot_of(run)
    ruleset = ruleset_of(snapshot)
    result = judged(run, ruleset)
    units = [unit for unit in snapshot.inspected if unit.code in run.codes]
    costs: list[float] = []
    pages = cpu = 0.0
    for unit in units * times:
        begun = time.process_time()
        captures = run.read_unit(unit.code)
        judge_unit(unit, captures, snapshot, ruleset)
        spent = time.process_time() - begun
        opened = sum(bool(capture.body) for capture in captures.values())
        pages, cpu = pages + opened, cpu + spent
        costs += [spent / max(1, opened)]
    stored = sum(path.stat().st_size for path in _COUNTY.rglob("*") if path.is_file())
    figures = {
        "unit_ms": 1000 * cpu / (len(units) * times),
        "page_ms_median": 1000 * sorted(costs)[len(costs) // 2],
        "page_ms_mean": 1000 * cpu / pages,
        "pages_per_unit": pages / (len(units) * times),
        "evidence_kib_per_unit": stored / 1024 / len(units),
        "result_kib_per_unit": len(json.dumps(result["units"], ensure_ascii=False).encode()) / 1024 / len(units),
    }
    return figures, result


def record(result: dict[str, Any], units: int) -> dict[str, float]:
    """A result of `units` units recorded in SQLite: CPU and bytes of a unit."""
    from inspector.store import open_store  # noqa: PLC0415

    many = {**result, "units": []}
    before = _resident_mib()
    for number in range(units):
        one = json.loads(json.dumps(result["units"][number % len(result["units"])]))
        one["code"] = f"S{number:05d}"
        one["findings"] = [{**finding, "id": f"{finding['id']}-{number}"} for finding in one["findings"]]
        many["units"].append(one)
    held = (_resident_mib() - before) / units
    with tempfile.TemporaryDirectory() as folder:
        with open_store("sqlite:///simulated.db", Path(folder)) as store:
            begun = time.process_time()
            store.record(many)
            cpu = time.process_time() - begun
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return {
        "units": units,
        "unit_ms": 1000 * cpu / units,
        "database_kib_per_unit": size / 1024 / units,
        "result_mib_held_per_unit": held,
    }


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    """Measure, and leave the figures as JSON."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--units", type=int, default=14_000)
    asked.add_argument("--each", type=int, default=5, help="units of one host")
    asked.add_argument("--slots", type=int, default=64)
    asked.add_argument("--pause-ms", type=float, default=200)
    asked.add_argument("--recorded", type=int, default=300, help="units of the result that is recorded")
    asked.add_argument("--out", type=Path, required=True)
    given = asked.parse_args()
    figures: dict[str, Any] = {}
    figures["coordinator"] = asyncio.run(coordinate(given.units, given.each, given.slots, given.pause_ms / 1000))
    figures["judge"], result = judge(3)
    figures["record"] = record(result, given.recorded)
    given.out.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    print(json.dumps(figures, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
