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

from inspector.archive import Run, open_run
from inspector.archive.verify_evidence import MANIFEST, RECORDS, canonical, self_digest
from inspector.judge import Snapshot
from inspector.model.unit import Unit
from inspector.pipeline.demo import demonstrate
from inspector.pipeline.judging import snapshot_of
from inspector.pipeline.make import make_workspace
from inspector.pipeline.quarter import Watch
from inspector.pipeline.workspace import Workspace

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
    given = parser.parse_args()
    figures = []
    with tempfile.TemporaryDirectory() as made:
        source = given.source or Path(made) / "district"
        if not given.source:
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
