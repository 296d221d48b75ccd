"""The result of a run as others may hand it in (JSON), checked before any of it reaches a table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, TypeVar

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


class Head(Part):
    """The result of a run, `inspector.result/1`, without its units."""

    version: Literal["inspector.result/1"] = Field(alias="schema")
    run: Run


@dataclass(frozen=True, slots=True)
class Checked:
    """A result that can be stored: its run, and the SHA-256 of its canonical JSON (sorted keys, no white space, UTF-8), in hex."""

    run: Run
    digest: str


def checked(result: Mapping[str, Any]) -> Checked:
    """The result gone through unit by unit, or a StorageError that names all that cannot be stored of it."""
    found, problems = _fitting(Head, {key: part for key, part in result.items() if key != "units"})
    hashed = hashlib.sha256()
    for number, key in enumerate(sorted(result)):
        hashed.update((b"," if number else b"{") + _canonical(key) + b":")
        if key != "units":
            hashed.update(_canonical(result[key]))
            continue
        hashed.update(b"[")
        for place, unit in enumerate(_listed(result)):
            hashed.update((b"," if place else b"") + _canonical(unit))
            problems += _fitting(UnitResult, unit, f"units.{place}.")[1]
        hashed.update(b"]")
    if "units" not in result:
        problems.append(Problem("units", "Field required"))
    if problems or found is None:
        raise StorageError.of(problems)
    hashed.update(b"}")
    return Checked(found.run, hashed.hexdigest())


def units(result: Mapping[str, Any]) -> Iterator[UnitResult]:
    """The units of a checked result as values, one after the other."""
    return map(UnitResult.model_validate, _listed(result))


def _listed(result: Mapping[str, Any]) -> Iterable[object]:
    given = result["units"]
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise StorageError.of([Problem("units", "Input should be a list")])
    return given


M = TypeVar("M", bound=Part)


def _fitting(kind: type[M], value: object, where: str = "") -> tuple[M | None, list[Problem]]:
    """The value as what it should be, or what in it is not so."""
    try:
        return kind.model_validate(value), []
    except ValidationError as error:
        return None, [
            Problem(
                f"{where}{'.'.join(map(str, fault['loc']))}".rstrip(".") or "result",
                fault["msg"].removeprefix("Value error, "),
            )
            for fault in error.errors()
        ]


def _canonical(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
