"""What failed to open is looked at again once that is due, before it may cost points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.quarter import resume
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook

NAME = "second_look"


def _due(look: Outlook, _: datetime) -> Iterator[Due]:
    for run in look.runs.values():
        if run.looks_again is not None:
            moment = run.looks_again.astimezone(look.zone)
            yield Due(NAME, f"{run.id}/{moment:%Y%m%dT%H%M%S}", moment)


def _work(workspace: Workspace, due: Due, watch: Watch) -> str:
    return f"report {resume(workspace, due.key.partition('/')[0], watch).report}"


DUTY = Duty(NAME, Words("二次核验", "second look"), _due, _work)
