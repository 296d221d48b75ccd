"""What a report is a rendering of, gathered: the result, the rules, the quarters before, the evidence and the plans of repair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache
from typing import Any

from inspector.appraise import Comparison
from inspector.archive import Run, read_run
from inspector.collect.manners import china_now
from inspector.model.capture import Capture
from inspector.model.finding import Citation, Finding
from inspector.model.order import Order
from inspector.model.quarter import quarter_before
from inspector.model.words import Words
from inspector.pipeline.comparing import against_of
from inspector.pipeline.examples import examples
from inspector.pipeline.history import ever
from inspector.pipeline.orders import standings
from inspector.pipeline.results import QuarterResult, quarter_result
from inspector.pipeline.workspace import Workspace
from inspector.rectify import orders_of
from inspector.rectify.planner import Plan, plan
from inspector.report import Example, Inspection, Past, PastScore
from inspector.ruleset import Ruleset, rules_digest

PICTURES = "screenshots"
"""Where the evidence of pictures lies beside that of runs, and the pictures themselves beside a report."""
_LOOK_BACK = 7
"""Earlier quarters that a report shows: with the one reported, two years."""
_WEIGHED = 6
"""As many of a unit's dearest faults are weighed against each other; `inspector plan` weighs all."""
_CITATION = tuple(field.name for field in fields(Citation))


def inspection_of(workspace: Workspace, result: dict[str, Any], ruleset: Ruleset) -> Inspection:
    """The inspection behind the reports of `result`."""
    before = quarter_before(result["run"]["quarter"])
    whole, units = standings(workspace, china_now().date(), result["run"]["quarter"])
    previous = quarter_result(workspace, before)
    return Inspection(
        result=result,
        rules={rule.id: rule.card for rule in ruleset.rules},
        packs={pack.id: pack.card for pack in ruleset.packs},
        orders={f["id"]: f["due"] for unit in result["units"] for f in unit["findings"] if f.get("due")},
        issued=_issued(workspace),
        previous=previous.result if previous is not None else None,
        comparison=_comparison(workspace, result, previous, before) if previous is not None else None,
        past=past(workspace, result["run"]["quarter"]),
        captures=_evidence(workspace, result["run"]["id"]),
        plan=lambda unit: repairs_of(unit, ruleset),
        examples=_examples(workspace, ruleset),
        standing=whole,
        standings=units,
        district=workspace.settings.district.name,
        languages=workspace.settings.report.languages,
    )


def _issued(workspace: Workspace) -> dict[str, Order]:
    """The newest order of each issue."""
    with workspace.store() as store:
        return {order.finding: order for order in orders_of(store.events("order"))}


def _examples(workspace: Workspace, ruleset: Ruleset) -> dict[str, tuple[Example, ...]]:
    """The handbook's examples; none where the workspace's rules are no longer those the run was judged by."""
    texts = workspace.rule_texts()
    if rules_digest(texts) != ruleset.digest:
        return {}
    rules = workspace.settings.path(workspace.settings.rules.path)
    return examples(rules, texts, ruleset, workspace.results.parent / "examples.json")


def _comparison(workspace: Workspace, result: dict[str, Any], previous: QuarterResult, quarter: str) -> Comparison:
    """What became of each issue since `quarter`; units that this run left out are not told of."""
    head = result["run"]
    units = {unit["code"]: unit for unit in result["units"]}
    now = QuarterResult(result, units, dict.fromkeys(units, head["id"]), {head["id"]: head})
    before = replace(previous, units={code: unit for code, unit in previous.units.items() if code in units})
    with workspace.store() as store:
        failed, orders = ever(store, quarter), orders_of(store.events("order"))
    return against_of(workspace, now, before, failed, orders)


def past(workspace: Workspace, quarter: str) -> tuple[Past, ...]:
    """The inspected ones of the seven quarters before `quarter`, oldest first: figures only, whatever the history holds."""
    found = []
    with workspace.store() as store:
        for _ in range(_LOOK_BACK):
            quarter = quarter_before(quarter)
            run = store.latest(quarter)
            if run is not None:
                scores = {one.unit: PastScore(one.value, one.floor, one.coverage) for one in store.scores(quarter)}
                found.append(Past(quarter, run.rules_digest, scores))
    return tuple(reversed(found))


def repairs_of(unit: Mapping[str, Any], ruleset: Ruleset) -> Plan | None:
    """The plan for the dearest faults of a unit of the result; None where it has none."""
    findings = tuple(finding_of(unit["code"], raw, ruleset) for raw in unit["findings"])
    faults = sorted((f for f in findings if f.outcome == "fail"), key=lambda f: (not f.confirmed, f.points, f.id))
    return plan(findings, unit["type"], ruleset, [f.id for f in faults[:_WEIGHED]]) if faults else None


def _evidence(workspace: Workspace, run_id: str) -> Callable[[str], Iterable[Capture]]:
    """What was seen of a unit in the run, and the pictures that were taken of its pages last."""

    @cache
    def runs() -> list[Run]:
        pictures = sorted((workspace.evidence.parent / PICTURES).glob(f"{run_id}-*"))
        return [workspace.run(run_id), *(read_run(folder) for folder in pictures[-1:])]

    def captures(code: str) -> Iterable[Capture]:
        return [capture for run in runs() if code in run.codes for capture in run.read_unit(code).values()]

    return captures


def finding_of(code: str, raw: Mapping[str, Any], ruleset: Ruleset) -> Finding:
    """A finding of the result's JSON as a value again."""
    rule = ruleset.rule(raw["rule"])
    return Finding(
        id=raw["id"],
        unit=code,
        rule=raw["rule"],
        pack=rule.pack if rule is not None else str(raw["rule"]).partition("-")[0],
        subject=raw["subject"],
        outcome=raw["outcome"],
        severity=raw["severity"],
        points=Decimal(str(raw["points"])),
        confirmed=raw["confirmed"],
        message=Words(**raw["message"]),
        attribution=raw["attribution"],
        evidence=tuple(Citation(**{name: one[name] for name in _CITATION}) for one in raw["evidence"]),
        reason=raw["reason"],
        original=raw["original"],
        times=raw["times"],
        ruling=raw["ruling"],
    )
