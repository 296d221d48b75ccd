"""Home pages and online forms are visited around the clock in the week before a quarter is inspected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from inspector.channels import visits
from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.probing.visits import visit
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook
from inspector.settings import quarter

NAME = "visits"


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    """The newest round that has come, and those up to `until`; rounds that were slept through are not made up for."""
    settings = look.settings
    if not settings.channels.visits:
        return
    for window in look.quarters(until):
        first, last = visits.days(window, settings.schedule.start_days_before_freeze, settings.channels.visit_days)
        rounds = list(visits.slots(first, last, settings.channels.visits_a_day, look.at(first, time())))
        passed = [moment for moment in rounds if moment <= look.now][-1:]
        ended = look.now.date() > last
        for moment in [*([] if ended else passed), *(one for one in rounds if look.now < one <= until)]:
            yield Due(NAME, f"{window.id}/{moment:%Y%m%dT%H%M%S}", moment)


def _work(workspace: Workspace, due: Due, watch: Watch) -> str:
    window = quarter(workspace.settings, due.key.partition("/")[0], watch.now().date())
    done = visit(workspace, window, Word("scheduler"), watch.now)
    stopped = f"; {', '.join(done.stopped)} asked us to stop" if done.stopped else ""
    return f"{done.good} of {done.visited} addresses answered{stopped}"


DUTY = Duty(NAME, Words("可用性探测", "visits"), _due, _work)
