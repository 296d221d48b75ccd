"""What judging, recording and reporting a whole run costs: `python tests/bench/whole_runs.py`, figures as JSON with `--out FILE`.

The sample district is inspected once on loopback. Its units are then taken again and again, under codes of their own: evidence
(records shared on disk, manifests their own, sealed anew), a whole run of as many units as wanted. The commands that a person would
type are run on it, each a process of its own: CPU of it and its children, and the peak of their memory (proportional set size).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from measure import Peak

from inspector.archive import Run, open_run, read_run
from inspector.archive.verify_evidence import MANIFEST, RECORDS, canonical, self_digest
from inspector.judge import Snapshot
from inspector.model.unit import Unit
from inspector.pipeline.demo import demonstrate
from inspector.pipeline.judge.judging import judge, ruleset_of, snapshot_of
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.make import make_workspace
from inspector.pipeline.workspace import Workspace
from inspector.store import open_store

_INSPECTOR = str(Path(sys.executable).with_name("inspector"))
COMMANDS = {
    "replay": ("replay", "latest"),
    "run, judged and published": ("run", "--resume"),
    "report": ("report",),
}


def multiplied(source: Path, folder: Path, count: int) -> Workspace:
    """A workspace with one sealed run of `count` units, made of the units that were seen in the newest run of `source`."""
    run = Workspace.at(source).run("latest")
    make_workspace(folder)
    (folder / "config.toml").write_bytes((source / "config.toml").read_bytes())
    place = Workspace.at(folder)
    many = _many(snapshot_of(run), run, count)
    made = open_run(place.evidence, many.id, many.json())
    for unit in many.units:
        _same(run.folder / unit.code.rpartition("-")[0], made.folder / unit.code)
    made.seal(run.finished)
    _registry(folder / "units.csv", many.units)
    return place


def _many(snapshot: Snapshot, run: Run, count: int) -> Snapshot:
    seen = [unit for unit in snapshot.units if unit.code in run.codes and unit.pages]
    units = (replace(seen[n % len(seen)], code=f"{seen[n % len(seen)].code}-{n}") for n in range(count))
    return replace(snapshot, units=tuple(units))


def _same(source: Path, folder: Path) -> None:
    """The evidence of one unit for another: the very records, under a manifest that names the other."""
    folder.mkdir()
    os.link(source / RECORDS, folder / RECORDS)
    manifest = json.loads((source / MANIFEST).read_bytes())
    manifest["unit"] = folder.name
    manifest["digest"] = self_digest(manifest)
    (folder / MANIFEST).write_bytes(canonical(manifest))


def _registry(file: Path, units: tuple[Unit, ...]) -> None:
    roles = sorted({role for unit in units for role in unit.pages})
    lines = [",".join(("code", "name", "type", *roles))]
    lines += [",".join((u.code, u.name, u.type, *(u.pages.get(role, "") for role in roles))) for u in units]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measured(folder: Path, count: int) -> Iterator[dict[str, Any]]:
    """Each command on the workspace in `folder`, in the order a person would give them."""
    for name, words in COMMANDS.items():
        before, begun = _cpu(), time.monotonic()
        command = [_INSPECTOR, *words, "--workspace", str(folder)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            watch = Peak(process.pid)
            watch.start()
            _, trouble = process.communicate()
        watch.join()
        if process.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{trouble.decode()[-3000:]}")
        cpu = _cpu() - before
        yield {
            "command": name,
            "units": count,
            "cpu_s": round(cpu, 1),
            "cpu_ms_a_unit": round(1000 * cpu / count, 1),
            "wall_s": round(time.monotonic() - begun, 1),
            "peak_mib": round(watch.peak_mib),
        }


def unseen(count: int) -> dict[str, Any]:
    """`count` units of which nothing was seen, judged into a file and recorded, in this process and its forks: quick, with a result
    of the usual size. Call it in a process of its own.
    """
    county = read_run(Path(__file__).parents[1] / "replay" / "county")
    told = snapshot_of(county)
    units = tuple(replace(told.units[n % len(told.units)], code=f"U{n:05}") for n in range(count))
    snapshot = replace(told, units=units, only=())
    with tempfile.TemporaryDirectory() as made:
        run = open_run(Path(made) / "evidence", snapshot.id, snapshot.json())
        begun = _cpu() + time.process_time()
        kept = judge(run, ruleset_of(snapshot), Path(made) / "result.json", snapshot=snapshot)
        with open_store("sqlite:///made.db", Path(made)) as store:
            store.record(kept.result)
        size = (Path(made) / "result.json").stat().st_size
    self, forks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "command": "judged and recorded, nothing seen",
        "units": count,
        "cpu_s": round(_cpu() + time.process_time() - begun, 1),
        "result_mb": round(size / 1e6, 1),
        "peak_mib": round(self / 1024),
        "peak_of_a_fork_mib": round(forks / 1024),
    }


def _apart(count: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one-unseen", str(count)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, nargs="*", default=[80, 800, 2000], help="sizes of the district")
    parser.add_argument(
        "--source", type=Path, help="an inspected sample district (`inspector demo --out`), else made anew"
    )
    parser.add_argument("--out", type=Path, help="write the figures here as JSON too")
    parser.add_argument("--unseen", type=int, nargs="*", default=[80, 2000], help="sizes judged with nothing seen")
    parser.add_argument("--one-unseen", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one_unseen:
        sys.stdout.write(json.dumps(unseen(given.one_unseen)) + "\n")
        return
    figures: list[dict[str, Any]] = []
    for count in given.unseen:
        figures.append(_apart(count))
        sys.stderr.write(f"{json.dumps(figures[-1])}\n")
    with tempfile.TemporaryDirectory() as made:
        source = given.source or Path(made) / "district"
        if given.units and not given.source:
            demonstrate(source, Watch())
        for count in given.units:
            folder = multiplied(source, Path(made) / f"units-{count}", count).settings.workspace
            for one in measured(folder, count):
                sys.stderr.write(f"{json.dumps(one)}\n")
                figures.append(one)
    if given.out:
        given.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
