"""A workspace's year: everything on record of every unit, counted by the formula."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector import __version__
from inspector.appraise import (
    Assessed,
    Gap,
    Objection,
    QuarterScore,
    Record,
    Recurrence,
    Round,
    appraise,
    cents,
    rounds,
)
from inspector.appraise.pack import QuarterHead, YearPack
from inspector.appraise.ranking import peers
from inspector.errors import UsageError
from inspector.model.order import Event
from inspector.model.release import STREAM as RELEASES
from inspector.model.release import Release, releases
from inspector.model.unit import Unit
from inspector.model.words import Words
from inspector.pipeline.appraise.assessments import STREAM as ASSESSMENTS
from inspector.pipeline.appraise.assessments import assessed
from inspector.pipeline.appraise.formula import chosen_formula
from inspector.pipeline.judge.history import ever
from inspector.pipeline.judge.results import QuarterResult, quarter_result
from inspector.pipeline.rectify.after_rulings import after_rulings
from inspector.pipeline.rectify.appeals import appeals_of
from inspector.pipeline.rectify.excuses import STREAM as EXCUSES
from inspector.pipeline.rectify.excuses import excused
from inspector.pipeline.rectify.living import living, years_before
from inspector.pipeline.rectify.recurrences import certain, recurrences
from inspector.pipeline.workspace import Workspace
from inspector.report.links import stem
from inspector.settings import quarter as quarter_of

_NO_RUN = Words("本季度没有完整的检查结果", "there is no complete result of the quarter")
_NOT_IN = Words("本季度没有检查本单位", "the unit was not inspected in the quarter")
_UNSEEN = Words("本季度没有任何事项能够判定", "nothing could be judged in the quarter")
_AHEAD = Words("本季度尚未结束", "the quarter is not over yet")


@dataclass(frozen=True, slots=True)
class _Year:
    """What is read once for all units: quarters as published and with every ruling since, by id."""

    year: int
    at: date
    published: Mapping[str, QuarterResult]
    ruled: Mapping[str, QuarterResult]
    rounds: Mapping[str, tuple[Round, ...]]
    recurrences: Mapping[str, tuple[Recurrence, ...]]
    excused: Mapping[tuple[str, str], Event]
    assessed: Mapping[str, tuple[Assessed, ...]]
    objections: Mapping[str, tuple[Objection, ...]]
    released: Mapping[str, Release]
    """The releases in force at the end of day `at`, by quarter."""
    hrefs: Mapping[str, str]
    """Run id -> the folder of its report, relative to the year's; absent where there is none."""

    @property
    def quarters(self) -> tuple[str, ...]:
        return tuple(f"{self.year}Q{number}" for number in range(1, 5))


def year_pack(workspace: Workspace, year: int, at: date | None, today: date, folder: Path) -> YearPack:
    """The year of every registered unit, and of units that only its results know, as of day `at`.

    `at` is by default the earlier of today and the last day for rectification after the fourth quarter. `folder` is where the
    year will be written: links to the quarters' reports start there. Raises UsageError where the year has no result at all.
    """
    last = quarter_of(workspace.settings, f"{year}Q4", today).rectify_by
    chosen, day = chosen_formula(workspace), at or min(today, last)
    known = _read(workspace, year, day, folder)
    if not known.published:
        raise UsageError(
            f"there is no complete result of {year}", remedy=f"`inspector run --quarter {year}Q1` makes one."
        )
    units = tuple(appraise(record, year, chosen.formula, day) for record in _records(workspace.units(), known))
    return YearPack(
        district=workspace.settings.district.name,
        year=year,
        at=day,
        formula=chosen.formula,
        overrides=chosen.overrides,
        quarters=tuple(_head(quarter, known) for quarter in known.quarters),
        units=units,
        groups=peers(units, chosen.formula.peers),
        engine_version=__version__,
        languages=workspace.settings.report.languages,
    )


def _read(workspace: Workspace, year: int, at: date, folder: Path) -> _Year:
    names = [f"{year - 1}Q4", *(f"{year}Q{number}" for number in range(1, 5))]
    kept = {name: found for name in names if (found := _by(quarter_result(workspace, name), at)) is not None}
    with workspace.store() as store:
        rulings, events = store.rulings(), store.events("appeal", EXCUSES, ASSESSMENTS, RELEASES)
        orders = living(store, years_before(f"{year}-01-01", 1))
        past = ever(store, names[0])
    ruled = {name: after_rulings(workspace, one, rulings, at) for name, one in kept.items()}
    lived = rounds(orders, at)
    mine = tuple(one for one in lived if one.quarter[:4] == str(year) and one.end != "rejected")
    published = {name: one for name, one in kept.items() if name[:4] == str(year)}
    return _Year(
        year=year,
        at=at,
        published=published,
        ruled=ruled,
        rounds=_grouped(mine),
        recurrences=_grouped(recurrences(workspace, names, ruled, lived, past)),
        excused=excused(events, at),
        assessed=assessed(events, year, at),
        objections=_grouped(_objections(events, year, at)),
        released=releases(event for event in events if event.at[:10] <= at.isoformat()),
        hrefs=_hrefs(workspace, published, folder),
    )


def _by(quarter: QuarterResult | None, at: date) -> QuarterResult | None:
    """The quarter where it had begun to be inspected by day `at`."""
    began = None if quarter is None else min(str(head["started"])[:10] for head in quarter.heads.values())
    return quarter if began is not None and began <= at.isoformat() else None


def _grouped(items: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for one in items:
        found[one.unit] = (*found.get(one.unit, ()), one)
    return found


def _objections(events: Iterable[Event], year: int, at: date) -> Iterable[Objection]:
    """Appeals against findings of the year, as they stood at the end of day `at`."""
    told = tuple(event for event in events if event.stream == "appeal" and event.at[:10] <= at.isoformat())
    for one in appeals_of(told):
        quarter = str(one.events[0].data["run"])[:6]
        if quarter[:4] == str(year):
            yield Objection(one.unit, one.number, quarter, one.rule, one.finding, one.state)


def _hrefs(workspace: Workspace, quarters: Mapping[str, QuarterResult], folder: Path) -> dict[str, str]:
    """Where the report of each run lies, seen from `folder`: a quarter's own folder, or that of a smaller run below it."""
    found = {}
    for name, quarter in quarters.items():
        for run in sorted(set(quarter.runs.values())):
            places = (workspace.reports / name / run, workspace.reports / name)
            there = next((place for place in places if (place / "index.html").is_file()), None)
            if there is not None:
                found[run] = Path(os.path.relpath(there.resolve(), folder)).as_posix()
    return found


def _records(units: Sequence[Unit], known: _Year) -> Iterable[Record]:
    """A record for every unit of the registry, then for those that only results of the year know."""
    tags = {unit.code: unit.tags for unit in units}
    named = {unit.code: (unit.name, str(unit.type)) for unit in units}
    for quarter in known.published.values():
        for unit in quarter.units.values():
            named.setdefault(unit["code"], (unit["name"], unit["type"]))
    for code, (name, type_) in named.items():
        scores = tuple(score for quarter in known.quarters if (score := _score(code, quarter, known)) is not None)
        yield Record(
            unit=code,
            name=name,
            type=type_,
            tags=tags.get(code, ()),
            quarters=scores,
            gaps=tuple(_gaps(code, {one.quarter for one in scores}, known)),
            assessed=known.assessed.get(code, ()),
            recurrences=known.recurrences.get(code, ()),
            rounds=known.rounds.get(code, ()),
            objections=known.objections.get(code, ()),
        )


def _score(code: str, quarter: str, known: _Year) -> QuarterScore | None:
    """The unit's score in a quarter; None where there is none, or where nothing of the unit could be judged."""
    published, unit = (_find(quarters.get(quarter), code) for quarters in (known.published, known.ruled))
    if unit is None or published is None or not unit["score"]["coverage"]:
        return None
    run = known.published[quarter].runs[code]
    folder = known.hrefs.get(run, "")
    return QuarterScore(
        quarter=quarter,
        run=run,
        value=_hundred(unit["score"], "value"),
        floor=_hundred(unit["score"], "floor"),
        published=_hundred(published["score"], "value"),
        veto=unit["score"]["veto"],
        failed=frozenset(one["rule"] for one in unit["findings"] if certain(one)),
        result=unit,
        href=f"{folder}/units/{stem(code)}.html" if folder else "",
    )


def _find(quarter: QuarterResult | None, code: str) -> Mapping[str, Any] | None:
    return quarter.units.get(code) if quarter is not None else None


def _hundred(score: Mapping[str, Any], key: str) -> Decimal:
    """A figure on a scale of 100, to 0.01."""
    return cents(Decimal(str(score[key])) * 100 / Decimal(str(score["max"])))


def _gaps(code: str, there: set[str], known: _Year) -> Iterable[Gap]:
    for quarter in known.quarters:
        event = known.excused.get((code, quarter))
        if event is not None:
            said = f"{event.authority}：{event.reason}"
            yield Gap(quarter, Words(f"不计入（{said}）", f"left out ({said})"), excused=True)
        elif quarter not in there:
            yield Gap(quarter, _why(code, quarter, known))


def _why(code: str, quarter: str, known: _Year) -> Words:
    if quarter not in known.published:
        month = int(quarter[-1]) * 3
        return _AHEAD if (known.at.year, known.at.month) <= (known.year, month) else _NO_RUN
    return _UNSEEN if _find(known.published[quarter], code) is not None else _NOT_IN


def _head(quarter: str, known: _Year) -> QuarterHead:
    found = known.published.get(quarter)
    heads = () if found is None else tuple(found.heads[run] for run in sorted(set(found.runs.values())))
    return QuarterHead(quarter, heads, known.released.get(quarter))


def signed(pack: YearPack, fingerprint: str) -> YearPack:
    """The pack that says which key signs it."""
    return replace(pack, seal=fingerprint)
