"""Reminders one working day before a deadline, on it and after it, where config.toml names somebody to remind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from inspector.errors import CalendarMissing
from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.notices import reminders, send
from inspector.pipeline.workspace import Workspace
from inspector.rectify import chasers
from inspector.schedule.duty import Due, Duty, Outlook
from inspector.schedule.ledger import outlook

NAME = "chase"
_DAYS = timedelta(days=12)
"""A holiday with its weekends: so far from a deadline a reminder may fall."""


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    """Each day near a deadline; whether it is a working day is seen when it comes. Days that passed are not made up."""
    if not look.settings.notices.wanted:
        return
    deadlines = {order.due for order in look.orders if order.open and order.due is not None}
    near = {due + timedelta(days=n) for due in deadlines for n in range(-_DAYS.days, _DAYS.days + 1)}
    for day in sorted(near):
        moment = look.at(day, look.settings.notices.at)
        if look.now.date() <= day and moment <= until:
            yield Due(NAME, day.isoformat(), moment)


def _work(workspace: Workspace, due: Due, watch: Watch) -> str:
    look = outlook(workspace, watch.now())
    names = {unit.code: unit.name for unit in workspace.units()}
    try:
        mine = chasers(look.orders, look.now.date(), workspace.ruleset().workdays)
    except CalendarMissing as error:
        return f"no reminders: {error.what}"
    sent = send(workspace, reminders(mine, names, due.key, workspace.settings.district.name), watch.now())
    return f"{len(mine)} reminders in {sum(one.result == 'sent' for one in sent)} messages"


DUTY = Duty(NAME, Words("到期提醒", "reminders"), _due, _work)
