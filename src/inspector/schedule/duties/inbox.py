"""The office's inbox is read once a day for answers to test mails, where one is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.probing.collecting import collect
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook

NAME = "inbox"


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    if not look.settings.mail.imap_host:
        return
    for window in look.quarters(until):
        for day in look.slots(window.start, 1, until):
            if day <= window.end:
                yield Due(NAME, day.isoformat(), look.at(day))


def _work(workspace: Workspace, _: Due, watch: Watch) -> str:
    found = collect(workspace, Word("scheduler"), watch.now)
    return f"{found.read} mails read, {len(found.replies)} about tests"


DUTY = Duty(NAME, Words("收取测试回执", "inbox"), _due, _work)
