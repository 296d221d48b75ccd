"""From the law to its rules and their fixtures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.model.words import Words
from inspector.pipeline.ruleset.fixtures import Proof, proofs
from inspector.pipeline.ruleset.rulebook import read_laws_of
from inspector.ruleset import Rule, Ruleset
from inspector.ruleset.law import LawFile, State, state

STATES: Mapping[State, Words] = {
    "whole": Words("有规则", "judged"),
    "partly": Words("部分", "in part"),
    "none": Words("无规则", "not judged"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A rule that judges a clause, with its fixtures. `scored`: whether any sheet of the profile has it, and it is not on trial."""

    rule: Rule
    proof: Proof
    scored: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """A clause and what judges it."""

    article: int
    at: str
    text: Words
    state: State
    rules: tuple[Answer, ...]
    gap: Words | None
    look: Words | None
    """What a person has to look at, where a gap is left."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """A law, clause by clause. `elsewhere`: rules that cite one of its covered articles but answer no clause of it."""

    law: LawFile
    clauses: tuple[Covered, ...]
    elsewhere: tuple[str, ...]

    def count(self, which: State) -> int:
        """How many clauses are in that state."""
        return sum(clause.state == which for clause in self.clauses)


def coverage(folder: Path, ruleset: Ruleset) -> list[Coverage]:
    """The coverage of every law in `folder`. Raises RulesError."""
    shown = proofs(folder)
    return [_covered(law.text, ruleset, shown) for law in read_laws_of(folder, [rule.id for rule in ruleset.rules])]


def _covered(law: LawFile, ruleset: Ruleset, shown: Mapping[str, Proof]) -> Coverage:
    scored = {id for unit_type in ruleset.profile.sheets for id in ruleset.profile.judged(unit_type)}
    clauses = []
    for clause in law.clauses:
        rules = [rule for id in clause.rules if (rule := ruleset.rule(id)) is not None]
        answers = tuple(
            Answer(rule, shown.get(rule.id, Proof()), rule.pack in scored and not rule.trial) for rule in rules
        )
        gap = clause.gap.words() if clause.gap is not None else None
        look = clause.look.words() if clause.look is not None else None
        clauses.append(Covered(clause.article, clause.at, clause.text.words(), state(clause), answers, gap, look))
    named = {rule for clause in law.clauses for rule in clause.rules}
    return Coverage(
        law, tuple(clauses), tuple(rule.id for rule in ruleset.rules if rule.id not in named and _cites(rule, law))
    )


def _cites(rule: Rule, law: LawFile) -> bool:
    """Whether the rule's basis is one of the covered articles of the law."""
    title = law.title.zh.removeprefix("中华人民共和国")
    return any(
        title in basis.zh and any(f"第{_han(article)}条" in basis.zh for article in law.articles)
        for basis in rule.card.basis
    )


def _han(number: int) -> str:
    signs = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{signs[tens]}十")
    return head + (signs[ones] if ones or not tens else "")


def gaps(covered: Sequence[Coverage]) -> list[Covered]:
    """The clauses that no rule judges wholly."""
    return [clause for one in covered for clause in one.clauses if clause.state != "whole"]
