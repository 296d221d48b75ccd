"""A quarter let out: refused while a unit's channels have neither result nor reason, or a gate of its runs is not passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspector.archive import runs
from inspector.errors import InspectorError, Problem, UsageError
from inspector.model.order import Event
from inspector.model.release import STREAM, Release
from inspector.pipeline.collect.quarantine import held
from inspector.pipeline.judge.judging import ruleset_of, snapshot_of
from inspector.pipeline.judge.kept import read_kept
from inspector.pipeline.judge.published import WAY_BACK, altered
from inspector.pipeline.judge.results import QuarterResult, needed
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.rectify.releases import known
from inspector.pipeline.report.publish import reports
from inspector.pipeline.workspace import Workspace

ANSWERABLE = ("undetermined_share", "second_looks", "calendar", "canaries", "looks")
"""Gates that a person may answer for in writing. Channels have a written reason of their own; the others have no excuse."""
_CHANNELS, _WHOLE = "channel_coverage", "complete"


@dataclass(frozen=True, slots=True)
class Released:
    """A release, and for each run whose reports could not be written anew a sentence that says why."""

    release: Release
    notes: tuple[str, ...]


def release(workspace: Workspace, quarter: str, word: Word, despite: tuple[str, ...] = ()) -> Released:
    """Release the results of a quarter and write its reports again, without the mark of a draft.

    Raises UsageError, naming each unit and what to do, while anything hinders it; then nothing is changed.
    """
    _signed(word, quarter)
    _may(despite, word)
    found = needed(workspace, quarter)
    if problems := tuple(hindrances(workspace, found, despite)):
        raise UsageError.of(problems)
    runs = {run: str(found.heads[run]["evidence_root"]) for run in sorted(set(found.runs.values()))}
    _add(workspace, quarter, "released", word, {"runs": runs, "despite": list(despite)})
    notes = _rewrite(workspace, found)
    return Released(known(workspace)[quarter], notes)


def take_back(workspace: Workspace, quarter: str, word: Word) -> tuple[str, ...]:
    """Make a released quarter a draft again; returns notes as a release does. Raises UsageError where it is not released,
    or nobody says why.
    """
    if quarter not in known(workspace):
        raise UsageError(f"{quarter} is not released", remedy="`inspector release` shows how quarters stand.")
    _signed(word, quarter)
    if not word.reason.strip():
        raise UsageError("a release is not taken back without a reason", remedy="Give --reason.")
    _add(workspace, quarter, "taken_back", word, {})
    return _rewrite(workspace, needed(workspace, quarter))


def hindrances(workspace: Workspace, found: QuarterResult, despite: Iterable[str] = ()) -> Iterator[Problem]:
    """All that keeps a quarter from being released, units first, in registry order."""
    quarter = str(found.newest["run"]["quarter"])
    yield from _units(workspace, found, quarter)
    yield from _runs(workspace, quarter, str(found.newest["run"]["id"]))
    for run in sorted(set(found.runs.values())):
        if altered(workspace, read_kept(workspace.results / f"{run}.json")):
            yield Problem(
                run, "the result that is kept is not the one that was recorded 保存的结果不是登记的结果", WAY_BACK
            )
        for gate in found.heads[run].get("gates", ()):
            if not gate["ok"] and gate["id"] not in (_CHANNELS, _WHOLE, *despite):
                yield Problem(
                    run, f"the gate {gate['id']} is not passed 质量关口未通过: {gate['detail']}", _way(gate["id"])
                )


def _units(workspace: Workspace, found: QuarterResult, quarter: str) -> Iterator[Problem]:
    """Registered units that the quarter's results do not know, or whose channels have neither result nor reason."""
    for unit in workspace.units():
        place = f"{unit.code} {unit.name}"
        mine = found.units.get(unit.code)
        if mine is None:
            yield Problem(
                place,
                f"not inspected in {quarter} 本季度尚未检查",
                f"`inspector run --quarter {quarter} --unit {unit.code}`",
            )
        elif _blank(mine.get("channels", {})):
            yield Problem(place, _open(mine["channels"]["items"]), _reason(quarter, unit.code, found))


def _blank(channels: Mapping[str, Any]) -> bool:
    """Whether a unit that is scored on channels has neither a result for each nor a written reason."""
    return bool(channels.get("applies")) and not channels["covered"] and not channels["reason"]


def _runs(workspace: Workspace, quarter: str, newest: str) -> Iterator[Problem]:
    """Runs begun since the newest complete one: in quarantine, or not finished."""
    why = {one.run: one.why for one in held(workspace)}
    for run in (name for folder in runs(workspace.evidence) if (name := folder.name).startswith(f"{quarter}-")):
        if run > newest and run in why:
            yield Problem(
                run, f"the run is in quarantine 该批次被扣住: {why[run]}", "`inspector quarantine list` shows it"
            )
        elif run > newest and not workspace.run(run).root:
            yield Problem(
                run, "the run was not finished 该批次没有做完", f"`inspector run --resume --quarter {quarter}`"
            )


def _open(items: Iterable[Mapping[str, Any]]) -> str:
    left = [one["value"] for one in items if one["declared"] and one["state"] in ("undetermined", "untested")]
    told = f": {'、'.join(left)}" if left else ""
    return f"no channel result and no written reason{told} 渠道既没有结果，也没有书面说明"


def _reason(quarter: str, code: str, found: QuarterResult) -> str:
    newest = found.runs[code] == found.newest["run"]["id"]
    taken = f"run --resume --quarter {quarter}" if newest else f"run --quarter {quarter} --unit {code}"
    return (
        f'test them, or `inspector channels record {code} --quarter {quarter} --reason "…" --by NAME`; '
        f"then `inspector {taken}`"
    )


def _way(gate: str) -> str:
    if gate in ANSWERABLE:
        return f"`inspector run --resume`, or answer for it: --despite {gate} --reason"
    return "`inspector report` shows it; it has to be put right"


def _may(despite: Iterable[str], word: Word) -> None:
    strange = [gate for gate in despite if gate not in ANSWERABLE]
    if strange:
        raise UsageError(
            f"nobody can answer for the gate {strange[0]!r}", remedy=f"--despite takes {', '.join(ANSWERABLE)}."
        )
    if tuple(despite) and not word.reason.strip():
        raise UsageError("a gate is not answered for without a reason", remedy="Give --reason.")


def _signed(word: Word, quarter: str) -> None:
    if not (word.author.strip() and word.authority.strip()):
        raise UsageError(f"nobody answers for {quarter}", remedy="Give --by and --authority.")


def _add(workspace: Workspace, quarter: str, kind: str, word: Word, data: Mapping[str, Any]) -> None:
    with workspace.store() as store:
        seq = len(store.life(STREAM, quarter))
        store.add_events([Event(STREAM, quarter, seq, kind, word.author, word.at(), word.authority, word.reason, data)])


def _rewrite(workspace: Workspace, found: QuarterResult) -> tuple[str, ...]:
    """The reports of all runs the quarter is made of, which say whether they are a draft; oldest first, as they were written."""
    used, notes = set(found.runs.values()), []
    for run in (id for id in found.heads if id in used):
        try:
            ruleset = ruleset_of(snapshot_of(workspace.run(run)))
            reports(workspace, read_kept(workspace.results / f"{run}.json"), ruleset)
        except InspectorError as error:
            notes.append(f"{run}: its reports were not written anew: {error.what}")
    return tuple(notes)
