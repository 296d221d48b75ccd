"""Deadlines in Chinese working days, by severity (a proposal of the profile; one circular gives 10 working days to all)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inspector.model.finding import Finding
from inspector.workdays import Workdays


def due_dates(
    findings: Iterable[Finding], issued: date, days: Mapping[str, int], workdays: Workdays
) -> dict[str, date]:
    """Finding id -> day by which it is to be put right, for every certain fail, counted from `issued`.

    Raises CalendarMissing where a deadline runs into a year without a table of working days.
    """
    failed = [finding for finding in findings if finding.outcome == "fail" and finding.confirmed]
    return {finding.id: workdays.add(issued, days[finding.severity]) for finding in failed if finding.severity in days}
