"""Which harms to good pages the rules notice: the fixtures mutated, each mutant judged by every rule of the sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from inspector.evaluate import evaluate
from inspector.facts import read
from inspector.facts.application_form import ART_29
from inspector.facts.open import open_document
from inspector.judge.fixtures import alone, case_in, unit_for
from inspector.judge.ground import Ground, Mutant
from inspector.judge.mutators import GROUPS, mutants
from inspector.judge.tried import tried
from inspector.judge.world import World
from inspector.model.finding import Finding
from inspector.ruleset import Rule, Ruleset

_BAD = ("fail", "undetermined")
_Outcomes: TypeAlias = Mapping[str, frozenset[tuple[str, str]]]
"""Rule -> the subjects it spoke of, each with its outcome."""
_NOTHING: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Trial:
    """One mutant of one fixture: the rules that noticed it, by a fail or by not being able to judge any longer.

    `lost_by` are rules that merely do not apply any longer. `unharmed`: the page still gives the same values for the fact that
    was harmed (it says them twice, or so plainly that no label is needed). `argued` is why nobody need notice, where that is written.
    """

    rule: str
    fixture: str
    mutator: str
    detail: str
    noticed_by: tuple[str, ...]
    lost_by: tuple[str, ...] = ()
    unharmed: bool = False
    argued: str = ""

    @property
    def noticed(self) -> bool:
        """Whether any rule noticed."""
        return bool(self.noticed_by)

    @property
    def by_itself(self) -> bool:
        """Whether the fixture's own rule noticed."""
        return self.rule in self.noticed_by


@dataclass(slots=True)
class Laboratory:
    """Judges worlds, each once: many rules share a page."""

    ruleset: Ruleset
    _known: dict[str, _Outcomes] = field(default_factory=dict)

    def mutate(self, rule: Rule, fixture: str, world: World) -> Iterator[Trial]:
        """Every mutant of a fixture that its rule passes, tried. Nothing where the rule does not pass it whole."""
        unit = unit_for(rule, world, self.ruleset)
        case = case_in(world, unit, self.ruleset)
        before = _outcomes(evaluate(case, self.ruleset))
        if {outcome for _, outcome in before.get(rule.id, _NOTHING)} != {"pass"}:
            return
        facts = tried(rule, case, alone(rule, self.ruleset)).facts
        ground = Ground(world, case.dossier, unit.name, facts, self.ruleset.profile.columns)
        for mutant in mutants(ground):
            after = self._judged(rule, mutant.world)
            noticed, lost = tuple(_noticed(before, after)), tuple(_lost(before, after))
            unharmed = not noticed and _unharmed(mutant, world)
            yield Trial(rule.id, fixture, mutant.mutator, mutant.detail, noticed, lost, unharmed)

    def _judged(self, rule: Rule, world: World) -> _Outcomes:
        unit = unit_for(rule, world, self.ruleset)
        key = _key(world, repr(unit))
        if key not in self._known:
            self._known[key] = _outcomes(evaluate(case_in(world, unit, self.ruleset), self.ruleset))
        return self._known[key]


def _outcomes(findings: Iterable[Finding]) -> dict[str, frozenset[tuple[str, str]]]:
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for finding in findings:
        found[finding.rule] = found.get(finding.rule, _NOTHING) | {(finding.subject, finding.outcome)}
    return found


def _noticed(before: _Outcomes, after: _Outcomes) -> Iterator[str]:
    """The rules of which something fails, or cannot be judged, that did not before."""
    for rule, now in after.items():
        was = before.get(rule, _NOTHING)
        if any(outcome in _BAD for _, outcome in now - was):
            yield rule


def _lost(before: _Outcomes, after: _Outcomes) -> Iterator[str]:
    """The rules of which something passed that passes no longer."""
    return (
        rule for rule, was in before.items() if any(outcome == "pass" for _, outcome in was - after.get(rule, _NOTHING))
    )


def _unharmed(mutant: Mutant, world: World) -> bool:
    return mutant.fact is not None and _said(world, *mutant.fact) == _said(mutant.world, *mutant.fact)


def _said(world: World, url: str, kind: str, name: str) -> list[object]:
    """The values that a reader finds for a fact of a page."""
    capture = world.captures[url]
    document = open_document(capture.body, capture.final_url, capture.headers.get("content-type", ""))
    reading = read(kind, document)
    if name != GROUPS:
        return [fact.value for fact in reading.many(name)]
    fields = reading.data("form_fields")
    those = [one for one in fields if isinstance(one, dict)] if isinstance(fields, list) else []
    return [*sorted({str(one.get("group")) for one in those if one.get("group") in ART_29})]


def _key(world: World, unit: str) -> str:
    sha = hashlib.sha256(f"{unit}\0{world.front.model_dump_json()}".encode())
    for url, capture in sorted(world.captures.items()):
        sha.update(
            f"\0{url}\0{capture.status}\0{capture.failure}\0{capture.final_url}\0{sorted(capture.headers.items())}\0".encode()
        )
        sha.update(capture.body)
    return sha.hexdigest()
