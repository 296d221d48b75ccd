"""Statistics in a workspace: tables that people hand in, figures of annual reports in the evidence, and what comes of both."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inspector.archive import Run
from inspector.errors import UsageError
from inspector.facts.report.identities import Identity
from inspector.judge.snapshot import Snapshot
from inspector.judge.unit import plan_of
from inspector.model.capture import Ask, Capture, not_collected
from inspector.model.order import Event
from inspector.model.unit import Unit
from inspector.pipeline.judge.judging import ruleset_of, snapshot_of
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.registry.table import table
from inspector.ruleset import Ruleset
from inspector.statistics import (
    Across,
    Disclosed,
    Report,
    YearOfMonths,
    across_units,
    disclosed_of,
    identities,
    months_of,
    read_table,
    readings_of,
    reports_of,
    sums_by_measure,
    year_of_months,
)
from inspector.statistics.disclosed import STREAM
from inspector.survey import survey
from inspector.survey.drive import drive

_KEPT = ("year", "unit", "published", "tables", "identities", "prose", "readings", "layout")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many figures of a table were new or other than before, and how many were there already."""

    kind: str
    added: int
    known: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A unit's year of applications by one origin: identities, readings, and where another origin tells other figures."""

    report: Report
    identities: tuple[dict[str, Any], ...]
    readings: tuple[dict[str, Any], ...]
    differs: Mapping[str, tuple[int, int]]
    """Row -> (the published report's total, the imported one)."""


@dataclass(frozen=True, slots=True)
class Year:
    """All statistics of one year."""

    year: int
    disclosed: tuple[Disclosed, ...]
    applications: tuple[Checked, ...]
    across: tuple[Across, ...]
    months: YearOfMonths
    units: Mapping[str, str]
    """Code -> name of every registered unit."""

    @property
    def without(self) -> tuple[str, ...]:
        """Units of which nothing is known for applications: named, never left out silently."""
        there = {one.report.unit for one in self.applications}
        return tuple(code for code in self.units if code not in there)

    @property
    def measures(self) -> dict[str, int]:
        """Measure -> sum over all units and channels."""
        return sums_by_measure(self.disclosed)


def take_in(workspace: Workspace, path: Path, word: Word) -> TakenIn:
    """Import a table of figures; with one fault nothing is taken in. Raises UsageError naming every fault by row and column.

    A figure given again replaces what was said before, which stays on record.
    """
    found = read_table(table(path), workspace.units(), path.name)
    if found.faults:
        raise UsageError.of(found.faults)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    rows = [(key, kind, {**data, "source": path.name, "sha256": digest}) for key, kind, data in found.events]
    added = _add(workspace, rows, word)
    return TakenIn(found.kind, added, len(rows) - added)


def _add(workspace: Workspace, rows: Iterable[tuple[str, str, dict[str, Any]]], word: Word) -> int:
    """Add what is new or other than what was said last."""
    with workspace.store() as store:
        there = {event.key: event for event in store.events(STREAM)}
        events = [
            Event(STREAM, key, there[key].seq + 1 if key in there else 0, kind, word.author, word.at(), "", "", data)
            for key, kind, data in rows
            if key not in there or _figures(there[key].data) != _figures(data)
        ]
        store.add_events(events)
    return len(events)


def _figures(data: Mapping[str, Any]) -> object:
    """What was said, without the file it came in."""
    return {key: value for key, value in data.items() if key not in ("source", "sha256", "run")}


def collect(workspace: Workspace, run_name: str, word: Word) -> tuple[Report, ...]:
    """Read the annual reports in the evidence of a run, this year's and last year's, and keep their figures. No network.

    Returns the reports that were read; units whose report was not seen are left as they were.
    """
    run = workspace.run(run_name)
    snapshot = snapshot_of(run)
    ruleset = ruleset_of(snapshot)
    there = set(run.codes)
    rows = [row for unit in snapshot.inspected if unit.code in there for row in _reports(unit, run, snapshot, ruleset)]
    _add(workspace, rows, word)
    with workspace.store() as store:
        keys = {(data["unit"], data["year"]) for _, _, data in rows}
        found = reports_of(store.events(STREAM))
    return tuple(one for one in found if one.origin == "report" and (one.unit, one.year) in keys)


def _reports(unit: Unit, run: Run, snapshot: Snapshot, ruleset: Ruleset) -> Iterable[tuple[str, str, dict[str, Any]]]:
    captures: Mapping[tuple[str, str], Capture] = run.read_unit(unit.code)

    def answer(ask: Ask) -> Capture:
        return captures.get(ask.key) or not_collected(ask)

    sheet = drive(survey(unit, plan_of(unit, snapshot, ruleset)), answer).sheet("annual_report")
    for page in (sheet.page, *sheet.parts.get("previous", ())):
        if page is None or not page.open:
            continue
        facts: Any = page.read("annual_report").json()["facts"]
        year = (facts["year"] or {}).get("value")
        if not isinstance(year, int) or facts.get("is_index"):
            continue
        kept = {key: facts[key] for key in _KEPT}
        source, digest = page.capture.final_url or page.url, hashlib.sha256(page.capture.body).hexdigest()
        data = {
            "unit": unit.code,
            "year": year,
            "facts": kept,
            "source": source,
            "sha256": digest,
            "run": run.folder.name,
        }
        yield f"report/{unit.code}/{year}", "read", data


def statistics(workspace: Workspace, year: int, units: tuple[str, ...] = (), until: str = "9999-12") -> Year:
    """All statistics of a year, of some units or all. Raises UsageError where a code is not known."""
    registered = {unit.code: unit for unit in workspace.units()}
    strange = [code for code in units if code not in registered]
    if strange:
        raise UsageError(f"no unit has the code {strange[0]}", remedy="`inspector units list` shows all codes.")
    chosen = {code: unit for code, unit in registered.items() if not units or code in units}
    with workspace.store() as store:
        events = store.events(STREAM)
    reports = reports_of(events)
    mine = [one for one in reports if one.year == year and one.unit in chosen]
    answering = [code for code, unit in chosen.items() if unit.type != "portal"]
    district = next((code for code, unit in registered.items() if unit.type == "district"), "")
    parts = [code for code, unit in registered.items() if unit.type not in ("portal", "district")]
    new = {code: next((one.total("new") for one in mine if one.unit == code), None) for code in chosen}
    return Year(
        year=year,
        disclosed=tuple(one for one in disclosed_of(events) if one.year == year and one.unit in chosen),
        applications=tuple(_checked(one, reports) for one in mine),
        across=across_units(reports, year, parts, district) if not units else (),
        months=year_of_months(
            months_of(events), year, [c for c in answering if chosen[c].type != "district"], new, until
        ),
        units={code: chosen[code].name for code in answering},
    )


def _checked(report: Report, reports: Iterable[Report]) -> Checked:
    others = [one for one in reports if one.unit == report.unit]
    last = next((one for one in others if one.year == report.year - 1), None)
    other = next((one for one in others if one.year == report.year and one.origin != report.origin), None)
    return Checked(
        report,
        tuple(_plain(one) for one in identities(report, last)),
        tuple(readings_of(report)),
        _differences(report, other) if other is not None and report.origin == "report" else {},
    )


def _plain(identity: Identity) -> dict[str, Any]:
    return asdict(identity)


def _differences(report: Report, other: Report) -> dict[str, tuple[int, int]]:
    rows = ("new", "carried_in", "total", "carried_out")
    pairs = {row: (report.total(row), other.total(row)) for row in rows}
    return {row: (a, b) for row, (a, b) in pairs.items() if a is not None and b is not None and a != b}
