"""How fast reports are written, and in how much memory: `python tests/bench/reports.py`, with figures as JSON (`--out FILE`).

The sample district is inspected once on loopback; its judged units and their evidence are then taken again and again, under codes of
their own, until there are as many as wanted. Each size is written by a process of its own: pages a second of wall and of CPU,
with evidence copies (`--copies`, the pages that a notice shows places of) and without, and the peak of its memory. Last, what orders
and earlier runs cost a report after three years and after twenty, and a reader of the orders in hand (desk, rank, year, schedule).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from inspector.judge.result import texts, unit_text
from inspector.model.finding import Ruling
from inspector.model.order import Event
from inspector.pipeline.demo import demonstrate
from inspector.pipeline.judge.history import ever
from inspector.pipeline.judge.judges import each
from inspector.pipeline.judge.judging import ruleset_of, snapshot_of
from inspector.pipeline.judge.kept import read_kept
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.make import make_workspace
from inspector.pipeline.rectify.order_book import order_book
from inspector.pipeline.rectify.orders import listed, recent
from inspector.pipeline.report.inspection import inspection_of, past
from inspector.pipeline.workspace import Workspace
from inspector.report.publish import write

_MIB = 1024


def many(units: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """`count` units made of those that were seen, with codes and finding ids of their own."""
    seen = [unit for unit in units if unit["score"]["coverage"]]
    for number in range(count):
        unit = seen[number % len(seen)]
        ids = {one["id"]: f"{one['id']}-{number}" for one in unit["findings"]}
        findings = [{**one, "id": ids[one["id"]]} for one in unit["findings"]]
        ledger = [{**line, "finding": ids.get(line["finding"], line["finding"])} for line in unit["ledger"]]
        yield {**unit, "code": f"{unit['code']}-{number}", "findings": findings, "ledger": ledger}


def lay(file: Path, head: dict[str, Any], units: Iterable[dict[str, Any]]) -> None:
    """A result of many units as a run writes it, unit by unit."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(texts(head, map(unit_text, units)))


def one(folder: Path, count: int, copies: bool, processes: bool) -> dict[str, Any]:
    """Write the reports of `count` units and say how that went."""
    workspace = Workspace.at(folder)
    run = workspace.run("latest")
    kept = read_kept(workspace.results / f"{run.folder.name}.json")
    file = workspace.results / f"many-{count}.json"
    lay(file, dict(kept.head), many([dict(unit) for unit in kept.units.values()], count))
    inspection = inspection_of(workspace, read_kept(file), ruleset_of(snapshot_of(run)))
    captures = inspection.captures
    inspection = replace(inspection, captures=lambda code: captures(code.rpartition("-")[0]) if copies else ())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as out:
        began, cpu = time.perf_counter(), _cpu()
        pages = [
            path for path in write(inspection, Path(out), *([each] if processes else [])) if path.suffix == ".html"
        ]
        wall, cpu = time.perf_counter() - began, _cpu() - cpu
        largest = max(page.stat().st_size for page in pages)
    file.unlink()
    return {
        "units": count,
        "copies": copies,
        "processes": 2 if processes else 1,
        "pages": len(pages),
        "notices_a_second": round(count / wall, 1),
        "notices_a_cpu_second": round(count / cpu, 1),
        "pages_a_second": round(len(pages) / wall, 1),
        "pages_a_cpu_second": round(len(pages) / cpu, 1),
        "largest_page_kb": round(largest / 1000),
        "peak_mib_before": round(before / _MIB),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB),
    }


def after(quarters: int) -> dict[str, Any]:
    """What the report has to know of orders, objections, rulings and earlier runs after so many quarters of 80 units, 240 orders,
    20 objections and 20 rulings each, all settled.
    """
    with tempfile.TemporaryDirectory() as made:
        make_workspace(Path(made) / "w")
        workspace = Workspace.at(Path(made) / "w")
        names = [f"{2036 - quarters // 4 + n // 4}Q{n % 4 + 1}" for n in range(quarters)]
        with workspace.store() as store:
            for name in names:
                rulings = list(_rulings(name, f"GD-{names.index(name):02}"))
                store.add_events([event for n in range(240) for event in _life(name, n)], rulings)
                store.record(_past_run(name))
        run = {"id": "R", "quarter": names[-1], "as_of": "2035-12-31", "started": "2035-12-01T01:00:00+08:00"}
        began = time.process_time()
        book = order_book(workspace, run, None)
        past(workspace, names[-1])
        with workspace.store() as store:
            failed = ever(store, names[-1])
        spent = round(1000 * (time.process_time() - began))
        return {
            "quarters_of_history": quarters,
            "events": quarters * 240 * 4,
            "orders_opened": len(book.newest),
            "issues_known": len(failed),
            "cpu_ms": spent,
            "desk_cpu_ms": _cost(lambda: recent(workspace, date(2035, 12, 31))),
            "all_orders_cpu_ms": _cost(lambda: listed(workspace)),
        }


def _rulings(quarter: str, rule: str) -> Iterator[Ruling]:
    """Twenty objections upheld, each quarter's about a rule of its own."""
    day = f"{quarter[:4]}-{3 * int(quarter[-1]):02}-20"
    for n in range(20):
        yield Ruling(
            f"B{n:03}", rule, "guide", "rejected", "区办", "已核", "甲", f"{day}T09:00:00+08:00", day, "", "fail"
        )


def _past_run(quarter: str) -> dict[str, Any]:
    """The result of a quarter: 80 units with ten faults each."""
    month = f"{quarter[:4]}-{3 * int(quarter[-1]):02}"
    run = {"id": f"{quarter}-past", "quarter": quarter, "as_of": f"{month}-10", "started": f"{month}-10T01:00:00+08:00"}
    run |= {"finished": f"{month}-10T02:00:00+08:00", "engine_version": "1", "evidence_root": "", "complete": True}
    run |= dict.fromkeys(("rules_digest", "registry_digest", "calendar_digest"), "")
    return {"schema": "inspector.result/1", "run": run, "units": [_past_unit(f"B{n:03}") for n in range(80)]}


def _past_unit(code: str) -> dict[str, Any]:
    words = {"zh": "未列明办公时间", "en": "no office hours"}
    fault = {"subject": "guide", "outcome": "fail", "severity": "S2", "confirmed": True, "attribution": "unit"}
    return {
        "code": code,
        "name": "民政局",
        "type": "department",
        "score": {"value": 90, "floor": 90, "max": 100, "grade": "优", "veto": None, "coverage": 1},
        "packs": [],
        "ledger": [{"pack": "GD", "rule": "GD-05", "finding": f"{code}-1", "points": -10, "reason": words}],
        "findings": [
            {**fault, "id": f"{code}-{n}", "rule": f"GD-{n:02}", "points": -1, "message": words} for n in range(1, 11)
        ],
    }


def _cost(read: Callable[[], object]) -> int:
    """CPU milliseconds of a reading, the least of three."""
    told = []
    for _ in range(3):
        began = time.process_time()
        read()
        told.append(time.process_time() - began)
    return round(1000 * min(told))


def _life(quarter: str, number: int) -> Iterator[Event]:
    """An order that was issued, received, answered and closed by a passing look."""
    month = f"{quarter[:4]}-{3 * int(quarter[-1]) - 2:02}"
    data = {
        "unit": f"B{number % 80:03}",
        "finding": f"F-{number}",
        "rule": "GD-05",
        "subject": "guide",
        "severity": "S2",
    }
    told = [("issued", {**data, "quarter": quarter, "due": f"{month}-28", "text": "页面文字" * 200}), ("received", {})]
    for seq, (kind, more) in enumerate([*told, ("responded", {}), ("rechecked", {"outcome": "pass"})]):
        yield Event("order", f"{quarter}-{number:03}", seq, kind, "甲", f"{month}-{seq + 10}T09:00:00+08:00", data=more)
    if number < 20:
        said = {"unit": data["unit"], "finding": data["finding"], "rule": "GD-05", "subject": "guide"}
        told = [("filed", said), ("decided", {"outcome": "upheld"})]
        for seq, (kind, more) in enumerate(told):
            yield Event(
                "appeal", f"A{quarter}-{number:03}", seq, kind, "甲", f"{month}-2{seq}T09:00:00+08:00", data=more
            )


def _cpu() -> float:
    """CPU seconds of this process and of its children that ended."""
    mine, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime


def main() -> None:
    """Measure each size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, nargs="*", default=[80, 800, 2000], help="sizes written without copies")
    parser.add_argument("--copies", type=int, nargs="*", default=[80], help="sizes written with evidence copies")
    parser.add_argument(
        "--workspace", type=Path, help="an inspected sample district (`inspector demo --out`), else made anew"
    )
    parser.add_argument(
        "--quarters",
        type=int,
        nargs="*",
        default=[12, 80],
        help="lengths of history, in quarters; a report looks back on eight",
    )
    parser.add_argument("--out", type=Path, help="write the figures here as JSON too")
    parser.add_argument("--one", nargs=3, metavar=("COUNT", "COPIES", "PROCESSES"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.workspace or Path(made) / "district"
        if given.one:
            count, copies, processes = map(int, given.one)
            sys.stdout.write(json.dumps(one(folder, count, bool(copies), processes > 1)) + "\n")
            return
        if not given.workspace:
            demonstrate(folder, Watch())
        sizes = [(count, 0, 1) for count in given.units] + [(count, 1, n) for count in given.copies for n in (1, 2)]
        figures = [after(quarters) for quarters in given.quarters]
        sys.stderr.writelines(f"{json.dumps(one)}\n" for one in figures)
        figures += [_apart(folder, size) for size in sizes]
    if given.out:
        given.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _apart(folder: Path, size: tuple[int, int, int]) -> dict[str, Any]:
    command = [sys.executable, __file__, "--workspace", str(folder), "--one", *map(str, size)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    sys.stderr.write(told)
    found: dict[str, Any] = json.loads(told)
    return found


if __name__ == "__main__":
    main()
