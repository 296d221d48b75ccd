"""The result object described: every field, its type, and what it means. Printed by `inspector rules schema --result`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from inspector.model.capture import Attribution
from inspector.model.finding import Outcome, Severity
from inspector.model.unit import UnitType


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Sentence(_Part):
    """One sentence in both languages."""

    zh: str
    en: str


class GatePart(_Part):
    """A check of the run as a whole; one that is not ok blocks the release of the quarter."""

    id: str
    ok: bool
    detail: str


class PublishedPart(_Part):
    """One place that prints a channel: a page role or `registry`, and what it says (null: nothing)."""

    role: str
    url: str
    accepts: bool | None
    quote: str
    locator: str


class LevelPart(_Part):
    """One rung: `manual` is a note that is no outcome (a captcha). `source` is the page or the probe's record, `sha256` its digest."""

    level: str
    outcome: Outcome
    message: Sentence
    reason: str
    at: str
    source: str
    sha256: str
    confirmed: Annotated[bool, Field(description="false: a failure that a person has yet to confirm")]


class ChannelPart(_Part):
    """One channel, once, however many pages print it. Levels that nobody looked at are absent."""

    kind: Literal["email", "form", "fax", "file", "phone", "post", "in_person"]
    value: str
    accepts: Annotated[bool | None, Field(description="true declared, false refused on any page, null not said")]
    declared: Annotated[bool, Field(description="an electronic channel (email, form, fax) that applicants may use")]
    differs: Annotated[bool, Field(description="one page accepts what another refuses (CH-14)")]
    platform: bool
    receiver: Annotated[str, Field(description="what a platform's address names as the receiving unit")]
    state: Literal["answered", "works", "broken", "undetermined", "untested", "refused"]
    published: list[PublishedPart]
    levels: list[LevelPart]


class ChannelsPart(_Part):
    """A unit's channels; the counts are of declared electronic ones. `works` counts those that were answered too.

    `covered`: each has a result (or it is certain that there is none); where not, `reason` is what a person wrote.
    """

    applies: bool
    covered: bool
    reason: str
    reason_by: str
    declared: int
    tested: int
    works: int
    answered: int
    broken: int
    undetermined: int
    untested: int
    refused: int
    items: list[ChannelPart]


class LevelCountPart(_Part):
    """How many channels of a kind that are not refused passed a level, failed, stayed open; `noted`: captchas met."""

    kind: str
    level: str
    channels: int
    passed: Annotated[int, Field(alias="pass")]
    fail: int
    undetermined: int
    noted: int
    untested: int


class ChannelSummaryPart(_Part):
    """The coverage table of the district: units whose sheet has channel rules, their declared electronic channels, and levels."""

    units: int
    covered: int
    with_reason: int
    declared: int
    tested: int
    works: int
    answered: int
    broken: int
    undetermined: int
    untested: int
    levels: list[LevelCountPart]


class RunPart(_Part):
    """When, on what and with what was judged. Times are ISO 8601 with +08:00, digests SHA-256 in hexadecimal."""

    id: str
    quarter: Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]
    as_of: Annotated[str, Field(description="monitoring time point, ISO date")]
    started: str
    finished: str
    engine_version: str
    rules_digest: str
    registry_digest: str
    calendar_digest: str
    evidence_root: str
    complete: bool
    profile: str
    channels: ChannelSummaryPart
    gates: list[GatePart]


class UnruledPart(_Part):
    """The score had nobody ruled anything."""

    value: float
    floor: float
    grade: str
    veto: Literal["confirmed", "proposed"] | None


class ScorePart(_Part):
    """`value`: only what is certain deducts; `floor`: everything undetermined or unconfirmed went against the unit."""

    value: float
    floor: float
    max: float
    grade: str
    grade_en: str
    grade_held: Annotated[bool, Field(description="a proposed veto holds the grade until a person decides")]
    veto: Literal["confirmed", "proposed"] | None
    coverage: Annotated[float, Field(ge=0, le=1)]
    without_rulings: Annotated[
        UnruledPart | None, Field(description="only where a person ruled on one of the findings")
    ] = None


class PackPart(_Part):
    """Points left of a pack, on the sheet's own scale. With `apart` it is a score of its own, no part of the unit's value."""

    id: str
    max: float
    points: float
    applies: bool
    apart: Annotated[bool, Field(description="only where it is: a score of its own")] = False
    veto: Annotated[
        Literal["confirmed", "proposed"] | None, Field(description="only with `apart`: a veto of this score alone")
    ] = None


class EntryPart(_Part):
    """One line of the ledger; the sheet's maximum and all lines sum to `value`."""

    pack: str
    rule: str
    finding: str
    points: float
    reason: Sentence


class EvidencePart(_Part):
    """A stored page and the words on it, personal data masked."""

    url: str
    final_url: str
    status: int | None
    fetched_at: str
    sha256: str
    quote: str
    locator: str


class RuledPart(_Part):
    """Who ruled on a finding, on what grounds, for which days (inclusive, Asia/Shanghai), and its points without the ruling."""

    authority: str
    basis: str
    author: str
    at: str
    since: Annotated[str, Field(alias="from")]
    to: str
    points: float


class FindingPart(_Part):
    """One rule's outcome for one subject. `id` is the same issue in every quarter."""

    id: str
    rule: str
    subject: str
    outcome: Outcome
    severity: Severity
    points: float
    confirmed: bool
    message: Sentence
    attribution: Attribution
    reason: Annotated[str, Field(description="short code of an undetermined or not applicable outcome")]
    original: Outcome | None
    ruling: str
    ruled: Annotated[RuledPart | None, Field(description="only where a person ruled on it")] = None
    times: Annotated[int, Field(ge=0, description="quarters in a row before this one in which the issue failed")]
    due: Annotated[str | None, Field(description="ISO date by which a certain fail is to be put right")]
    evidence: list[EvidencePart]


class PagePart(_Part):
    """One role: how its page was found, where, whether it was seen, and why this page was taken."""

    role: str
    how: str
    url: str
    final_url: str
    state: str
    chars: int
    reasons: list[Sentence]


class AlarmPart(_Part):
    """A registered page that moved, or a page that lost most of its text. Costs nothing."""

    role: str
    kind: Literal["moved", "gutted"]
    message: Sentence


class LooksPart(_Part):
    """How many pages, links and names of the unit were asked for, and how many of them gave no answer of their own."""

    asked: Annotated[int, Field(ge=0)]
    unanswered: Annotated[int, Field(ge=0)]


class UnitPart(_Part):
    """Everything judged of one unit."""

    code: str
    name: str
    type: UnitType
    score: ScorePart
    pages: list[PagePart]
    alarms: list[AlarmPart]
    looks: LooksPart
    channels: ChannelsPart
    packs: list[PackPart]
    ledger: list[EntryPart]
    findings: list[FindingPart]


class ResultFile(_Part):
    """The result of a run, `inspector.result/1`."""

    version: Annotated[Literal["inspector.result/1"], Field(alias="schema")]
    run: RunPart
    units: list[UnitPart]


def result_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the result object."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ResultFile.model_json_schema(by_alias=True)}
