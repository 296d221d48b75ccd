"""Inspector's whole collect pass over the synthetic district: guard, robots.txt, pace, second looks, evidence, seal.

`python tests/bench/inspect_all.py --port 8500 --folder DIR` leaves a run in DIR and prints what was seen as JSON. Run again in the
same folder, it asks every site whether its pages changed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from at_start import collect_again
from everything import everything

from district import PAGES, UNITS, address_of, start_of
from inspector import archive
from inspector.archive.earlier import last_sealed
from inspector.collect.manners import china_now
from inspector.engine import Stop, loop
from inspector.pipeline.beginning import snapshot_now
from inspector.pipeline.collect.engines import engine_of
from inspector.pipeline.collect.fieldwork import Fieldwork
from inspector.pipeline.collect.gather import gather
from inspector.pipeline.workspace import Workspace

_CONFIG = """
[district]
name = "Bench"
allowed_hosts = {hosts}
[crawl]
allow_networks = ["127.0.0.0/8"]
concurrency = {concurrency}
per_host = {per_host}
delay_s = 0.0
max_pages_per_unit = {pages}
[confirm]
attempts = 2
after_s = 0
[engine]
kind = "{engine}"
"""


def workspace_in(folder: Path, given: argparse.Namespace) -> Workspace:
    """A workspace for the served district; one that is there already is used again."""
    if not (folder / "config.toml").exists():
        from inspector.pipeline.make import make_workspace  # noqa: PLC0415 - a run does not make its workspace

        make_workspace(folder)
        hosts = [address_of(unit) for unit in range(1, given.units + 1)]
        settings = _CONFIG.format(
            hosts=json.dumps(hosts),
            pages=given.pages + 1,
            engine=given.engine,
            concurrency=given.concurrency,
            per_host=given.per_host,
        )
        (folder / "config.toml").write_text(settings, encoding="utf-8")
        rows = [f"B{n:05d},单位{n},department,{start_of(n, given.port)}" for n in range(1, given.units + 1)]
        (folder / "units.csv").write_text("\n".join(["code,name,type,home", *rows]) + "\n", encoding="utf-8")
    return Workspace.at(folder)


def inspect_all(workspace: Workspace) -> None:
    """One run: every page of every unit fetched, opened and stored, the run sealed."""
    now = china_now()
    snapshot = snapshot_now(workspace, None, (), None, now, workspace.evidence)
    run = archive.open_run(workspace.evidence, snapshot.id, snapshot.json())
    before = last_sealed(workspace.evidence, but=snapshot.id)
    urls = tuple(url for unit in snapshot.units for url in unit.pages.values())
    earlier = before.folder if before is not None else None
    fieldwork = Fieldwork(workspace.settings, run.folder, urls=urls, earlier=earlier, walk=everything)

    async def work() -> None:
        async with engine_of(workspace.settings) as engine:
            await gather(run, engine, fieldwork, snapshot.units, lambda *_: None, lambda: Stop.NOTHING)

    loop.run(work())
    run.seal(china_now().isoformat(timespec="seconds"))


def main() -> None:
    """Read the command line, inspect, print what was seen."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--folder", type=Path, required=True)
    asked.add_argument("--units", type=int, default=UNITS)
    asked.add_argument("--pages", type=int, default=PAGES)
    asked.add_argument("--engine", default="local")
    asked.add_argument("--concurrency", type=int, default=120)
    asked.add_argument("--per-host", type=int, default=2)
    asked.add_argument(
        "--prepare", action="store_true", help="only make the workspace and its database, as `inspector init` does"
    )
    given = asked.parse_args()
    collect_again()
    workspace = workspace_in(given.folder / "workspace", given)
    if given.prepare:
        workspace.store().close()
        return
    notes = given.folder / "notes"
    notes.mkdir(parents=True, exist_ok=True)
    os.environ["BENCH_NOTES"] = str(notes)
    inspect_all(workspace)
    seen = [json.loads(path.read_text(encoding="utf-8")) for path in notes.glob("*.json")]
    print(json.dumps({key: sum(one[key] for one in seen) for key in ("pages", "links", "chars")}))  # noqa: T201


if __name__ == "__main__":
    main()
