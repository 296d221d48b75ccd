"""The pages of a year's statistics and of a quarter's outside assessments, written beside the reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from inspector.appraise import cents
from inspector.appraise.assessment import MATCHES, ForeignScore
from inspector.pipeline.appraise.assessments import Beside, beside
from inspector.pipeline.appraise.statistics import statistics
from inspector.pipeline.judge.results import QuarterResult, quarter_result
from inspector.pipeline.workspace import Workspace
from inspector.report.figures_pages import AssessorView, IssueRow, ScoreRow, assessment_page, statistics_page
from inspector.report.files import put


def write_statistics(workspace: Workspace, year: int, day: date) -> Path:
    """`reports/<year>/statistics.html`: the months, disclosure by channel, applications with their identities, I9."""
    settings = workspace.settings
    page = statistics_page(statistics(workspace, year), settings.district.name, day, settings.report.languages)
    return put(workspace.reports / str(year) / "statistics.html", page)


def write_assessment(workspace: Workspace, quarter: str, day: date) -> Path:
    """`reports/<quarter>/assessment.html`: each assessor's scores and issues beside our own. Raises UsageError where there is none."""
    settings, ours = workspace.settings, quarter_result(workspace, quarter)
    views = [_view(one, ours) for one in beside(workspace, quarter)]
    names = {unit.code: unit.name for unit in workspace.units()}
    page = assessment_page(quarter, views, names, settings.district.name, day, settings.report.languages)
    return put(workspace.reports / quarter / "assessment.html", page)


def _view(one: Beside, ours: QuarterResult | None) -> AssessorView:
    told = one.assessment
    return AssessorView(
        assessor=told.assessor,
        file=told.file,
        at=told.at,
        author=told.author,
        scores=tuple(_score(score, one, ours) for score in told.scores),
        issues=tuple(
            IssueRow(
                unit=it.issue.unit,
                item=it.issue.item,
                text=it.issue.text,
                url=it.issue.url,
                match=MATCHES[it.match],
                findings=it.findings,
                orders=tuple(
                    (one.orders[id].number, one.orders[id].status)
                    for id in (it.issue.id, *it.findings)
                    if id in one.orders
                ),
            )
            for it in one.issues
        ),
    )


def _score(score: ForeignScore, one: Beside, ours: QuarterResult | None) -> ScoreRow:
    unit = ours.units.get(score.unit) if ours is not None else None
    seen = unit is not None and bool(unit["score"]["coverage"])
    value, floor = (
        cents(Decimal(str(unit["score"][key])) * 100 / Decimal(str(unit["score"]["max"]))) if unit and seen else None
        for key in ("value", "floor")
    )
    mine = [it for it in one.issues if it.issue.unit == score.unit]
    agreed = sum(it.match == "agrees" for it in mine)
    only = len(one.ours_only.get(score.unit, ()))
    return ScoreRow(score.unit, cents(score.hundred), value, floor, len(mine), agreed, only)
