"""Was the page reachable over a series of spaced visits?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.model.finding import Answer
from inspector.model.series import DayVisits
from inspector.model.words import many


class AvailableParams(Params):
    """`days` with at least `a_day` visits each must be there, and `least` visits in all; `share`: the part of them that may fail."""

    days: int = Field(7, ge=1)
    a_day: int = Field(20, ge=1)
    least: int = Field(140, ge=1)
    share: Decimal = Field(Decimal("0.05"), gt=0, le=1)


def available(on: On, params: AvailableParams) -> list[Answer]:
    """Judged on a probe series of the address; without a long enough series nothing is said."""
    series = on.case.series.get(on.case.unit.pages.get(on.role, ""), ())
    full = _full_days(series, params, on.case.at.isoformat())
    visits = sum(day.all for day in full)
    if len(full) < params.days or visits < params.least:
        return [on.unseen(*_too_short(series, full, params), reason="no_series")]
    failed = sum(day.failed for day in full)
    span = f"{full[0].day}—{full[-1].day}"
    zh, en = f"{span}探测{visits}次，失败{failed}次", f"{failed} of {many(visits, 'visit')} failed ({span})"
    return [on.passed(zh, en) if Decimal(failed) / visits < params.share else on.failed(zh, en)]


def _too_short(series: tuple[DayVisits, ...], full: list[DayVisits], params: AvailableParams) -> tuple[str, str]:
    total = sum(day.all for day in series)
    if total < params.least:
        zh = f"可用性探测{total}次，不足{params.least}次，不作判定"
        return zh, f"{many(total, 'availability probe')}, fewer than {params.least}; nothing is judged"
    zh = f"每天探测不少于{params.a_day}次的只有{len(full)}天，不足{params.days}天，不作判定"
    return (
        zh,
        f"{many(len(full), 'day')} with at least {many(params.a_day, 'probe')}, fewer than {params.days}; nothing is judged",
    )


def _full_days(series: tuple[DayVisits, ...], params: AvailableParams, at: str) -> list[DayVisits]:
    """The newest days that count, oldest first: visited often enough, none after `at`, all within twice as many days."""
    days = sorted((day for day in series if day.all >= params.a_day and day.day <= at), key=lambda day: day.day)
    newest = date.fromisoformat(days[-1].day) if days else date.min
    return [day for day in days if (newest - date.fromisoformat(day.day)).days < 2 * params.days][-params.days :]


CHECK = Check("available", AvailableParams, available, gated=False)
