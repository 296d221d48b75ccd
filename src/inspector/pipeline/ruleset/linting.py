"""A rules folder looked over as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inspector.appraise import read_formula
from inspector.errors import Problem, RulesError
from inspector.pipeline.ruleset.fixtures import KINDS, fixture_names, unproven
from inspector.pipeline.ruleset.mutating import read_arguments
from inspector.pipeline.ruleset.rulebook import NotText, all_checks, read_laws_of, read_ruleset, read_texts
from inspector.ruleset import Ruleset
from inspector.ruleset.advice import advice
from inspector.ruleset.bind import meant
from inspector.ruleset.lint import lint, places


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
    found.update({str(problem): problem for problem in (*_pages(folder), *_never(folder))})
    if found:
        raise RulesError(list(found.values()))
    return Looked(tuple(loaded), clauses, (*_advice(folder, loaded), *_unproven(folder, loaded[0])))


def _advice(folder: Path, loaded: list[Ruleset]) -> Iterator[Problem]:
    where = places(read_texts(folder), all_checks())
    for one in advice(loaded):
        yield Problem(f"{folder.name}/{where.get(one.place, one.place)}", one.what, one.remedy)


def _strays(folder: Path, rules: list[str]) -> list[Problem]:
    there = sorted(path.name for path in (folder / "tests").glob("*") if path.is_dir())
    return [
        Problem(
            f"{folder.name}/tests/{name}",
            "these pages are for a rule that is not there",
            meant(name, rules) or "name the folder as the rule",
        )
        for name in there
        if name not in rules
    ]


def _pages(folder: Path) -> Iterator[Problem]:
    """Pages below `tests/` that are no fixture, and that no fixture beside them uses."""
    for rule in sorted(path for path in (folder / "tests").glob("*") if path.is_dir()):
        names = sorted(path.name for path in rule.iterdir() if path.is_file())
        fixtures = fixture_names(names)
        told = "".join(
            (rule / name).read_text(encoding="utf-8", errors="replace")
            for name in names
            if name.endswith((".html", ".htm", ".yaml"))
        )
        sidecars = {f"{stem}.yaml" for name in fixtures for stem in (name, Path(name).stem)}
        for name in names:
            if name not in fixtures and name not in sidecars and name not in told:
                kind = meant(name.partition("-")[0], KINDS) or "a page begins with pass-, fail- or tricky-"
                yield Problem(f"{folder.name}/tests/{rule.name}/{name}", "no test uses this file", kind)


def _never(folder: Path) -> Iterator[Problem]:
    """What loads and can never work, in rules, profiles, calendars, formulas of the year and arguments about mutants."""
    try:
        texts = read_texts(folder)
    except NotText as some:
        texts = some.texts
    except RulesError:
        return
    for problem in (*lint(texts, all_checks()), *_formulas(folder)):
        yield Problem(f"{folder.name}/{problem.place}", problem.what, problem.remedy)
    try:
        read_arguments(folder)
    except RulesError as error:
        yield from error.problems


def _formulas(folder: Path) -> Iterator[Problem]:
    for path in sorted((folder / "appraisal").glob("*.yaml")):
        try:
            read_formula(path.read_text(encoding="utf-8-sig"), f"appraisal/{path.name}")
        except RulesError as error:
            yield from error.problems


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
