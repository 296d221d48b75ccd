"""The law as data: its clauses, the rules that answer each, and what nobody judges."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inspector.errors import Problem, RulesError
from inspector.ruleset.bind import meant
from inspector.ruleset.files import Text
from inspector.ruleset.yaml_text import YamlText, parse, problems

State = Literal["whole", "partly", "none"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClauseFile(_Part):
    """One requirement of the law. `rules` judge it; `gap` says what they do not, `look` what a person does about it.

    Without rules there must be a gap.
    """

    article: int
    at: Annotated[str, Field(description="the clause as it is cited")]
    text: Text
    rules: list[str] = []
    gap: Text | None = None
    look: Text | None = None


class LawFile(_Part):
    """A law, as far as it is to be covered: `articles` are those whose every clause stands here."""

    id: str
    title: Text
    source: str
    articles: list[int]
    clauses: list[ClauseFile]


@dataclass(frozen=True, slots=True)
class Law:
    """A law and the file it stands in."""

    file: YamlText
    text: LawFile


def read_laws(texts: Mapping[str, str], rules: Collection[str]) -> list[Law]:
    """The laws of `texts` (path -> content), whose clauses may name `rules`. Raises RulesError with every problem."""
    laws, found = [], []
    for name, text in sorted(texts.items()):
        read = parse(text, name)
        if isinstance(read, Problem):
            found.append(read)
            continue
        try:
            law = Law(read, LawFile.model_validate(read.data))
        except ValidationError as error:
            found += problems(error, read, LawFile)
            continue
        found += _amiss(law, rules)
        laws.append(law)
    if found:
        raise RulesError(found)
    return laws


def state(clause: ClauseFile) -> State:
    """Whether rules judge the clause wholly, in part (what is left is said), or not at all."""
    if not clause.rules:
        return "none"
    return "partly" if clause.gap is not None else "whole"


def _amiss(law: Law, rules: Collection[str]) -> list[Problem]:
    found = []
    for n, clause in enumerate(law.text.clauses):
        for index, id in enumerate(clause.rules):
            if id not in rules:
                place = law.file.place(["clauses", n, "rules", index])
                found.append(
                    Problem(place, f"{clause.at} is said to be judged by {id}, which is not there", meant(id, rules))
                )
        if not clause.rules and clause.gap is None:
            found.append(Problem(law.file.place(["clauses", n]), f"no rule judges {clause.at}", "say so in `gap:`"))
        if clause.article not in law.text.articles:
            place = law.file.place(["clauses", n, "article"])
            found.append(Problem(place, f"article {clause.article} is not among the `articles` covered"))
    named = {clause.article for clause in law.text.clauses}
    for index, article in enumerate(law.text.articles):
        if article not in named:
            found.append(Problem(law.file.place(["articles", index]), f"article {article} has no clause here"))
    return found
