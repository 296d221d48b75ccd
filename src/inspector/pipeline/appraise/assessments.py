"""Outside assessments in a workspace: imported as events, matched to our findings, tracked by the same orders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.appraise import Assessed, cents
from inspector.appraise.assessment import (
    Assessment,
    AssessmentMap,
    ForeignIssue,
    ForeignScore,
    Matched,
    matched,
    overlooked,
    read_mapping,
)
from inspector.appraise.assessment_rows import read_rows
from inspector.errors import Problem, RulesError, UsageError
from inspector.model.order import Event, Order
from inspector.pipeline.judge.results import quarter_result
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.rectify import orders_of
from inspector.registry.table import table
from inspector.ruleset import Ruleset

STREAM = "assessment"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought; `known` are quarters that were there already, word for word."""

    added: tuple[Assessment, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """An assessment beside our own quarter: its issues matched, our fails that it does not speak of, and what tracks each issue."""

    assessment: Assessment
    issues: tuple[Matched, ...]
    ours_only: Mapping[str, tuple[str, ...]]
    orders: Mapping[str, Order]
    """Id of an issue of theirs, or of a finding of ours -> its newest order."""


def take_in(workspace: Workspace, path: Path, mapping_path: Path, word: Word) -> Imported:
    """Import a table by a mapping file; with one fault nothing is taken in.

    A quarter imported again replaces what the assessor said of it before, which stays on record. Raises UsageError naming every
    fault by row and column, RulesError for the mapping.
    """
    try:
        text = mapping_path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise RulesError(
            [Problem(str(mapping_path), f"this file cannot be read: {fault}", "save it as UTF-8")]
        ) from fault
    mapping = read_mapping(text, mapping_path.name)
    _refuse_unknown(mapping, workspace.ruleset(), mapping_path.name)
    found = read_rows(table(path), mapping, workspace.units(), path.name)
    if found.faults:
        raise UsageError.of(found.faults)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with workspace.store() as store:
        events = store.events(STREAM)
        there = {(one.assessor, one.quarter): one for one in assessments(events)}
        added = [one for one in found.assessments if _said(there.get((one.assessor, one.quarter))) != _said(one)]
        store.add_events([_event(one, events, path.name, digest, word) for one in added])
    known = tuple(one.quarter for one in found.assessments if one not in added)
    return Imported(tuple(added), known)


def _refuse_unknown(mapping: AssessmentMap, ruleset: Ruleset, name: str) -> None:
    ids = [rule for one in mapping.match for rule in one.rules]
    strange = [id for id in dict.fromkeys(ids) if ruleset.rule(id) is None]
    if strange:
        raise RulesError(
            [Problem(name, f"there is no rule {id!r}", "`inspector rules list` shows all.") for id in strange]
        )


def _said(one: Assessment | None) -> object:
    return None if one is None else (one.severity, one.scores, one.issues)


def _event(one: Assessment, events: Iterable[Event], file: str, digest: str, word: Word) -> Event:
    key = f"{one.quarter}/{one.assessor}"
    data = {
        "file": file,
        "sha256": digest,
        "assessor": one.assessor,
        "quarter": one.quarter,
        "severity": one.severity,
        "scores": [[score.unit, str(score.value), str(score.max), score.row] for score in one.scores],
        "issues": [[i.id, i.unit, i.item, i.text, i.url, i.row, list(i.rules)] for i in one.issues],
    }
    seq = sum(event.key == key for event in events)
    return Event(STREAM, key, seq, "imported", word.author, word.at(), word.authority, word.reason, data)


def assessments(events: Iterable[Event], at: date | None = None) -> tuple[Assessment, ...]:
    """Every assessor's quarters as last imported (by the end of day `at`), in the order of quarters."""
    mine = (event for event in events if event.stream == STREAM and (at is None or event.at[:10] <= at.isoformat()))
    newest = {event.key: event for event in mine}
    return tuple(_assessment(newest[key]) for key in sorted(newest))


def _assessment(event: Event) -> Assessment:
    data = event.data
    return Assessment(
        assessor=data["assessor"],
        quarter=data["quarter"],
        severity=data["severity"],
        scores=tuple(
            ForeignScore(unit, Decimal(value), Decimal(full), row) for unit, value, full, row in data["scores"]
        ),
        issues=tuple(_foreign(*issue) for issue in data["issues"]),
        file=data["file"],
        sha256=data["sha256"],
        author=event.author,
        at=event.at,
    )


def _foreign(id: str, unit: str, item: str, text: str, url: str, row: int, rules: list[str]) -> ForeignIssue:
    return ForeignIssue(id, unit, item, text, url, row, tuple(rules))


def assessed(events: Iterable[Event], year: int, at: date) -> dict[str, tuple[Assessed, ...]]:
    """Unit -> its scores of a year on a scale of 100, to 0.01."""
    found: dict[str, tuple[Assessed, ...]] = {}
    for one in assessments(events, at):
        for score in one.scores if one.quarter[:4] == str(year) else ():
            told = Assessed(one.quarter, one.assessor, cents(score.hundred))
            found[score.unit] = (*found.get(score.unit, ()), told)
    return found


def beside(workspace: Workspace, quarter: str) -> tuple[Beside, ...]:
    """Every assessment of a quarter beside our own. Raises UsageError where there is none."""
    with workspace.store() as store:
        events = store.events(STREAM, "order")
    found = [one for one in assessments(events) if one.quarter == quarter]
    if not found:
        raise UsageError(
            f"no outside assessment of {quarter!r} was imported", remedy="`inspector assess import FILE --mapping MAP`."
        )
    ours = quarter_result(workspace, quarter)
    units = ours.units if ours is not None else {}
    orders = {order.finding: order for order in orders_of(events)}
    return tuple(_beside(one, units, orders) for one in found)


def _beside(one: Assessment, units: Mapping[str, Mapping[str, Any]], orders: Mapping[str, Order]) -> Beside:
    spoken = dict.fromkeys([*(score.unit for score in one.scores), *(issue.unit for issue in one.issues)])
    ours_only = {code: overlooked(one.issues, units[code], code) for code in spoken if code in units}
    return Beside(one, matched(one.issues, units), {code: ids for code, ids in ours_only.items() if ids}, orders)
