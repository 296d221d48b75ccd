"""The kept results of quarters: each unit's from the newest complete run that judged it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspector.errors import InspectorError, UsageError
from inspector.pipeline.judge.judging import ruleset_of, snapshot_of
from inspector.pipeline.judge.kept import KeptUnits, read_kept
from inspector.pipeline.workspace import Workspace
from inspector.ruleset import Ruleset, changed_rules


@dataclass(frozen=True, slots=True)
class QuarterResult:
    """A quarter put together: every unit once, by code, `runs` says which run each is from; `newest` is the newest run's result.

    Units that are kept in files are read from them one by one, whenever they are asked for.
    """

    newest: Mapping[str, Any]
    units: Mapping[str, Mapping[str, Any]]
    runs: Mapping[str, str]
    heads: Mapping[str, Mapping[str, Any]]
    """Run id -> the head of its result."""

    @property
    def result(self) -> dict[str, Any]:
        """The quarter as one result object, under the newest run's head."""
        return {**self.newest, "units": self.units.values()}


def quarter_result(workspace: Workspace, quarter: str) -> QuarterResult | None:
    """The quarter as kept; None where no complete result of it is."""
    with workspace.store() as store:
        ids = [run.id for run in store.runs(quarter) if run.complete]
    kept = [read_kept(path) for id in ids if (path := workspace.results / f"{id}.json").is_file()]
    if not kept:
        return None
    units, runs = KeptUnits({}), {}
    for one in kept:
        units = units.under(one.units)
        runs.update(dict.fromkeys(one.units, one.head["run"]["id"]))
    return QuarterResult(kept[-1].head, units, runs, {one.head["run"]["id"]: one.head["run"] for one in kept})


def needed(workspace: Workspace, quarter: str) -> QuarterResult:
    """The quarter as kept. Raises UsageError where there is none."""
    found = quarter_result(workspace, quarter)
    if found is None:
        raise UsageError(
            f"there is no complete result of {quarter!r}", remedy=f"`inspector run --quarter {quarter}` makes one."
        )
    return found


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A unit of a result under the head of the run that judged it."""

    run: Mapping[str, Any]
    unit: Mapping[str, Any]


def unit_results(workspace: Workspace, name: str) -> Iterator[UnitResult]:
    """The units of a run, or of a quarter (`latest`: the newest run's), each from the newest complete run that judged it.

    Raises UsageError where there is no complete result of that name.
    """
    with workspace.store() as store:
        runs = [run for run in store.runs() if run.complete and name in ("latest", run.id, run.quarter)]
    if not runs:
        raise UsageError(f"there is no complete result of {name!r}", remedy="`inspector run` makes one.")
    found, only = needed(workspace, runs[-1].quarter), runs[-1].id == name
    if only:
        one = read_kept(workspace.results / f"{name}.json")
        return (UnitResult(one.head["run"], unit) for unit in one.units.values())
    return (UnitResult(found.heads[found.runs[code]], unit) for code, unit in found.units.items())


def rules_changed(workspace: Workspace, now: QuarterResult, before: QuarterResult) -> frozenset[str] | None:
    """Rules that judge differently in any run of the one quarter and any of the other; None where a run's rules are not kept."""
    if _rulers(now) == _rulers(before) and len(_rulers(now)) == 1:
        return frozenset()
    try:
        olds, news = _rulesets(workspace, before), _rulesets(workspace, now)
    except (InspectorError, OSError, ValueError, KeyError):
        return None
    return frozenset(rule for old in olds for new in news for rule in changed_rules(old, new))


def _rulers(quarter: QuarterResult) -> set[tuple[str, str]]:
    heads = [quarter.heads[run] for run in set(quarter.runs.values())]
    return {(head["rules_digest"], head.get("profile", "")) for head in heads}


def _rulesets(workspace: Workspace, quarter: QuarterResult) -> Iterable[Ruleset]:
    used = {quarter.heads[run]["rules_digest"]: run for run in sorted(set(quarter.runs.values()))}
    return [ruleset_of(snapshot_of(workspace.run(run))) for run in used.values()]
