"""`inspector rules mutate`: good pages harmed a little, to see whether any rule notices."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from inspector.cli.app import JsonPath, WorkspaceDir, examples
from inspector.cli.rules import RulesDir, folder_of, rules
from inspector.cli.screen import errors, out, writable
from inspector.errors import UsageError
from inspector.judge.mutation import Trial
from inspector.judge.mutators import MUTATORS
from inspector.pipeline.files import write_json
from inspector.pipeline.ruleset.mutating import ARGUMENTS, Count, count, mutate, read_arguments, survivors, unused
from inspector.pipeline.ruleset.rulebook import read_ruleset


@rules.command(
    "mutate",
    epilog=examples("rules mutate GD-05 GD-07", "rules mutate --survivors --least 95", "rules mutate --json -"),
)
def mutate_fixtures(
    only: Annotated[list[str] | None, typer.Argument(metavar="[RULE]...", help="Only these rules.")] = None,
    survivors_too: Annotated[bool, typer.Option("--survivors", help="List every harm that no rule noticed.")] = False,
    least: Annotated[
        float | None, typer.Option(metavar="PERCENT", help="Leave with status 1 where fewer are noticed.")
    ] = None,
    json_path: JsonPath = None,
    rules_dir: RulesDir = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Harm the pages that must pass, and count how many harms a rule notices. 变异测试：改坏合格页面，看规则能否发现。

    Noticed means that some rule fails, or can no longer judge. `unharmed`: the page still says the same. `argued`: somebody wrote
    into rules/tests/mutants.yaml why nobody need notice. Neither counts as noticed. 未造成损害的和已说明理由的不算发现。
    """
    writable(json_path)
    folder, profile = folder_of(workspace, rules_dir)
    ruleset = read_ruleset(folder, profile)
    wanted = [id.upper() for id in only or ()]
    for id in wanted:
        if ruleset.rule(id) is None:
            raise UsageError(f"there is no rule {id!r}", remedy="`inspector rules list` shows all of them.")
    trials = mutate(folder, ruleset, wanted, _progress(json_path))
    if not trials:
        raise UsageError("there is no passing page to harm", remedy="Put pass-*.html into rules/tests/RULE.")
    if json_path:
        write_json(json_path, json.dumps(_json(trials), ensure_ascii=False, indent=1) + "\n")
    if json_path != "-":
        _show(trials, survivors_too)
    stale = unused(read_arguments(folder), trials) if not wanted else []
    for one in stale:
        errors.print(
            f"{ARGUMENTS}: 不再需要 no longer needed: {one.mutator} {one.rule} {one.detail}",
            markup=False,
            soft_wrap=True,
        )
    if least is not None and count(trials).rate * 100 < least:
        raise typer.Exit(1)


def _progress(json_path: str | None) -> Callable[[str], None]:
    def tell(id: str) -> None:
        if errors.is_terminal and json_path != "-":
            errors.print(f"\r{id} ", end="")

    return tell


def _show(trials: list[Trial], survivors_too: bool) -> None:
    out.print(
        _table(
            "变异 mutator",
            {f"{name}　{MUTATORS[name][1].zh}": [one for one in trials if one.mutator == name] for name in MUTATORS},
        )
    )
    by_rule = {id: [one for one in trials if one.rule == id] for id in dict.fromkeys(one.rule for one in trials)}
    out.print(_table("规则 rule", by_rule))
    left = survivors(trials)
    for one in left if survivors_too else ():
        lost = f"　不再适用 no longer applies: {'、'.join(one.lost_by)}" if one.lost_by else ""
        out.print(
            f"存活 survivor: {one.rule}/{one.fixture}　{one.mutator}　{one.detail}{lost}", markup=False, soft_wrap=True
        )
    total = count(trials)
    out.print(
        f"{total.all} mutants: {total.noticed} noticed, {len(left)} survive, {total.unharmed} unharmed, {total.argued} argued: "
        f"{total.rate:.1%} of those that do harm are noticed",
        soft_wrap=True,
    )


def _table(head: str, groups: dict[str, list[Trial]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column(head, overflow="fold")
    for name in ("变异 all", "发现 noticed", "本规则 itself", "未损害 unharmed", "已说明 argued", "比例 rate"):
        table.add_column(name, justify="right")
    for name, trials in groups.items():
        if trials:
            table.add_row(name, *_cells(count(trials)))
    return table


def _cells(one: Count) -> list[str]:
    figures = (one.all, one.noticed, one.by_itself, one.unharmed, one.argued)
    return [*(str(figure) for figure in figures), f"{one.rate:.0%}"]


def _json(trials: list[Trial]) -> dict[str, object]:
    def counted(key: str) -> dict[str, object]:
        names = dict.fromkeys(getattr(one, key) for one in trials)
        return {name: _figures([one for one in trials if getattr(one, key) == name]) for name in names}

    return {
        "total": _figures(trials),
        "mutators": counted("mutator"),
        "rules": counted("rule"),
        "survivors": [asdict(one) for one in survivors(trials)],
        "argued": [asdict(one) for one in trials if one.argued],
    }


def _figures(trials: list[Trial]) -> dict[str, object]:
    found = count(trials)
    return {**asdict(found), "rate": round(found.rate, 4)}
