"""What a judgement is framed by: the plan of a unit's survey and the case its rules are asked on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from inspector.checks import Case
from inspector.model.unit import Unit
from inspector.ruleset import Ruleset
from inspector.survey import Dossier, Plan

_DUE = (1, 31)
"""Art. 49(1), where the profile sets no day."""


def newest_due_report(unit: Unit, ruleset: Ruleset, at: date) -> int:
    """The year of the newest annual report that is due at the monitoring time point (Art. 49): the day itself counts as due."""
    due = ruleset.profile.report_due or {}
    month, day = due.get(unit.type) or due.get("default") or _DUE
    return at.year - 1 if at >= date(at.year, month, day) else at.year - 2


def plan_for(
    unit: Unit,
    ruleset: Ruleset,
    at: date,
    window: tuple[date, date],
    attempts: int,
    after_s: int,
    max_pages: int,
    allowed_hosts: Iterable[str],
) -> Plan:
    """What the rules in force for the unit's type have to see. `after_s` is in seconds."""
    return Plan(
        needs=ruleset.needs(unit.type, at),
        at=at,
        window=window,
        columns=ruleset.profile.columns,
        attempts=attempts,
        after_s=after_s,
        max_pages=max_pages,
        allowed_hosts=tuple(allowed_hosts),
        report_year=newest_due_report(unit, ruleset, at),
    )


def case_for(
    unit: Unit,
    dossier: Dossier,
    ruleset: Ruleset,
    at: date,
    window: tuple[date, date],
    others: Iterable[Unit] = (),
    report_year: int | None = None,
) -> Case:
    """The case of `unit`, with its type's features where it has none; the report year is the newest due where none is given."""
    features = unit.features or ruleset.profile.features.get(unit.type, ())
    return Case(
        unit=replace(unit, features=features),
        dossier=dossier,
        at=at,
        window=window,
        workdays=ruleset.workdays,
        columns=ruleset.profile.columns,
        others=tuple(others),
        report_year=newest_due_report(unit, ruleset, at) if report_year is None else report_year,
    )
