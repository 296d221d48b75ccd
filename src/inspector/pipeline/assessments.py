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
    RULE,
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
from inspector.pipeline.orders import Word, due_day, next_event
from inspector.pipeline.results import quarter_result
from inspector.pipeline.workspace import Workspace
from inspector.rectify import next_number, orders_of
from inspector.registry.table import table
from inspector.ruleset import Ruleset

STREAM = "assessment"
_TITLE = {"zh": "第三方评估指出的问题", "en": "an issue that an outside assessor found"}
_REMEDY = {
    "zh": "核实第三方评估指出的问题，属实的按期整改并举一反三；不属实的书面说明。",
    "en": "Look into what the assessor found: put it right in time and check the like elsewhere, or say in writing why it is not so.",
}
_METHOD = {
    "zh": "由第三方评估机构发现，不由程序判定。",
    "en": "Found by an outside assessor; the program does not judge it.",
}
_BASIS = {
    "zh": "《政府信息公开条例》第四十六条、第四十七条",
    "en": "Regulations on the Openness of Government Information, Articles 46 and 47",
}


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
        events = store.events()
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


def issue_orders(workspace: Workspace, quarter: str, word: Word, units: tuple[str, ...] = ()) -> tuple[Order, ...]:
    """Open an order for every issue that only the assessor has and none is open for; one it raises again is reopened.

    What our own finding says too is tracked by that finding's order. An official answers for it, so
    somebody's authority is asked for. Raises UsageError.
    """
    if not (word.author.strip() and word.authority.strip()):
        raise UsageError(
            "an outside issue becomes an order on somebody's authority", remedy="Give --by and --authority."
        )
    wanted = [
        (one.assessment, issue.issue)
        for one in beside(workspace, quarter)
        for issue in one.issues
        if issue.match != "agrees"
        and (not units or issue.issue.unit in units)
        and not _open(one.orders.get(issue.issue.id), quarter)
    ]
    names = {unit.code: unit.name for unit in workspace.units()}
    ruleset, settings = workspace.ruleset(), workspace.settings.orders
    with workspace.store() as store:
        there = orders_of(store.events("order"))
        taken, known = {order.number for order in there}, {order.finding: order for order in there}
        events = []
        for assessment, issue in {(one[0].assessor, one[1].id): one for one in wanted}.values():
            data = _order_data(assessment, issue, names.get(issue.unit, issue.unit), ruleset)
            data |= {
                "confirmations": settings.confirmations,
                "due": due_day(ruleset, assessment.severity, word.today()),
            }
            last = known.get(issue.id)
            if last is not None and last.status == "closed":
                events.append(next_event(last, "reopened", word, data))
                continue
            number = next_number(settings.number, quarter, taken)
            taken.add(number)
            events.append(
                Event("order", number, 0, "issued", word.author, word.at(), word.authority, word.reason, data)
            )
        store.add_events(events)
        keys = {event.key for event in events}
        return tuple(order for order in orders_of(store.events("order")) if order.number in keys)


def _open(order: Order | None, quarter: str) -> bool:
    """Whether an issue has an order that is open, or that was settled for this quarter."""
    return order is not None and (order.open or order.status == "confirming" or order.quarter == quarter)


def _order_data(assessment: Assessment, issue: ForeignIssue, name: str, ruleset: Ruleset) -> dict[str, Any]:
    """All that the order says for good, in the same keys as one of our own findings."""
    said = f"{issue.item}：{issue.text}" if issue.item else issue.text
    place = {
        "url": issue.url,
        "final_url": "",
        "status": None,
        "fetched_at": "",
        "sha256": "",
        "quote": issue.text,
        "locator": "",
    }
    return {
        "rule": RULE,
        "subject": issue.id,
        "severity": assessment.severity,
        "points": 0,
        "message": {"zh": f"{assessment.assessor}指出：{said}", "en": f"{assessment.assessor} says: {said}"},
        "evidence": [place] if issue.url else [],
        "times": 0,
        "quarter": assessment.quarter,
        "as_of": assessment.at[:10],
        "rules_digest": ruleset.digest,
        "profile": ruleset.profile.id,
        "evidence_root": assessment.sha256,
        "unit": issue.unit,
        "name": name,
        "finding": issue.id,
        "run": "",
        "factor": "1",
        "rule_card": {
            "title": _TITLE,
            "method": _METHOD,
            "remedy": _REMEDY,
            "example": {"zh": "", "en": ""},
            "basis": [_BASIS],
        },
        "assessor": assessment.assessor,
    }
