"""The year's formula as a district writes it in YAML. Every unknown key is an error."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from inspector.errors import Problem, RulesError
from inspector.model.words import Words
from inspector.ruleset.yaml_text import parse, problems

Points = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=2)]
Share = Annotated[Decimal, Field(ge=0, le=1, decimal_places=4)]
Weight = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=6)]
Name = Literal["Q1", "Q2", "Q3", "Q4"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Title(_Part):
    """A name in both languages."""

    zh: str
    en: str


class Lowest(_Part):
    """How much of the year the lowest quarter alone decides."""

    share: Share = Decimal(0)


class ThirdParty(_Part):
    """How much of the year the outside assessor decides, and when an assessment is expected."""

    share: Share = Decimal(0)
    quarters: Annotated[list[Name], Field(min_length=1)] = ["Q1", "Q2", "Q3", "Q4"]


class Each(_Part):
    """So many points for each, together at most `most`."""

    each: Points
    most: Points = Decimal(100)


class Memory(_Part):
    """With `quarters` quarters under a confirmed veto, or with one of `rules` failing in them, the year is worth at most `most`."""

    veto: bool = False
    rules: list[str] = []
    quarters: Annotated[int, Field(ge=1, le=4)] = 1
    most: Points

    @model_validator(mode="after")
    def _one(self) -> Memory:
        if self.veto == bool(self.rules):
            raise ValueError("a line remembers either `veto: true` or `rules: [...]`")
        return self


class Formula(_Part):
    """How four quarters make a year: points are of 100, `points` is what a full year is worth in the appraisal."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
    title: Title
    quarters: dict[Name, Weight]
    lowest: Lowest = Lowest()
    third_party: ThirdParty = ThirdParty()
    recurrence: Each
    late: Each
    verified_fix: Each
    memory: list[Memory] = []
    points: Annotated[Decimal, Field(gt=0, le=1000, decimal_places=4)]
    peers: Literal["type", "tag"] = "type"

    @model_validator(mode="after")
    def _weighed(self) -> Formula:
        if not any(self.quarters.values()):
            raise ValueError("every quarter has the weight 0, so there is no year to count")
        return self

    @property
    def name(self) -> Words:
        """Its title."""
        return Words(self.title.zh, self.title.en)

    def weights(self, year: int) -> dict[str, Decimal]:
        """Quarter id -> weight, of the quarters that count, in their order."""
        return {f"{year}{name}": weight for name, weight in sorted(self.quarters.items()) if weight}

    def assessed(self, year: int) -> tuple[str, ...]:
        """Quarters in which an outside assessment is expected; none where it has no share."""
        return (
            tuple(f"{year}{name}" for name in sorted(set(self.third_party.quarters))) if self.third_party.share else ()
        )

    def digest(self) -> str:
        """SHA-256 of what it says, whatever the layout of its file."""
        text = json.dumps(json.loads(self.model_dump_json()), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def read_formula(text: str, name: str) -> Formula:
    """The formula of a YAML text; `name` is the file's, for messages. Raises RulesError with every problem and its place."""
    read = parse(text, name)
    if isinstance(read, Problem):
        raise RulesError([read])
    try:
        return Formula.model_validate(read.data)
    except ValidationError as error:
        raise RulesError(problems(error, read, Formula)) from None
