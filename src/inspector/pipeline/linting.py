"""A rules folder looked over as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.errors import Problem, RulesError
from inspector.pipeline.fixtures import unproven
from inspector.pipeline.rulebook import read_laws_of, read_ruleset
from inspector.ruleset import Ruleset
from inspector.ruleset.advice import advice


@dataclass(frozen=True, slots=True)
class Looked:
    """A folder without a problem: its rulesets by profile, how many clauses of law it answers, and what to look at again."""

    rulesets: tuple[Ruleset, ...]
    clauses: int
    advice: tuple[Problem, ...]


def look_over(folder: Path, profile: str) -> Looked:
    """Every file of `folder` read, under each of its profiles. Raises RulesError with all problems, each once."""
    profiles = [path.stem for path in sorted(folder.glob("profiles/*.yaml"))] or [profile]
    found: dict[str, Problem] = {}
    loaded: list[Ruleset] = []
    for name in profiles:
        try:
            loaded.append(read_ruleset(folder, name))
        except RulesError as error:
            found.update({str(problem): problem for problem in error.problems})
    clauses = 0
    rules = [rule.id for rule in loaded[0].rules] if loaded else []
    if loaded:
        try:
            clauses = sum(len(law.text.clauses) for law in read_laws_of(folder, rules))
        except RulesError as error:
            found.update({str(problem): problem for problem in error.problems})
        found.update({str(problem): problem for problem in _strays(folder, rules)})
    if found:
        raise RulesError(list(found.values()))
    return Looked(tuple(loaded), clauses, (*advice(loaded), *_unproven(folder, loaded[0])))


def _strays(folder: Path, rules: list[str]) -> list[Problem]:
    there = sorted(path.name for path in (folder / "tests").glob("*") if path.is_dir())
    return [
        Problem(
            f"{folder.name}/tests/{name}", "these pages are for a rule that is not there", "name the folder as the rule"
        )
        for name in there
        if name not in rules
    ]


def _unproven(folder: Path, ruleset: Ruleset) -> list[Problem]:
    lacking = unproven(ruleset, folder)
    if not lacking:
        return []
    id, lacks = next(iter(lacking.items()))
    first = f"{id} ({said(lacks)})" + (f" and {len(lacking) - 1} more" if len(lacking) > 1 else "")
    return [Problem(f"{folder.name}/tests", f"pages are missing: {first}", "`inspector rules test` names each")]


def said(lacks: dict[str, int]) -> str:
    """What a rule lacks, in words."""
    return ", ".join(f"{count} × {kind}-*" for kind, count in lacks.items())
