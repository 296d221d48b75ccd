"""The fixtures of a rules folder mutated, and what is written down about harms that nobody need notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from inspector.errors import Problem, RulesError
from inspector.judge.fixtures import run_fixture
from inspector.judge.mutation import Laboratory, Trial
from inspector.judge.mutators import MUTATORS
from inspector.judge.world import world_of
from inspector.pipeline.ruleset.fixtures import fixture_names
from inspector.ruleset import Ruleset
from inspector.ruleset.bind import meant
from inspector.ruleset.files import Text
from inspector.ruleset.yaml_text import parse, problems

ARGUMENTS = "mutants.yaml"


class Argument(BaseModel):
    """Why nobody need notice some mutants. `rule`, `fixture` and `detail` are patterns with `*`; `mutator` is a mutator's name.

    The one principle (ADR 0062): the harmed page is one that the office would accept from a unit that had written it so.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    mutator: str
    rule: str = "*"
    fixture: str = "*"
    detail: str = "*"
    why: Text

    def fits(self, trial: Trial) -> bool:
        """Whether the argument is about this mutant."""
        pairs = ((trial.rule, self.rule), (trial.fixture, self.fixture), (trial.detail, self.detail))
        return trial.mutator == self.mutator and all(fnmatchcase(value, pattern) for value, pattern in pairs)


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    arguments: list[Argument]


@dataclass(frozen=True, slots=True)
class Count:
    """Mutants of one kind. `rate` is of those that did harm and are not argued away; 1 where there are none."""

    all: int
    noticed: int
    by_itself: int
    unharmed: int
    argued: int

    @property
    def rate(self) -> float:
        """The share noticed by any rule."""
        harmful = self.all - self.unharmed - self.argued
        return self.noticed / harmful if harmful else 1.0


def count(trials: Iterable[Trial]) -> Count:
    """The mutants counted."""
    trials = list(trials)
    return Count(
        all=len(trials),
        noticed=sum(one.noticed for one in trials),
        by_itself=sum(one.by_itself for one in trials),
        unharmed=sum(one.unharmed for one in trials),
        argued=sum(bool(one.argued) for one in trials),
    )


def survivors(trials: Iterable[Trial]) -> list[Trial]:
    """The harms that no rule noticed and nobody argued away."""
    return [one for one in trials if not one.noticed and not one.unharmed and not one.argued]


def mutate(rules: Path, ruleset: Ruleset, only: Sequence[str], progress: Callable[[str], None]) -> list[Trial]:
    """Every mutant of the passing fixtures, rule by rule. Raises RulesError where `tests/mutants.yaml` is wrong."""
    arguments = read_arguments(rules)
    laboratory = Laboratory(ruleset)
    trials: list[Trial] = []
    for rule in (rule for rule in ruleset.rules if rule.test is not None and (not only or rule.id in only)):
        folder = rules / "tests" / rule.id
        files = {path.name: path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()}
        for name in fixture_names(files):
            if run_fixture(rule.id, name, files, ruleset).ok:
                trials += laboratory.mutate(rule, name, world_of(name, files, rule.page))
        progress(rule.id)
    return [_argued(trial, arguments) for trial in trials]


def _argued(trial: Trial, arguments: Sequence[Argument]) -> Trial:
    if trial.noticed or trial.unharmed:
        return trial
    why = next((one.why.zh for one in arguments if one.fits(trial)), "")
    return replace(trial, argued=why)


def unused(arguments: Sequence[Argument], trials: Sequence[Trial]) -> list[Argument]:
    """The arguments that no survivor needs any longer."""
    left = [one for one in trials if not one.noticed and not one.unharmed]
    return [argument for argument in arguments if not any(argument.fits(one) for one in left)]


def read_arguments(rules: Path) -> list[Argument]:
    """The arguments written in `tests/mutants.yaml`; none where there is no such file. Raises RulesError."""
    path = rules / "tests" / ARGUMENTS
    if not path.is_file():
        return []
    place = f"{rules.name}/tests/{ARGUMENTS}"
    read = parse(path.read_text(encoding="utf-8-sig"), place)
    if isinstance(read, Problem):
        raise RulesError([read])
    try:
        found = _Arguments.model_validate(read.data).arguments
    except ValidationError as error:
        raise RulesError(problems(error, read, _Arguments)) from error
    wrong = [
        Problem(
            read.place(["arguments", n, "mutator"]),
            f"there is no mutator {one.mutator!r}",
            meant(one.mutator, MUTATORS),
        )
        for n, one in enumerate(found)
        if one.mutator not in MUTATORS
    ]
    if wrong:
        raise RulesError(wrong)
    return found
