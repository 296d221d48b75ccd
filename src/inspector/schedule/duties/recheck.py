"""Orders that are answered, at their deadline or in need of another passing look are looked at again, once a day, alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.recheck import recheck_due
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.report.papers import write_papers
from inspector.pipeline.workspace import Workspace
from inspector.rectify import due_looks
from inspector.schedule.duty import Due, Duty, Outlook

NAME = "recheck"


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    today = look.now.date()
    days = {order.due for order in look.orders if order.open and order.due is not None and order.due > today}
    if due_looks(look.orders, today):
        days.add(today)
    for day in sorted(days):
        if look.at(day) <= until:
            yield Due(NAME, day.isoformat(), look.at(day))


def _work(workspace: Workspace, _: Due, watch: Watch) -> str:
    word = Word("scheduler", reason="answered or due", day=watch.now().date())
    done = recheck_due(workspace, word, watch)
    if done:
        write_papers(workspace, watch.now().date(), sorted({order.unit for order in done}))
    return f"{len(done)} orders looked at again, {sum(not order.open for order in done)} closed"


DUTY = Duty(NAME, Words("到期复查", "re-check"), _due, _work)
