"""A quarter with every ruling since its release: an appeal that was upheld counts in the year, as does a confirmed proposal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from typing import Any

from inspector.archive import Run
from inspector.errors import InspectorError
from inspector.judge import Snapshot, judge_unit
from inspector.judge.result import unit_json
from inspector.model.finding import Ruling
from inspector.pipeline.judge.evidence import Seen, as_judged
from inspector.pipeline.judge.judging import ruleset_of, snapshot_of
from inspector.pipeline.judge.results import QuarterResult
from inspector.pipeline.workspace import Workspace


def after_rulings(workspace: Workspace, quarter: QuarterResult, rulings: Iterable[Ruling], at: date) -> QuarterResult:
    """The quarter's units judged again from their evidence where a ruling made by day `at` was not known to their run.

    Published results stay as they are. Raises EvidenceError or UsageError where such a unit's evidence is no longer there.
    """
    known = [ruling for ruling in rulings if ruling.at[:10] <= at.isoformat()]
    later = {run: _later(workspace, run, codes, known) for run, codes in _by_run(quarter).items()}
    again = _Again(workspace, known)
    units = {code: _unit(unit, quarter.runs[code], again, later) for code, unit in quarter.units.items()}
    return replace(quarter, units=units)


def scores_since(workspace: Workspace, run: str, codes: Iterable[str], at: date) -> dict[str, Mapping[str, Any]]:
    """Unit code -> its score (as in the result) with the rulings made by day `at` that the run did not know.

    A unit whose evidence is no longer there is left out: its report stays as it was published.
    """
    with workspace.store() as store:
        rulings = [ruling for ruling in store.rulings() if ruling.at[:10] <= at.isoformat()]
    if not rulings:
        return {}
    found = {}
    again = _Again(workspace, rulings)
    for code in sorted(_later(workspace, run, codes, rulings)):
        with suppress(InspectorError):
            found[code] = again.unit(run, code)["score"]
    return found


def _by_run(quarter: QuarterResult) -> dict[str, list[str]]:
    runs: dict[str, list[str]] = {}
    for code, run in quarter.runs.items():
        runs.setdefault(run, []).append(code)
    return runs


def _later(workspace: Workspace, run: str, codes: Iterable[str], rulings: list[Ruling]) -> set[str]:
    """Units with a ruling that the run did not know."""
    touched = {ruling.unit for ruling in rulings} & set(codes)
    if not touched:
        return set()
    with _told(touched, run):
        snapshot = snapshot_of(workspace.run(run))
    return {ruling.unit for ruling in rulings if ruling not in snapshot.rulings} & touched


def _unit(unit: Mapping[str, Any], run: str, again: _Again, later: Mapping[str, set[str]]) -> Mapping[str, Any]:
    if unit["code"] not in later[run]:
        return unit
    with _told({unit["code"]}, run):
        return again.unit(run, unit["code"])


@contextmanager
def _told(units: set[str], run: str) -> Iterator[None]:
    """A fault of the evidence says whose ruling cannot be counted without it."""
    try:
        yield
    except InspectorError as error:
        named = "、".join(sorted(units))
        error.remedy = f"{error.remedy} A ruling of {named} in {run} cannot be counted without its evidence.".strip()
        raise


class _Again:
    """Units judged again with these rulings: of each run it is told once what of it is doubted."""

    def __init__(self, workspace: Workspace, rulings: Iterable[Ruling]) -> None:
        self._workspace, self._rulings = workspace, tuple(rulings)
        self._seen: dict[str, Seen] = {}

    def unit(self, name: str, code: str) -> Mapping[str, Any]:
        """A unit of the run `name`, as its result would have it."""
        run = self._workspace.run(name)
        snapshot: Snapshot = replace(snapshot_of(run), rulings=self._rulings)
        if name not in self._seen:
            self._seen[name] = as_judged(run, snapshot, others=Run.remains)
        unit = next(one for one in snapshot.units if one.code == code)
        return unit_json(judge_unit(unit, self._seen[name](code), snapshot, ruleset_of(snapshot)))
