"""`inspector rules test`: every rule on the pages that prove it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, examples
from inspector.cli.rules import RulesDir, folder_of, rules
from inspector.cli.screen import errors, out
from inspector.errors import UsageError
from inspector.judge.fixtures import FixtureResult
from inspector.pipeline.ruleset.fixtures import annotated, junit, run_fixtures, unproven
from inspector.pipeline.ruleset.linting import said
from inspector.pipeline.ruleset.rulebook import read_ruleset
from inspector.ruleset import Ruleset


@rules.command("test", epilog=examples("rules test", "rules test GD-05 --junit junit.xml"))
def try_fixtures(
    only: Annotated[list[str] | None, typer.Argument(metavar="[RULE]...", help="Only these rules.")] = None,
    junit_path: Annotated[Path | None, typer.Option("--junit", help="Write a JUnit report there.")] = None,
    rules_dir: RulesDir = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Try every rule on its own fixtures: pages that must pass and pages that must fail. 用样例页面测试规则。

    A rule needs two pages that pass, two that fail and one tricky page. 每条规则至少两页通过、两页不通过、一页容易误判。
    """
    folder, profile = folder_of(workspace, rules_dir)
    ruleset = read_ruleset(folder, profile)
    wanted = _wanted(only or (), ruleset)
    results = run_fixtures(folder, ruleset, wanted)
    lacking = {id: lacks for id, lacks in unproven(ruleset, folder).items() if not wanted or id in wanted}
    if junit_path is not None:
        junit(results, lacking, junit_path)
    wrong = [result for result in results if not result.ok]
    for line in (line for result in wrong for line in _told(result, folder)):
        errors.print(line, markup=False, soft_wrap=True)
    for id, lacks in lacking.items():
        errors.print(f"{folder.name}/tests/{id}: pages are missing: {said(lacks)}", markup=False, soft_wrap=True)
    good = len(results) - len(wrong)
    out.print(f"{good} of {len(results)} fixtures as expected, {len({r.rule for r in results})} rules")
    if wrong:
        raise UsageError(
            "some fixtures are not judged as expected", remedy="`rules try RULE FILE` shows what was read."
        )
    if lacking:
        raise UsageError(
            f"{len(lacking)} rules are not proven by enough pages",
            remedy="Each needs 2 × pass-*, 2 × fail-* and 1 × tricky-* in rules/tests/RULE.",
        )


def _wanted(only: Sequence[str], ruleset: Ruleset) -> list[str]:
    ids = [id.upper() for id in only]
    for id in ids:
        if ruleset.rule(id) is None:
            raise UsageError(f"there is no rule {id!r}", remedy="`inspector rules list` shows all of them.")
    return ids


def _told(result: FixtureResult, folder: Path) -> Iterator[str]:
    yield f"{folder.name}/tests/{result.rule}/{result.name}: expected {result.expected}, got {result.got}: {result.why}"
    yield from annotated(result, folder)
