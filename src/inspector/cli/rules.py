"""`inspector rules`: the workbench of those who own the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.facts import settings_or_defaults
from inspector.cli.screen import errors, out
from inspector.errors import RulesError, UsageError
from inspector.judge.schema import result_schema
from inspector.pipeline.fixtures import junit, run_fixtures
from inspector.pipeline.rulebook import all_checks, bundled_rules, read_ruleset
from inspector.ruleset import Rule, Ruleset
from inspector.ruleset.schema import rules_schema

rules = typer.Typer(no_args_is_help=True, help="The rule workbench. 规则工作台。", rich_markup_mode=None)
app.add_typer(rules, name="rules")

RulesDir = Annotated[
    Path | None, typer.Option("--rules", metavar="DIR", help="Rules folder.", show_default="the workspace's")
]


def folder_of(workspace: Path, given: Path | None) -> tuple[Path, str]:
    """The rules folder and profile that a command works on."""
    settings = settings_or_defaults(workspace)
    own = settings.path(settings.rules.path)
    return given or (own if own.is_dir() else bundled_rules()), settings.rules.profile


def _ruleset(workspace: Path, given: Path | None) -> Ruleset:
    return read_ruleset(*folder_of(workspace, given))


@rules.command("list", epilog=examples("rules list", "rules list --checks"))
def list_rules(
    checks: Annotated[bool, typer.Option("--checks", help="List the kinds of checks rules can use.")] = False,
    rules_dir: RulesDir = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """All rules with points, severity and who decides. 列出规则。"""
    if checks:
        for name, check in sorted(all_checks().items()):
            said = (check.ask.__doc__ or "").strip().splitlines()[0]
            out.print(f"{name:18} {said}", markup=False, soft_wrap=True)
            out.print(f"{'':18} {', '.join(check.params.model_fields) or '—'}", markup=False, soft_wrap=True)
        return
    table = Table("编号 id", "名称 title", "扣分 points", "上限 cap", "等级 severity", "判定 auto", "页面 pages")
    for rule in _ruleset(workspace, rules_dir).rules:
        card = rule.card
        table.add_row(
            card.id, card.title.zh, str(card.points), str(card.cap), card.severity, card.auto, " ".join(card.pages)
        )
    out.print(table)


@rules.command(epilog=examples("rules lint", "rules lint --rules new-rules"))
def lint(rules_dir: RulesDir = None, workspace: WorkspaceDir = Path()) -> None:
    """Every problem of the rules folder at once, with file, line and column. 检查规则文件。"""
    folder, profile = folder_of(workspace, rules_dir)
    profiles = [path.stem for path in sorted(folder.glob("profiles/*.yaml"))] or [profile]
    found = {}
    loaded = []
    for name in profiles:
        try:
            loaded.append(read_ruleset(folder, name))
        except RulesError as error:
            found.update({str(problem): problem for problem in error.problems})
    if found:
        raise RulesError(list(found.values()))
    years = ", ".join(str(year) for year in sorted(loaded[0].workdays.tables))
    count = f"{len(loaded[0].rules)} rules in {len(loaded[0].packs)} packs"
    out.print(f"{count}, {len(profiles)} profiles, calendars of {years}: no problem")


@rules.command("test", epilog=examples("rules test", "rules test GD-05 --junit junit.xml"))
def try_fixtures(
    only: Annotated[list[str] | None, typer.Argument(metavar="[RULE]...", help="Only these rules.")] = None,
    junit_path: Annotated[Path | None, typer.Option("--junit", help="Write a JUnit report there.")] = None,
    rules_dir: RulesDir = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Try every rule on its own fixtures: pages that must pass and pages that must fail. 用样例页面测试规则。"""
    folder, profile = folder_of(workspace, rules_dir)
    results = run_fixtures(folder, read_ruleset(folder, profile), only or ())
    wrong = [result for result in results if not result.ok]
    for result in wrong:
        errors.print(
            f"{result.rule}/{result.name}: expected {result.expected}, got {result.got}: {result.why}",
            markup=False,
            soft_wrap=True,
        )
    if junit_path is not None:
        junit(results, junit_path)
    out.print(
        f"{len(results) - len(wrong)} of {len(results)} fixtures as expected, {len({r.rule for r in results})} rules"
    )
    if wrong or (only and not results):
        raise UsageError("some fixtures are not judged as expected" if wrong else "there is no fixture for that rule")


@rules.command(epilog=examples("rules schema", "rules schema --result"))
def schema(
    result: Annotated[bool, typer.Option("--result", help="The schema of the result object instead.")] = False,
) -> None:
    """JSON Schema of rule files, for an editor that completes and checks them. 规则文件的JSON Schema。"""
    typer.echo(json.dumps(result_schema() if result else rules_schema(all_checks()), ensure_ascii=False, indent=1))


@rules.command(epilog=examples("rules explain GD-05"))
def explain(
    rule_id: Annotated[str, typer.Argument(metavar="RULE", help="A rule's id, e.g. GD-05.")],
    rules_dir: RulesDir = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Law, method, points, example and remedy of a rule, in both languages. 解释一条规则。"""
    ruleset = _ruleset(workspace, rules_dir)
    rule = ruleset.rule(rule_id.upper())
    if rule is None:
        raise UsageError(f"there is no rule {rule_id!r}", remedy="`inspector rules list` shows all of them.")
    for line in _explained(rule):
        out.print(line, markup=False, soft_wrap=True)


def _explained(rule: Rule) -> list[str]:
    card = rule.card
    who = {
        "A": "机器判定 decided by the machine",
        "B": "机器提出、人工确认 proposed, a person confirms",
        "C": "授权探测或人工填报 probe or manual",
    }
    parts = [
        ("依据 basis", [f"{one.zh} / {one.en}" for one in card.basis]),
        ("方法 method", [card.method.zh, card.method.en]),
        ("示例 example", [card.example.zh, card.example.en] if card.example.zh else []),
        ("整改 remedy", [card.remedy.zh, card.remedy.en]),
        ("问题 question", [rule.question.zh, rule.question.en] if rule.question else []),
    ]
    head = [
        f"{card.id} {card.title.zh} / {card.title.en}",
        f"扣分 points: {card.points}（上限 cap {card.cap}）　{card.severity}　{who[card.auto]}",
    ]
    head += [f"页面 pages: {', '.join(card.pages)}"] if card.pages else []
    head += [f"失败时不再适用 supersedes: {', '.join(rule.supersedes)}"] if rule.supersedes else []
    return head + [
        line for name, lines in parts for line in ([f"{name}:"] + [f"  {text}" for text in lines] if lines else [])
    ]
