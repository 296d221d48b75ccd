"""The result of a run as others may hand it in (JSON), checked before any of it reaches a table."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from inspector.errors import Problem, StorageError
from inspector.model.capture import Attribution
from inspector.model.finding import Outcome, Severity
from inspector.model.unit import UnitType


def _storable(text: str) -> str:
    """Without what no database takes: NUL and halves of surrogate pairs, which hostile pages hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _exact(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("must be a number")
    return Decimal(str(value))


def _words(value: object) -> object:
    return {"zh": value, "en": value} if isinstance(value, str) else value


def _iso(text: str) -> str:
    datetime.fromisoformat(text)
    return text


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


Text = Annotated[str, AfterValidator(_storable)]
Moment = Annotated[str, AfterValidator(_iso)]
Day = Annotated[str, AfterValidator(_day)]
Exact = Annotated[Decimal, BeforeValidator(_exact), Field(allow_inf_nan=False)]


class Part(BaseModel):
    """A part of the result. Keys it does not know are left to the JSON file; those it knows have their type."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Bilingual(Part):
    """A sentence in both languages; a plain text is both."""

    zh: Text
    en: Text


Words = Annotated[Bilingual, BeforeValidator(_words)]


class Gate(Part):
    """One check of the run as a whole."""

    id: Text
    ok: bool
    detail: Text | Bilingual = ""


class Run(Part):
    """When, on what and with what the run judged."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,100}$")]
    quarter: Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")]
    as_of: Day
    started: Moment
    finished: Moment | Literal[""] | None
    engine_version: Text
    rules_digest: Text
    registry_digest: Text
    calendar_digest: Text
    evidence_root: Text
    complete: bool
    gates: Annotated[tuple[Gate, ...], Field(strict=False)] = ()


class Score(Part):
    """A unit's figures."""

    value: Exact
    floor: Exact
    max: Exact
    grade: Words
    veto: Literal["confirmed", "proposed"] | None
    coverage: Annotated[Exact, Field(ge=0, le=1)]


class Pack(Part):
    """A pack's maximum and the points left of it."""

    id: Text
    max: Exact
    points: Exact


class Entry(Part):
    """One line of a ledger."""

    pack: Text
    rule: Text
    finding: Text
    points: Exact
    reason: Words


class Finding(Part):
    """What a rule found."""

    id: Annotated[str, Field(min_length=1, max_length=100)]
    rule: Text
    subject: Text
    outcome: Outcome
    severity: Severity
    points: Exact
    confirmed: bool
    message: Words
    attribution: Attribution
    reason: Text = ""


class UnitResult(Part):
    """Everything judged of one unit. A ledger that does not add up is refused."""

    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
    name: Text
    type: UnitType
    score: Score
    packs: Annotated[tuple[Pack, ...], Field(strict=False)]
    ledger: Annotated[tuple[Entry, ...], Field(strict=False)]
    findings: Annotated[tuple[Finding, ...], Field(strict=False)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = self.score.max + sum((entry.points for entry in self.ledger), Decimal(0))
        if total != self.score.value:
            raise ValueError(f"the ledger of {self.code} comes to {total}, its value is {self.score.value}")
        return self


class Result(Part):
    """The result of a run, `inspector.result/1`."""

    version: Literal["inspector.result/1"] = Field(alias="schema")
    run: Run
    units: Annotated[tuple[UnitResult, ...], Field(strict=False)]


def checked(result: dict[str, object]) -> Result:
    """The result as values, or a StorageError that names what in it cannot be stored."""
    try:
        return Result.model_validate(result)
    except ValidationError as error:
        raise StorageError.of(
            [
                Problem(".".join(map(str, fault["loc"])) or "result", fault["msg"].removeprefix("Value error, "))
                for fault in error.errors()
            ]
        ) from None


def digest(result: dict[str, object]) -> str:
    """SHA-256 of the result's canonical JSON (sorted keys, no white space, UTF-8), in hex."""
    text = json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
