"""`inspector rules try`: one rule on one page, told so that its author sees what it saw."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from inspector.cli.app import AsOf, WorkspaceDir, examples
from inspector.cli.rules import RulesDir, folder_of, rules
from inspector.cli.screen import day, out
from inspector.collect.manners import china_now
from inspector.errors import RegistryError, UsageError
from inspector.judge.result import finding_json
from inspector.judge.tried import Step, Tried, shown
from inspector.model.unit import UNIT_TYPES, Unit, UnitType
from inspector.pipeline.ruleset.rulebook import read_ruleset
from inspector.pipeline.trying import UNNAMED, Wish, rule_named, try_address, try_file
from inspector.registry import read as read_units
from inspector.settings import Settings, load_or_defaults

_SIGNS = {
    "pass": "✓ 通过 pass",
    "fail": "✗ 不通过 fail",
    "undetermined": "? 不作判定 undetermined",
    "not_applicable": "– 不适用 not applicable",
    "manual": "… 待人工 manual",
    "waived": "○ 豁免 waived",
}
_STATES = {"open": "已打开 open", "failed": "不存在 not there", "unseen": "未能看到 not seen"}
_LONGEST = 120


@rules.command(
    "try",
    epilog=examples(
        "rules try GD-05 saved.html",
        "rules try GD-02 saved.html --name 清河区民政局 --url https://www.qinghe.gov.cn/mzj/zn/",
        "rules try CH-03 https://www.qinghe.gov.cn/mzj/zn/ --json",
        "rules try GD-05 rules/tests/GD-05/fail-no-hours.html",
    ),
)
def try_rule(
    rule_id: Annotated[str, typer.Argument(metavar="RULE", help="A rule's id, e.g. GD-05.")],
    source: Annotated[
        str, typer.Argument(metavar="URL_OR_FILE", help="An address, a saved page or file, or a fixture.")
    ],
    url: Annotated[str, typer.Option(help="The address a saved file came from.")] = "",
    page: Annotated[str, typer.Option(metavar="ROLE", help="Which page it is.", show_default="the rule's own")] = "",
    name: Annotated[str, typer.Option(help="The unit's name.", show_default="from the registry, by address")] = "",
    unit_type: Annotated[str, typer.Option("--type", help=f"Unit type: {', '.join(UNIT_TYPES)}.")] = "",
    as_of: AsOf = None,
    json_out: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    rules_dir: RulesDir = None,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Try one rule on one page: what was read, what was decided and why. 用一个页面试一条规则。

    Nothing is stored and nothing is scored. What one page cannot show is undetermined. 不存档、不计分。
    """
    if unit_type and unit_type not in UNIT_TYPES:
        raise UsageError(f"{unit_type!r} is no unit type", remedy=f"One of: {', '.join(UNIT_TYPES)}.")
    settings = load_or_defaults(workspace)
    ruleset = read_ruleset(*folder_of(workspace, rules_dir))
    rule = rule_named(ruleset, rule_id)
    wish = Wish(
        role=page,
        url=url,
        name=name,
        type=cast("UnitType | None", unit_type or None),
        at=day(as_of) or china_now().date(),
        units=_registered(settings),
    )
    far = "://" in source
    tried = try_address(rule, source, wish, ruleset, settings) if far else try_file(rule, Path(source), wish, ruleset)
    if json_out:
        typer.echo(json.dumps(_json(tried), ensure_ascii=False, indent=1))
        return
    for line in _told(tried):
        out.print(line, markup=False, soft_wrap=True)


def _registered(settings: Settings) -> tuple[Unit, ...]:
    """The registered units; none where there is no registry that can be read."""
    try:
        return read_units(settings.path(settings.registry.file))
    except RegistryError:
        return ()


def _told(tried: Tried) -> Iterator[str]:
    card = tried.rule.card
    yield f"{card.id} {card.title.zh} / {card.title.en}　（{card.severity}，扣{card.points}分 points，{tried.case.at}）"
    if tried.case.unit.name == UNNAMED:
        yield "! 没有给出单位名称，与名称有关的判断不作数 / without --name, what depends on the unit's name means nothing"
    yield from _read(tried)
    yield from _looked(tried)
    yield from _decided(tried)
    yield from _places(tried)
    yield from _steps(tried)
    if any(finding.outcome == "fail" for finding in tried.findings):
        yield f"整改 remedy\n  {card.remedy.zh}\n  {card.remedy.en}"


def _read(tried: Tried) -> Iterator[str]:
    yield "读到 read"
    for role, page in tried.pages:
        led = f" → {page.capture.final_url}" if page.capture.final_url not in ("", page.url) else ""
        yield f"  {role}　{page.url}{led}　{_STATES[page.sight.state]}"
        document = page.document
        if document is not None:
            about = f"{document.kind}，{document.charset or '—'}，{document.chars}字 characters"
            yield f"    《{document.title}》（{about}）"
        if not page.open:
            yield f"    {page.sight.reason.zh} / {page.sight.reason.en}"
    if not tried.pages:
        yield "  没有可读的页面 / no page"


def _looked(tried: Tried) -> Iterator[str]:
    if tried.facts:
        yield "用到的事实 facts used"
    for fact in tried.facts:
        plain = shown(fact.value)
        values = plain if isinstance(plain, list) else [plain]
        yield f"  {fact.name}" + ("　没有 none" if plain in (None, []) else "")
        for value in [] if plain is None else values[:5]:
            yield f"    {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, dict) and {"value", "quote", "locator"} <= set(value):
        notes = "".join(f"，{key}={said}" for key, said in value.items() if key not in ("value", "quote", "locator"))
        return f"{value['value']}{notes}　← “{_short(str(value['quote']))}”　{value['locator']}"
    return _short(json.dumps(value, ensure_ascii=False))


def _decided(tried: Tried) -> Iterator[str]:
    yield "判定 decided"
    for finding in tried.findings:
        sure = "" if finding.confirmed else "（待人工确认 a person confirms）"
        points = f"　{finding.points}分 points" if finding.points else ""
        yield f"  {_SIGNS[finding.outcome]}{sure}{points}　{finding.subject}"
        yield f"    {finding.message.zh}"
        yield f"    {finding.message.en}"
        if finding.reason:
            yield f"    [{finding.reason}]"
    if not tried.findings:
        yield f"  本单位类型（{tried.case.unit.type}）的考核表没有这条规则 / no sheet of this type has the rule, or it is not in force"


def _places(tried: Tried) -> Iterator[str]:
    for place in tried.places:
        yield f"引文 quoted　{place.url}"
        for number, text, quoted in place.lines:
            yield f"  {'▶' if quoted else ' '} {number:4} │ {_short(text)}"


def _steps(tried: Tried) -> Iterator[str]:
    yield "步骤 steps"
    for step in tried.steps:
        params = json.dumps(step.params, ensure_ascii=False) if step.params else ""
        yield f"  {'  ' * step.depth}{step.name} {_short(params)}　@{step.page or '—'}"
        for answer in step.answers[:10]:
            yield f"  {'  ' * step.depth}  → {_SIGNS[answer.outcome]}：{_short(answer.message.zh)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _json(tried: Tried) -> dict[str, Any]:
    return {
        "rule": tried.rule.id,
        "as_of": tried.case.at.isoformat(),
        "unit": {"name": tried.case.unit.name, "type": tried.case.unit.type},
        "pages": [_page(role, page) for role, page in tried.pages],
        "facts": [
            {"url": fact.url, "kind": fact.kind, "name": fact.name, "value": shown(fact.value)} for fact in tried.facts
        ],
        "findings": [finding_json(finding) for finding in tried.findings],
        "places": [
            {"url": place.url, "lines": [{"number": n, "text": text, "quoted": q} for n, text, q in place.lines]}
            for place in tried.places
        ],
        "steps": [_step(step) for step in tried.steps],
    }


def _page(role: str, page: Any) -> dict[str, Any]:
    document = page.document
    return {
        "role": role,
        "url": page.url,
        "state": page.sight.state,
        "reason": page.sight.reason.json(),
        "sha256": page.capture.sha256,
        "title": document.title if document is not None else "",
        "kind": document.kind if document is not None else "",
        "charset": document.charset if document is not None else "",
        "characters": document.chars if document is not None else 0,
    }


def _step(step: Step) -> dict[str, Any]:
    answers = [{"outcome": one.outcome, "message": one.message.json(), "subject": one.subject} for one in step.answers]
    return {"depth": step.depth, "check": step.name, "params": dict(step.params), "page": step.page, "answers": answers}
