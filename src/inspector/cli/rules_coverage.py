"""`inspector rules coverage`: from every clause of the law to its rules and fixtures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from inspector.cli.app import JsonPath, WorkspaceDir, examples
from inspector.cli.rules import RulesDir, folder_of, rules
from inspector.cli.screen import out, writable
from inspector.errors import UsageError
from inspector.pipeline.files import write_json
from inspector.pipeline.ruleset.coverage import STATES, Answer, Coverage, Covered, coverage
from inspector.pipeline.ruleset.rulebook import read_ruleset

_SIGNS = {"whole": "●", "partly": "◐", "none": "○"}


@rules.command("coverage", epilog=examples("rules coverage", "rules coverage --gaps", "rules coverage --json -"))
def show_coverage(
    gaps: Annotated[bool, typer.Option("--gaps", help="Only clauses that no rule judges wholly.")] = False,
    json_path: JsonPath = None,
    rules_dir: RulesDir = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Every clause of the law, the rules that judge it, their fixtures, and what nobody judges. 法条与规则对照。

    ● judged 有规则　◐ in part 部分　○ not judged 无规则. The clauses are data: rules/law/*.yaml.
    """
    writable(json_path)
    folder, profile = folder_of(workspace, rules_dir)
    found = coverage(folder, read_ruleset(folder, profile))
    if not found:
        raise UsageError(f"there is no law in {folder}/law", remedy="`inspector init DIR` brings one along.")
    if json_path:
        write_json(json_path, json.dumps([_json(one) for one in found], ensure_ascii=False, indent=1) + "\n")
    for one in found if json_path != "-" else ():
        _show(one, gaps)


def _show(found: Coverage, gaps: bool) -> None:
    out.print(f"{found.law.title.zh} / {found.law.title.en}（{found.law.source}）", markup=False, soft_wrap=True)
    for clause in found.clauses:
        if not gaps or clause.state != "whole":
            for line in _clause(clause):
                out.print(line, markup=False, soft_wrap=True)
    counts = "，".join(f"{words.zh} {words.en} {found.count(which)}" for which, words in STATES.items())
    out.print(f"{len(found.clauses)} 条要求 requirements：{counts}", markup=False, soft_wrap=True)
    if found.elsewhere:
        told = "、".join(found.elsewhere)
        out.print(
            f"引用上述条文而未列入的规则 rules that cite these articles beyond the clauses：{told}",
            markup=False,
            soft_wrap=True,
        )


def _clause(clause: Covered) -> list[str]:
    lines = [f"{_SIGNS[clause.state]} {clause.at}　{clause.text.zh}", f"    {clause.text.en}"]
    lines += [f"    → {_answer(one)}" for one in clause.rules]
    if clause.gap is not None:
        lines += [f"    空白 gap：{clause.gap.zh}", f"    {clause.gap.en}"]
    if clause.look is not None:
        lines += [f"    人工 to look at：{clause.look.zh}", f"    {clause.look.en}"]
    return lines


def _answer(one: Answer) -> str:
    who = {"A": "机器判定 machine", "B": "人工确认 proposed", "C": "人工 manual"}[one.rule.card.auto]
    pages = f"样例 fixtures {one.proof.passing}+{one.proof.failing}+{one.proof.tricky}"
    off = "" if one.scored else "　本考核表不计分 not scored by this profile"
    return f"{one.rule.id} {one.rule.card.title.zh}　{who}　{pages}{off}"


def _json(found: Coverage) -> dict[str, Any]:
    return {
        "law": found.law.id,
        "counts": {which: found.count(which) for which in STATES},
        "clauses": [
            {
                "article": clause.article,
                "at": clause.at,
                "text": clause.text.json(),
                "state": clause.state,
                "rules": [_rule(one) for one in clause.rules],
                "gap": clause.gap.json() if clause.gap is not None else None,
                "look": clause.look.json() if clause.look is not None else None,
            }
            for clause in found.clauses
        ],
        "elsewhere": list(found.elsewhere),
    }


def _rule(one: Answer) -> dict[str, Any]:
    fixtures = {"pass": one.proof.passing, "fail": one.proof.failing, "tricky": one.proof.tricky}
    return {"id": one.rule.id, "auto": one.rule.card.auto, "scored": one.scored, "fixtures": fixtures}
