"""`inspector rules explain`: everything there is to say about one rule, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.app import WorkspaceDir, examples
from inspector.cli.rules import RulesDir, folder_of, rules
from inspector.cli.screen import out
from inspector.errors import UsageError
from inspector.pipeline.ruleset.fixtures import fixture_names
from inspector.pipeline.ruleset.rulebook import read_laws_of, read_ruleset
from inspector.ruleset import All, Any, Ask, Not, Rule, Ruleset, Test

_WHO = {
    "A": "机器判定 decided by the machine",
    "B": "机器提出、人工确认 proposed, a person confirms",
    "C": "授权探测或人工填报 probe or manual",
}
_SHOWN = 3


@rules.command(epilog=examples("rules explain GD-05"))
def explain(
    rule_id: Annotated[str, typer.Argument(metavar="RULE", help="A rule's id, e.g. GD-05.")],
    rules_dir: RulesDir = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Law, method, points, examples and remedy of a rule, in both languages. 解释一条规则。"""
    folder, profile = folder_of(workspace, rules_dir)
    ruleset = read_ruleset(folder, profile)
    rule = ruleset.rule(rule_id.upper())
    if rule is None:
        raise UsageError(f"there is no rule {rule_id!r}", remedy="`inspector rules list` shows all of them.")
    for line in _lines(rule, ruleset, folder):
        out.print(line, markup=False, soft_wrap=True)


def _lines(rule: Rule, ruleset: Ruleset, folder: Path) -> Iterator[str]:
    card = rule.card
    yield f"{card.id} {card.title.zh} / {card.title.en}"
    each = "" if card.each is None else f"，每处 each {card.each}"
    yield f"扣分 points: {card.points}{each}（上限 cap {card.cap}）　{card.severity}　{_WHO[card.auto]}"
    yield from _standing(rule, ruleset)
    yield from _part("依据 basis", [f"{one.zh} / {one.en}" for one in card.basis])
    clauses = [clause for law in read_laws_of(folder, [one.id for one in ruleset.rules]) for clause in law.text.clauses]
    yield from _part(
        "条文 clauses", [f"{one.at}　{one.text.zh} / {one.text.en}" for one in clauses if rule.id in one.rules]
    )
    yield from _part("方法 method", [card.method.zh, card.method.en])
    yield from _part("检查 check", list(_asked(rule.test, 0)) if rule.test is not None else [])
    yield from _part("问题 question", [rule.question.zh, rule.question.en] if rule.question else [])
    yield from _part("示例 example", [card.example.zh, card.example.en] if card.example.zh else [])
    yield from _part("样例页面 pages", _pages(rule, folder))
    yield from _part("整改 remedy", [card.remedy.zh, card.remedy.en])


def _standing(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    """Where it counts and when: pages, sheets, types, dates, what it supersedes, what a veto does."""
    sheets = [
        f"{kind} {sheet.packs[rule.pack]}" for kind, sheet in ruleset.profile.sheets.items() if rule.pack in sheet.packs
    ]
    outside = [kind for kind, sheet in ruleset.profile.sheets.items() if rule.pack in sheet.outside]
    apart = [
        f"{kind} {sheet.apart[rule.pack]}" for kind, sheet in ruleset.profile.sheets.items() if rule.pack in sheet.apart
    ]
    veto = ruleset.profile.veto
    facts = [
        ("页面 pages", ", ".join(rule.card.pages)),
        (f"所在部分的分值 points of pack {rule.pack}", ", ".join(sheets)),
        ("另扣 deducts outside the sheet", ", ".join(outside)),
        ("单独计分，不计入单位得分 a score of its own", ", ".join(apart)),
        ("只适用于 only for", ", ".join((*rule.types, *rule.features))),
        ("失败时不再适用 supersedes", ", ".join(rule.supersedes)),
        ("试行，不计分 on trial, scores nothing", "是 yes" if rule.trial else ""),
        ("有效期 in force", f"{rule.since or '…'} — {rule.until or '…'}" if rule.since or rule.until else ""),
        ("否决经确认后 a confirmed veto", _veto(veto.effect, veto.cap) if rule.card.severity == "veto?" else ""),
    ]
    yield from (f"{name}: {said}" for name, said in facts if said)


def _veto(effect: str, cap: object) -> str:
    return (
        "定为最低等次 gives the lowest grade" if effect == "fail" else f"得分以{cap}分为限 the value is at most {cap}"
    )


def _part(name: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"{name}:"
        yield from (f"  {line}" for line in lines)


def _asked(test: Test, depth: int) -> Iterator[str]:
    dent = "  " * depth
    match test:
        case Ask(check, params, page):
            said = params.model_dump(mode="json", exclude_unset=True)
            yield f"{dent}{check.name} {said or ''}{f' @{page}' if page else ''}".rstrip()
            yield f"{dent}  {(check.ask.__doc__ or '').strip().splitlines()[0]}"
        case All(parts) | Any(parts):
            yield f"{dent}全部成立 all of" if isinstance(test, All) else f"{dent}任一成立 any of"
            for part in parts:
                yield from _asked(part, depth + 1)
        case Not(part):
            yield f"{dent}不成立 not"
            yield from _asked(part, depth + 1)


def _pages(rule: Rule, folder: Path) -> list[str]:
    there = folder / "tests" / rule.id
    names = fixture_names(path.name for path in there.iterdir()) if there.is_dir() else []
    some = [name for kind in ("pass", "fail", "tricky") for name in [n for n in names if n.startswith(kind)][:_SHOWN]]
    return [f"{folder.name}/tests/{rule.id}/{name}" for name in some] + (
        [f"… {len(names)}"] if len(names) > len(some) else []
    )
