"""JSON Schema of the year's machine file, `inspector.appraisal/1`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from inspector.model.unit import UnitType

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
    released: Annotated[bool, Field(description="false: a draft that counts all the same, until somebody releases it")]


class ReleasePart(_Part):
    """Who let a quarter's results out, when, on what authority."""

    at: str
    by: str
    authority: str


class QuarterPart(_Part):
    """A quarter of the year; without runs nothing was inspected in it."""

    id: QuarterId
    weight: Annotated[float, Field(ge=0)]
    released: ReleasePart | None
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
