"""Which window a quarter has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from inspector.errors import UsageError
from inspector.model.quarter import FREEZE_DAYS, Quarter, calendar_quarter, quarter_id
from inspector.settings.sections import Settings
from inspector.settings.year import Window


def quarter(settings: Settings, id: str | None, today: date) -> Quarter:
    """The window named `id`, else the one that `today` lies in: as config.toml has it, else the calendar quarter."""
    chosen = id or _current(settings, today)
    usual = calendar_quarter(chosen)
    if usual is None:
        raise UsageError(
            f"'{chosen}' is not a quarter", remedy="Write a year, Q and a number from 1 to 4, such as 2026Q4."
        )
    window = settings.quarters.get(chosen)
    return _given(usual, window) if window else usual


def _current(settings: Settings, today: date) -> str:
    holding = (id for id, window in settings.quarters.items() if window.start <= today <= window.end)
    return next(holding, quarter_id(today))


def _given(usual: Quarter, window: Window) -> Quarter:
    freeze = window.freeze or max(window.start, window.end - timedelta(days=FREEZE_DAYS))
    rectify_by = window.rectify_by or max(usual.rectify_by, window.end)
    return replace(usual, start=window.start, end=window.end, freeze=freeze, rectify_by=rectify_by)
