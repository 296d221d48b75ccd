"""What a report is a rendering of, gathered: the result, the rules, the quarters before, the evidence and the plans of repair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from inspector.appraise import changes
from inspector.archive import Run, read_run
from inspector.model.capture import Capture
from inspector.model.finding import Citation, Finding
from inspector.model.quarter import quarter_before
from inspector.model.words import Words
from inspector.pipeline.judge.history import ever
from inspector.pipeline.judge.kept import Kept
from inspector.pipeline.judge.results import QuarterResult, quarter_result, rules_changed
from inspector.pipeline.rectify.after_rulings import scores_since
from inspector.pipeline.rectify.order_book import OrderBook, order_book
from inspector.pipeline.rectify.releases import known
from inspector.pipeline.ruleset.examples import examples
from inspector.pipeline.workspace import Workspace
from inspector.rectify.planner import Plan, plan
from inspector.report.inspection import Earlier, Example, Inspection, Past, PastScore
from inspector.ruleset import Ruleset, rules_digest

PICTURES = "screenshots"
"""Where the evidence of pictures lies beside that of runs, and the pictures themselves beside a report."""
_LOOK_BACK = 7
"""Earlier quarters that a report shows: with the one reported, two years."""
_WEIGHED = 6
"""As many of a unit's dearest faults are weighed against each other; `inspector plan` weighs all."""
_CITATION = tuple(field.name for field in fields(Citation))


def inspection_of(workspace: Workspace, kept: Kept, ruleset: Ruleset, day: date | None = None) -> Inspection:
    """The inspection behind the reports of a result in its file; units are read from there one by one.

    Orders stand as of `day`, by default the newest day on record.
    """
    run = kept.head["run"]
    earlier = quarter_result(workspace, quarter_before(run["quarter"]))
    book = order_book(workspace, run, earlier.newest["run"] if earlier is not None else None, day)
    released = known(workspace).get(run["quarter"])
    out = released is not None and released.covers(run)
    return Inspection(
        result=kept.result,
        text=kept.text,
        units=kept.units,
        rules={rule.id: rule.card for rule in ruleset.rules},
        packs={pack.id: pack.card for pack in ruleset.packs},
        issued=book.newest,
        previous=_earlier(workspace, kept, earlier, book) if earlier is not None else None,
        past=past(workspace, run["quarter"]),
        captures=_evidence(workspace, run["id"]),
        plan=lambda unit: repairs_of(unit, ruleset),
        examples=_examples(workspace, ruleset),
        standing=book.whole,
        standings=book.units,
        precision=book.precision,
        standing_on=book.day.isoformat(),
        since=scores_since(workspace, run["id"], kept.units, day or date.max),
        draft=not out,
        released=released if out else None,
        office=workspace.settings.orders.office,
        answer_to=workspace.settings.orders.answer_to,
        district=workspace.settings.district.name,
        languages=workspace.settings.report.languages,
    )


def _earlier(workspace: Workspace, kept: Kept, earlier: QuarterResult, book: OrderBook) -> Earlier:
    """The quarter before, and what became of each issue since."""
    run, head = kept.head["run"], earlier.newest["run"]
    now = QuarterResult(kept.head, kept.units, dict.fromkeys(kept.units, run["id"]), {run["id"]: run})
    there = {code: id for code, id in earlier.runs.items() if code in kept.units}
    changed = rules_changed(workspace, now, replace(earlier, runs=there))
    with workspace.store() as store:
        failed = ever(store, head["quarter"])
    return Earlier(head, earlier.units, changes(run, head, changed, failed, book.closed))


def _examples(workspace: Workspace, ruleset: Ruleset) -> dict[str, tuple[Example, ...]]:
    """The handbook's examples; none where the workspace's rules are no longer those the run was judged by."""
    texts = workspace.rule_texts()
    if rules_digest(texts) != ruleset.digest:
        return {}
    rules = workspace.settings.path(workspace.settings.rules.path)
    return examples(rules, texts, ruleset, workspace.results.parent / "examples.json")


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
    """What is left of what was seen of a unit in the run, and the pictures that were taken of its pages last."""

    @cache
    def runs() -> list[Run]:
        pictures = sorted((workspace.evidence.parent / PICTURES).glob(f"{run_id}-*"))
        return [workspace.run(run_id), *(read_run(folder) for folder in pictures[-1:])]

    def captures(code: str) -> Iterable[Capture]:
        return [capture for run in runs() if code in run.codes for capture in run.remains(code).values()]

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
