"""`inspector rules`: the workbench of those who own the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from inspector.cli.app import JsonPath, WorkspaceDir, app, examples
from inspector.cli.screen import listing, out, writable
from inspector.judge.schema import result_schema
from inspector.pipeline.files import write_json
from inspector.pipeline.ruleset.linting import look_over
from inspector.pipeline.ruleset.overview import DECIDES, Row, overview, totals
from inspector.pipeline.ruleset.rulebook import all_checks, bundled_rules, read_ruleset
from inspector.ruleset.schema import file_schema, rules_schema
from inspector.settings import load_or_defaults

rules = typer.Typer(no_args_is_help=True, help="The rule workbench. 规则工作台。", rich_markup_mode=None)
app.add_typer(rules, name="rules")

RulesDir = Annotated[
    Path | None, typer.Option("--rules", metavar="DIR", help="Rules folder.", show_default="the workspace's")
]


def folder_of(workspace: Path, given: Path | None) -> tuple[Path, str]:
    """The rules folder and profile that a command works on."""
    settings = load_or_defaults(workspace)
    own = settings.path(settings.rules.path)
    return given or (own if own.is_dir() else bundled_rules()), settings.rules.profile


@rules.command("list", epilog=examples("rules list", "rules list --checks", "rules list --json -"))
def list_rules(
    checks: Annotated[bool, typer.Option("--checks", help="List the kinds of checks rules can use.")] = False,
    json_path: JsonPath = None,
    rules_dir: RulesDir = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """All rules with points, severity, who decides, and the pages that prove them. 列出规则。

    decided 机器判定, proposed 人工确认, manual 人工或授权测试; pages: pass + fail + tricky 样例：合格＋不合格＋易混。
    """
    if checks:
        _list_checks()
        return
    writable(json_path)
    folder, profile = folder_of(workspace, rules_dir)
    rows = overview(folder, read_ruleset(folder, profile))
    if json_path:
        told = {"totals": totals(rows), "rules": [row.json() for row in rows]}
        write_json(json_path, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    if json_path != "-":
        _show_rows(rows)


def _list_checks() -> None:
    for name, check in sorted(all_checks().items()):
        said = (check.ask.__doc__ or "").strip().splitlines()[0]
        out.print(f"{name:18} {said}", markup=False, soft_wrap=True)
        out.print(f"{'':18} {', '.join(check.params.model_fields) or '—'}", markup=False, soft_wrap=True)


def _show_rows(rows: list[Row]) -> None:
    heads = (
        "编号 id",
        "名称 title",
        "扣分 points",
        "上限 cap",
        "等级 severity",
        "判定 auto",
        "样例 fixtures",
        "页面 pages",
    )
    table = listing(*heads)
    for row in rows:
        card, proof = row.rule.card, row.proof
        points = f"{card.points}" if card.each is None else f"{card.each}/{card.points}"
        pages = f"{proof.passing}+{proof.failing}+{proof.tricky}"
        table.add_row(
            card.id, card.title.zh, points, str(card.cap), card.severity, card.auto, pages, " ".join(card.pages)
        )
    out.print(table)
    count = totals(rows)
    kinds = ", ".join(f"{words.zh} {words.en} {count[name]}" for name, words in DECIDES.items())
    pages = f"{count['fixtures']} fixtures ({count['pass']} pass, {count['fail']} fail, {count['tricky']} tricky)"
    out.print(f"{count['rules']} rules: {kinds}; {pages}", soft_wrap=True)


@rules.command(epilog=examples("rules lint", "rules lint --rules new-rules"))
def lint(rules_dir: RulesDir = None, workspace: WorkspaceDir = Path()) -> None:
    """Every problem of the rules folder at once, with file, line and column. 检查规则文件。

    What is not wrong but probably not meant is told as advice and changes nothing. 建议不影响使用。
    """
    looked = look_over(*folder_of(workspace, rules_dir))
    first = looked.rulesets[0]
    for one in looked.advice:
        out.print(f"建议 advice: {one}", markup=False, soft_wrap=True)
    years = ", ".join(str(year) for year in sorted(first.workdays.tables))
    count = f"{len(first.rules)} rules in {len(first.packs)} packs, {len(looked.rulesets)} profiles"
    out.print(f"{count}, calendars of {years}, {looked.clauses} clauses of law: no problem", soft_wrap=True)


@rules.command(epilog=examples("rules schema", "rules schema --of profile", "rules schema --result"))
def schema(
    of: Annotated[Literal["pack", "profile", "calendar", "law"], typer.Option(help="Which kind of file.")] = "pack",
    result: Annotated[bool, typer.Option("--result", help="The schema of the result object instead.")] = False,
) -> None:
    """JSON Schema of rule files, for an editor that completes and checks them. 规则文件的JSON Schema。"""
    made = rules_schema(all_checks()) if of == "pack" else file_schema(of)
    typer.echo(json.dumps(result_schema() if result else made, ensure_ascii=False, indent=1))
