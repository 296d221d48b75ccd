"""Test mails that a person began to send and that the caps left for another day go on; none is begun by the program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.probing.sending import send
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook

NAME = "campaign"


def _due(look: Outlook, until: datetime) -> Iterator[Due]:
    """Once a day, in office hours: a mail at night looks like none of ours."""
    moment = look.at(look.now.date(), look.settings.notices.at)
    for code in look.campaigns:
        if moment <= until:
            yield Due(NAME, f"{code}/{look.now.date()}", moment)


def _work(workspace: Workspace, due: Due, watch: Watch) -> str:
    done = send(workspace, due.key.partition("/")[0], Word("scheduler"), now=watch.now)
    return f"{done.sent} sent, {done.refused} refused, {done.deferred} put off, {done.uncertain} not known"


DUTY = Duty(NAME, Words("续发测试邮件", "test mails go on"), _due, _work)
