"""The YAML files a district writes, as models: packs of rules, profiles, calendars. Every unknown key is an error."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from inspector.model.finding import Severity
from inspector.model.rule import Auto
from inspector.model.unit import PageRole, UnitType
from inspector.model.words import Words

Role = PageRole
Missing = Literal["fail", "fail_if_dead", "not_applicable"]
Points = Annotated[Decimal, Field(ge=0, decimal_places=2), WithJsonSchema({"type": "number", "minimum": 0})]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_File):
    """A sentence in both languages."""

    zh: str
    en: str

    def words(self) -> Words:
        """The value the rest of the program uses."""
        return Words(self.zh.strip(), self.en.strip())


class RuleFile(_File):
    """One rule. Points are taken per finding, at most `cap` in all (default: what its pack holds)."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{2,4}-[0-9]{2,3}$", description="e.g. GD-05; never reused")]
    title: Text
    page: Role | Literal[""] = Field("", description="the page the rule is about")
    also: list[Role] = Field(default=[], description="further pages that must be open")
    check: dict[str, Any] | None = Field(
        None, description="one check with its parameters, or all / any / not of checks"
    )
    question: Text | None = Field(None, description="for rules a person answers: what to find out")
    points: Points = Decimal(0)
    each: Points | None = Field(
        None,
        gt=0,
        description="per finding, where that is less than `points`, which a page takes that fails as a whole",
    )
    cap: Points | None = None
    severity: Severity
    auto: Auto = Field(description="A: the machine decides; B: proposes; C: probe or manual")
    basis: list[Text]
    method: Text
    remedy: Text
    example: Text | None = None
    say: dict[Literal["pass", "fail", "manual"], Text] = Field(
        default={}, description="own sentences instead of the check's; {found} is the check's"
    )
    missing: Missing = Field(
        "not_applicable",
        description="what the rule is where its page is not there; `fail_if_dead`: fails where it has an address",
    )
    supersedes: list[str] = Field(default=[], description="rules or packs not applicable once this rule fails")
    types: list[UnitType] = Field(default=[], description="only these unit types; empty: all")
    features: list[str] = Field(default=[], description="only units that do one of these things; empty: all")
    trial: bool = Field(False, description="judged and shown, scores nothing")
    since: date | None = None
    until: date | None = None


class PackFile(_File):
    """One page of the indicator sheet."""

    pack: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    title: Text
    about: Text
    max: Points
    rules: list[dict[str, Any]]


class SheetFile(_File):
    """What a unit type is scored with."""

    packs: dict[str, Points] = Field(default={}, description="points of each pack inside the sheet")
    outside: dict[str, Points] = Field(
        default={}, description="packs that deduct below the sheet, each at most so much"
    )
    apart: dict[str, Points] = Field(
        default={},
        description="packs with a score of their own, of so many points; the unit's value knows nothing of it",
    )


class GradeFile(_File):
    """A band of the grade."""

    least: Decimal
    zh: str
    en: str


class EffectFile(_File):
    """What a confirmed veto does: the lowest grade, or a value of at most `cap`."""

    effect: Literal["fail", "cap"] = "fail"
    cap: Points = Decimal(59)


class VetoFile(EffectFile):
    """What a confirmed veto does; `rules` that do something else."""

    rules: dict[str, EffectFile] = Field(default={}, description="vetoes with an effect of their own, by rule")


class TailorFile(_File):
    """What a profile says of a rule otherwise than its file; what is not named stays."""

    points: Points | None = None
    each: Points | None = Field(None, gt=0)
    cap: Points | None = None
    severity: Severity | None = None
    auto: Auto | None = None
    trial: bool | None = None
    since: date | None = None
    until: date | None = None
    leave_out: bool = Field(False, description="the rule is not judged under this profile")


class ColumnFile(_File):
    """How a kind of column is recognised and how old its newest item may be."""

    id: str
    zh: str
    en: str
    names: list[str]
    group: Literal["dynamic", "notice", "other", "none"] = "other"
    days: int | None = None
    months: int | None = None
    items: bool = False
    confirm: bool = False


class BonusFile(_File):
    """Points above the sheet, behind a gate."""

    pack: str
    max: Points
    gate: Points


class ProfileFile(_File):
    """A district's weights and limits."""

    id: str
    title: Text
    max: Points = Decimal(100)
    sheets: dict[UnitType, SheetFile]
    features: dict[UnitType, list[str]] = {}
    grades: list[GradeFile]
    veto: VetoFile = VetoFile()
    not_applicable: Literal["rescale", "full"] = "rescale"
    heirs: dict[str, list[str]] = Field(
        default={}, description="pack -> packs that get its points where it does not apply, in proportion to their own"
    )
    rules: dict[str, TailorFile] = Field(default={}, description="rules that count otherwise under this profile, by id")
    columns: list[ColumnFile] = []
    recurrence: list[Points] = [Decimal(1)]
    deadlines: dict[Severity, Annotated[int, Field(ge=0)]] = {}
    bonus: list[BonusFile] = []
    report_due: dict[str, Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")]] = {"default": "01-31"}


class Span(_File):
    """Days from `first` to `last`, both included."""

    first: date
    last: date


class CalendarFile(_File):
    """The State Council's arrangement of one year's holidays."""

    year: Annotated[int, Field(ge=2008, le=2100)]
    source: str
    retrieved: date | None = None
    amended: list[str] = []
    off: list[date | Span]
    worked: list[date] = []
