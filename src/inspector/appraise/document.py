"""The year as a machine reads it: `inspector.appraisal/1`, one object, and its JSON Schema."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from inspector.appraise.pack import YearPack
from inspector.appraise.ranking import Peers
from inspector.appraise.year import Gap, QuarterScore, UnitYear, YearLine
from inspector.model.unit import UnitType

SCHEMA = "inspector.appraisal/1"
QuarterId = Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Sentence(_Part):
    """One sentence in both languages."""

    zh: str
    en: str


class RunPart(_Part):
    """A run that a quarter's figures are from, with what a reader needs to judge it again."""

    id: str
    as_of: str
    engine_version: str
    rules_digest: str
    registry_digest: str
    calendar_digest: str
    evidence_root: str
    profile: str
    gates_not_ok: list[str]


class QuarterPart(_Part):
    """A quarter of the year; without runs nothing was inspected in it."""

    id: QuarterId
    weight: Annotated[float, Field(ge=0)]
    runs: list[RunPart]


class ScorePart(_Part):
    """A unit in one quarter, on a scale of 100. `published`: as released; `value`: with every ruling since."""

    quarter: QuarterId
    run: str
    published: float
    value: float
    floor: float
    veto: Literal["confirmed", "proposed"] | None
    ledger: Annotated[list[dict[str, Any]], Field(description="as in inspector.result/1; sums, with max, to the value")]
    max: float


class GapPart(_Part):
    """A quarter without a figure; `excused`: an official left it out, for the reason given."""

    quarter: QuarterId
    excused: bool
    reason: Sentence


class AssessedPart(_Part):
    """An outside assessor's score, on a scale of 100."""

    quarter: QuarterId
    assessor: str
    value: float


class LinePart(_Part):
    """A line of the year's ledger; all lines sum to the value. `ref`: an order's number, a finding, a quarter."""

    kind: Literal["mean", "lowest", "third_party", "recurrence", "late", "verified_fix", "bound", "limit", "memory"]
    points: float
    ref: str
    quarter: str
    reason: Sentence


class ObjectionPart(_Part):
    """A unit's appeal; a filed one waits for a decision."""

    number: str
    quarter: QuarterId
    rule: str
    finding: str
    state: Literal["filed", "upheld", "dismissed"]


class PlacePart(_Part):
    """A place among peers: somewhere from best to worst."""

    group: str
    best: Annotated[int, Field(ge=1)]
    worst: Annotated[int, Field(ge=1)]
    of: Annotated[int, Field(ge=1)]


class UnitPart(_Part):
    """A unit's year; value, floor and points are null where a quarter or an expected assessment is missing."""

    code: str
    name: str
    type: UnitType
    tags: list[str]
    value: float | None
    floor: float | None
    points: float | None
    held: Annotated[
        bool, Field(description="a proposed veto or an open appeal waits for a person: the figure is not final")
    ]
    places: list[PlacePart]
    quarters: list[ScorePart]
    missing: list[GapPart]
    assessments: list[AssessedPart]
    unassessed: list[QuarterId]
    appeals: list[ObjectionPart]
    ledger: list[LinePart]
    issues: int
    recurrences: int
    late: int
    verified_fixes: int
    open_orders: int
    median_days_to_close: float | None


class AppraisalFile(_Part):
    """A proposal for the year-end appraisal: a person confirms it."""

    version: Annotated[Literal["inspector.appraisal/1"], Field(alias="schema")]
    district: str
    year: int
    as_of: str
    engine_version: str
    signed_with: Annotated[
        str | None, Field(description="SHA-256 of the public key (DER) that signs this file; null: unsigned")
    ]
    formula: dict[str, Any]
    formula_digest: str
    formula_overrides: dict[str, str]
    quarters: list[QuarterPart]
    units: list[UnitPart]


def document_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the object."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **AppraisalFile.model_json_schema(by_alias=True)}


def document(pack: YearPack) -> dict[str, Any]:
    """The object: units in the order of the registry, figures as JSON numbers of at most two decimals."""
    weights = pack.formula.weights(pack.year)
    return {
        "schema": SCHEMA,
        "district": pack.district,
        "year": pack.year,
        "as_of": pack.at.isoformat(),
        "engine_version": pack.engine_version,
        "signed_with": pack.seal or None,
        "formula": json.loads(pack.formula.model_dump_json()),
        "formula_digest": pack.formula.digest(),
        "formula_overrides": dict(pack.overrides),
        "quarters": [
            {
                "id": one.quarter,
                "weight": number(weights.get(one.quarter, Decimal(0))),
                "runs": [_run(run) for run in one.runs],
            }
            for one in pack.quarters
        ],
        "units": [_unit(one, pack.groups) for one in pack.units],
    }


def text(pack: YearPack) -> str:
    """The object as the text that is written and signed, byte for byte."""
    return json.dumps(document(pack), ensure_ascii=False, indent=1) + "\n"


def number(value: Decimal) -> int | float:
    """A JSON number: whole where it is whole; two decimals survive the way through a float unharmed."""
    return int(value) if value == value.to_integral_value() else float(value)


def _perhaps(value: Decimal | None) -> int | float | None:
    return None if value is None else number(value)


def _run(head: Any) -> dict[str, Any]:
    keys = ("id", "as_of", "engine_version", "rules_digest", "registry_digest", "calendar_digest", "evidence_root")
    broken = [gate["id"] for gate in head.get("gates", ()) if not gate["ok"]]
    return {**{key: head[key] for key in keys}, "profile": head.get("profile", ""), "gates_not_ok": broken}


def _unit(one: UnitYear, groups: tuple[Peers[UnitYear], ...]) -> dict[str, Any]:
    return {
        "code": one.unit,
        "name": one.name,
        "type": one.type,
        "tags": list(one.tags),
        "value": _perhaps(one.value),
        "floor": _perhaps(one.floor),
        "points": _perhaps(one.points),
        "held": one.held,
        "places": [
            {"group": group.name, "best": place.best, "worst": place.worst, "of": len(group.ranked)}
            for group in groups
            for place in group.ranked
            if place.unit.unit == one.unit
        ],
        "quarters": [_score(score) for score in one.quarters],
        "missing": [_gap(gap) for gap in one.gaps],
        "assessments": [
            {"quarter": it.quarter, "assessor": it.assessor, "value": number(it.value)} for it in one.assessed
        ],
        "unassessed": list(one.unassessed),
        "appeals": [
            {"number": it.number, "quarter": it.quarter, "rule": it.rule, "finding": it.finding, "state": it.state}
            for it in one.objections
        ],
        "ledger": [_line(line) for line in one.lines],
        "issues": one.issues,
        "recurrences": one.recurrences,
        "late": one.late,
        "verified_fixes": one.fixed,
        "open_orders": one.open,
        "median_days_to_close": _perhaps(one.days),
    }


def _score(one: QuarterScore) -> dict[str, Any]:
    return {
        "quarter": one.quarter,
        "run": one.run,
        "published": number(one.published),
        "value": number(one.value),
        "floor": number(one.floor),
        "veto": one.veto,
        "ledger": list(one.result.get("ledger", ())),
        "max": one.result.get("score", {}).get("max", 100),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {"quarter": gap.quarter, "excused": gap.excused, "reason": gap.why.json()}


def _line(line: YearLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "points": number(line.points),
        "ref": line.ref,
        "quarter": line.quarter,
        "reason": line.reason.json(),
    }
