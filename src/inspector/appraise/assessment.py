"""An outside assessor's quarter: what its table says, read by a mapping that the office writes, and matched to our own findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from inspector.errors import Problem, RulesError
from inspector.facts.document import norm
from inspector.model.finding import Severity
from inspector.model.words import Words
from inspector.ruleset.yaml_text import parse, problems
from inspector.survey.address import same_address

RULE = "TP-01"
"""The rule id under which an issue that only the assessor found becomes an order."""
Match = Literal["agrees", "differs", "unseen", "not_applicable", "unmatched", "not_inspected"]
MATCHES: Mapping[Match, Words] = {
    "agrees": Words("本检查同样不合格", "our own inspection failed it too"),
    "differs": Words("本检查合格，请核对", "our own inspection passed it: look at both"),
    "unseen": Words("本检查未能判定", "our own inspection could not judge it"),
    "not_applicable": Words("本检查不适用", "our own inspection does not apply it"),
    "unmatched": Words("没有对应的检查指标", "no rule of ours corresponds to it"),
    "not_inspected": Words("本检查当季没有检查该单位", "our own inspection did not look at the unit that quarter"),
}
QUARTER = r"^\d{4}Q[1-4]$"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Part):
    """The table's header of each thing; empty where the table has no such column."""

    unit: str
    quarter: str = ""
    score: str = ""
    max: str = ""
    item: str = ""
    issue: str = ""
    url: str = ""


class Keyword(_Part):
    """An issue in whose item or text one of `words` stands is about these rules of ours."""

    words: Annotated[list[str], Field(min_length=1)]
    rules: Annotated[list[str], Field(min_length=1)]


class AssessmentMap(_Part):
    """How an assessor's table is read. `max` is the full mark where no column says it; `severity` sets the deadline of its issues."""

    assessor: Annotated[str, Field(min_length=1, max_length=80)]
    quarter: Annotated[str, Field(pattern=rf"{QUARTER}|^$")] = ""
    columns: Columns
    max: Annotated[Decimal, Field(gt=0)] = Decimal(100)
    severity: Severity = "S2"
    match: list[Keyword] = []

    @model_validator(mode="after")
    def _enough(self) -> AssessmentMap:
        if bool(self.quarter) == bool(self.columns.quarter):
            raise ValueError("the quarter is either `quarter: 2026Q3` or a column, not both and not neither")
        if not (self.columns.score or self.columns.issue):
            raise ValueError("a table has a column of scores, or one of issues, or both")
        return self

    def rules_of(self, issue: ForeignIssue) -> tuple[str, ...]:
        """Our rules that an issue is about, in the order of the mapping."""
        text = norm(issue.item + issue.text)
        found = [rule for one in self.match if any(norm(word) in text for word in one.words) for rule in one.rules]
        return tuple(dict.fromkeys(found))


def read_mapping(text: str, name: str) -> AssessmentMap:
    """The mapping of a YAML text. Raises RulesError with every problem and its place."""
    read = parse(text, name)
    if isinstance(read, Problem):
        raise RulesError([read])
    try:
        return AssessmentMap.model_validate(read.data)
    except ValidationError as error:
        raise RulesError(problems(error, read, AssessmentMap)) from None


@dataclass(frozen=True, slots=True)
class ForeignScore:
    """An assessor's score of a unit, on its own scale."""

    unit: str
    value: Decimal
    max: Decimal
    row: int

    @property
    def hundred(self) -> Decimal:
        """On a scale of 100, exactly."""
        return self.value * 100 / self.max


@dataclass(frozen=True, slots=True)
class ForeignIssue:
    """An issue an assessor found. `id` is the same whenever it says the same of the unit; `rules` are ours that it is about."""

    id: str
    unit: str
    item: str
    text: str
    url: str
    row: int
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """One quarter of one assessor, as last imported. `at` is when, ISO 8601 +08:00."""

    assessor: str
    quarter: str
    severity: str
    scores: tuple[ForeignScore, ...]
    issues: tuple[ForeignIssue, ...]
    file: str = ""
    sha256: str = ""
    author: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """An assessor's issue beside our own findings: `findings` are ours that it speaks of."""

    issue: ForeignIssue
    match: Match
    findings: tuple[str, ...] = ()


def issue_id(assessor: str, unit: str, item: str, text: str) -> str:
    """`T-` and 12 hexadecimal digits."""
    return "T-" + hashlib.sha256("\0".join((assessor, unit, norm(item), norm(text))).encode()).hexdigest()[:12]


def matched(issues: Iterable[ForeignIssue], units: Mapping[str, Mapping[str, Any]]) -> tuple[Matched, ...]:
    """Each issue with our own findings of the same quarter; `units` are ours by code."""
    return tuple(_matched(issue, units.get(issue.unit)) for issue in issues)


def overlooked(issues: Sequence[ForeignIssue], unit: Mapping[str, Any], unit_code: str) -> tuple[str, ...]:
    """Ids of our certain fails of a unit that the assessor does not speak of."""
    spoken = {rule for issue in issues if issue.unit == unit_code for rule in issue.rules}
    return tuple(
        one["id"] for one in unit["findings"] if _failed(one) and one["confirmed"] and one["rule"] not in spoken
    )


def _matched(issue: ForeignIssue, unit: Mapping[str, Any] | None) -> Matched:
    if not issue.rules:
        return Matched(issue, "unmatched")
    if unit is None:
        return Matched(issue, "not_inspected")
    mine = [one for one in unit["findings"] if one["rule"] in issue.rules]
    failed = [one for one in mine if _failed(one)]
    if failed:
        there = [one for one in failed if _at(one, issue.url)]
        return Matched(issue, "agrees", tuple(one["id"] for one in there or failed))
    ids = tuple(one["id"] for one in mine)
    outcomes = {one["outcome"] for one in mine}
    if not outcomes or outcomes == {"not_applicable"}:
        return Matched(issue, "not_applicable", ids)
    return Matched(issue, "unseen" if outcomes & {"undetermined", "manual"} else "differs", ids)


def _failed(finding: Mapping[str, Any]) -> bool:
    return bool(finding["outcome"] == "fail")


def _at(finding: Mapping[str, Any], url: str) -> bool:
    """Whether one of a finding's pages is the one the assessor names."""
    cited = (place.get(key) for place in finding["evidence"] for key in ("url", "final_url"))
    return bool(url) and any(same_address(url, str(one)) for one in cited if one)
