"""JSON Schemas of the statistics: `inspector.statistics/1` and `inspector.statistics.months/1`. Null is a blank, never zero."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Figure = int | None


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DisclosedPart(_Part):
    """So many of `measure` on one channel; different measures are not added."""

    unit: str
    year: int
    channel: str
    count: int
    measure: str
    source: str


class IdentityPart(_Part):
    """An identity, I1 to I11; `delta` is left minus right."""

    id: str
    status: Literal["pass", "fail", "undetermined", "not_applicable"]
    delta: float | None
    detail: str


class ApplicationsPart(_Part):
    """A unit's year of applications as one origin tells it. `differs`: row -> (published report, import)."""

    unit: str
    origin: Literal["report", "import"]
    source: str
    sha256: str
    rows: dict[str, dict[str, Figure]]
    identities: list[IdentityPart]
    readings: list[dict[str, Any]]
    quotes: list[str]
    differs: dict[str, list[int]]


class AcrossPart(_Part):
    """I9 for one row: the units' sum beside the district's figure."""

    row: str
    units: int
    district: Figure
    counted: int
    missing: list[str]
    status: Literal["pass", "differs", "undetermined"]
    delta: Figure


class StatisticsFile(_Part):
    """All statistics of a year."""

    version: Annotated[Literal["inspector.statistics/1"], Field(alias="schema")]
    year: int
    disclosed: list[DisclosedPart]
    disclosed_by_measure: dict[str, int]
    applications: list[ApplicationsPart]
    without_figures: list[str]
    across: Annotated[list[AcrossPart], Field(alias="I9")]


class MonthPart(_Part):
    """One month over all units: sums of what was reported, by how many, and who did not."""

    month: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    received: int
    handled: int
    pending: int
    turned: int
    reported: int
    missing: list[str]
    blanks: list[str]
    points: list[tuple[str, str]]


class MonthsFile(_Part):
    """The months of a year, and what does not fit."""

    version: Annotated[Literal["inspector.statistics.months/1"], Field(alias="schema")]
    year: int
    months: list[MonthPart]
    notes: list[str]


def statistics_schema(model: type[BaseModel] = StatisticsFile) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of `inspector statistics show --json`, or of another of these files."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(by_alias=True)}
