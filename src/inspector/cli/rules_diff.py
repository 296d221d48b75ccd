"""`inspector rules diff`: two rules folders on evidence that is already there."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from inspector.cli.app import WorkspaceDir, examples
from inspector.cli.rules import rules
from inspector.cli.screen import errors, out, writable
from inspector.errors import UsageError
from inspector.judge.difference import Difference, FindingMove
from inspector.pipeline.files import refuse_unwritable, write_json, write_whole
from inspector.pipeline.judge.differing import AS_IT_WAS, differ, finding_lines, plain, unit_lines
from inspector.pipeline.workspace import Workspace

_KINDS = {"appears": "新出现 appears", "vanishes": "消失 vanishes", "changes": "改判 changes"}
_SHOWN = 30


@rules.command(
    epilog=examples(
        "rules diff rules new-rules --run 2026Q4",
        "rules diff run new-rules --run latest --run 2026Q3 --csv difference",
        "rules diff rules rules --run latest --new-profile plain-hundred",
    )
)
def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help=f"A rules folder; `{AS_IT_WAS}` is what the run was judged by.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The other rules folder.")],
    run: Annotated[
        list[str], typer.Option("--run", metavar="RUN", help="A run's id, a quarter, or latest; may be repeated.")
    ],
    profile: Annotated[str, typer.Option(metavar="NAME", help="Profile of OLD.", show_default="the run's")] = "",
    new_profile: Annotated[str, typer.Option(metavar="NAME", help="Profile of NEW.", show_default="that of OLD")] = "",
    json_path: Annotated[
        str | None, typer.Option("--json", metavar="PATH", help="Write everything there; - is standard output.")
    ] = None,
    csv_dir: Annotated[
        Path | None, typer.Option("--csv", metavar="DIR", help="Write units.csv and findings.csv there.")
    ] = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Who gains, who loses, which ranks swap and which findings change under other rules. 比较两套规则在已存证据上的差别。

    Nothing is fetched and nothing is kept: stored evidence is judged twice. What NEW asks and the run did not gather is undetermined.
    """
    writable(json_path)
    if csv_dir is not None:
        refuse_unwritable(csv_dir)
    place = Workspace.at(workspace)
    found = [differ(place.run(name), old, new, (profile, new_profile or profile)) for name in _once(run)]
    if json_path:
        write_json(json_path, json.dumps([plain(one) for one in found], ensure_ascii=False, indent=1) + "\n")
    if csv_dir is not None:
        write_whole(csv_dir / "units.csv", "".join(unit_lines(found)))
        write_whole(csv_dir / "findings.csv", "".join(finding_lines(found)))
    for one in found:
        _show(one, json_path == "-")


def _once(names: list[str]) -> list[str]:
    if not names:
        raise UsageError("say on which run", remedy="--run latest, or a run's id; several may be given.")
    return list(dict.fromkeys(names))


def _show(found: Difference, to_errors: bool) -> None:
    screen = errors if to_errors else out
    if found.same:
        screen.print(f"{found.run}：两套规则的判定完全相同 / both judge exactly alike", markup=False, soft_wrap=True)
        return
    screen.print(_units(found))
    counts = Counter((one.rule, one.kind) for one in found.findings)
    told = "；".join(f"{rule} {_KINDS[kind]} {count}" for (rule, kind), count in sorted(counts.items()))
    lines = [f"改判 findings: {told or '—'}"]
    lines += [_finding(one) for one in found.findings[:_SHOWN]]
    if len(found.findings) > _SHOWN:
        lines.append(f"  … {len(found.findings) - _SHOWN} more; --csv or --json has all of them")
    lines += [f"名次互换 swap: {one.ahead} 超过 passes {one.behind}（{one.type}）" for one in found.swaps]
    for rule, count in found.ungathered.items():
        lines.append(
            f"! {rule}: {count}项本次存证没有采集，无法判定 / not gathered by this run; a run under the new rules will see"
        )
    for line in lines:
        screen.print(line, markup=False, soft_wrap=True)


def _units(found: Difference) -> Table:
    table = Table(title=found.run, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("单位 unit", overflow="fold")
    for name in ("原 old", "新 new", "变化 Δ", "下限 floor", "名次 rank"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("等次 grade")
    for one in sorted(found.units, key=lambda unit: unit.delta):
        if one.old == one.new and one.old_rank == one.new_rank:
            continue
        grade = one.old["grade"] if one.old["grade"] == one.new["grade"] else f"{one.old['grade']}→{one.new['grade']}"
        rank = "—" if one.old_rank is None else f"{one.old_rank}→{one.new_rank}"
        floor = f"{one.old['floor']}→{one.new['floor']}"
        table.add_row(
            f"{one.code} {one.name}",
            str(one.old["value"]),
            str(one.new["value"]),
            f"{one.delta:+f}",
            floor,
            rank,
            grade,
        )
    return table


def _finding(one: FindingMove) -> str:
    was, now = one.old or {}, one.new or {}
    told = now or was
    return (
        f"  {one.unit} {one.rule} {_KINDS[one.kind]}　{was.get('outcome', '—')}({was.get('points', 0)}) → "
        f"{now.get('outcome', '—')}({now.get('points', 0)})　{one.subject}　{told['message']['zh']}"
    )
