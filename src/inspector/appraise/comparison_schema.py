"""JSON Schema of two quarters compared, `inspector.comparison/1`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from inspector.appraise.comparison import State
from inspector.model.unit import UnitType


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class IssuePart(_Part):
    """One issue; `why` says why it is not comparable, `was` is its id before its page moved."""

    unit: str
    id: str
    rule: str
    subject: str
    state: State
    why: str
    proposed: bool
    was: str


class UnitPart(_Part):
    """A unit's issues and scores; `delta` is null where the rules differ."""

    unit: str
    name: str
    type: UnitType
    issues: list[IssuePart]
    value: float | None
    before: float | None
    delta: float | None


class ComparisonFile(_Part):
    """Two quarters compared; `against` is empty where there is no earlier one."""

    version: Annotated[Literal["inspector.comparison/1"], Field(alias="schema")]
    quarter: Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]
    against: str
    same_rules: bool
    changed_rules: list[str]
    counts: dict[State, int]
    units: list[UnitPart]


def comparison_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of `inspector compare --json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ComparisonFile.model_json_schema(by_alias=True),
    }
