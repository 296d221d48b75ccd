"""The office is told once of every finished run, and of work that failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from inspector.model.words import Words
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.notices import news, send
from inspector.pipeline.workspace import Workspace
from inspector.schedule.duty import Due, Duty, Outlook

NAME = "news"


def _due(look: Outlook, _: datetime) -> Iterator[Due]:
    if not look.settings.notices.wanted:
        return
    for run in look.runs.values():
        if run.complete:
            yield Due(NAME, f"finished/{run.id}", datetime.fromisoformat(run.started).astimezone(look.zone))
    for (duty, key), moment in look.retry.items():
        if (duty, key) not in look.done and duty != NAME:
            yield Due(NAME, f"failed/{duty}/{key}", moment)


def _work(workspace: Workspace, due: Due, watch: Watch) -> str:
    kind, _, what = due.key.partition("/")
    zh, en = (
        (f"检查完成：批次 {what}", f"The run {what} is finished; its reports are written.")
        if kind == "finished"
        else (f"任务未能完成：{what}，将自动重试", f"{what} failed and will be tried again; the log says why.")
    )
    sent = send(workspace, [news(due.key, zh, en, workspace.settings.district.name)], watch.now())
    return f"told in {sum(one.result == 'sent' for one in sent)} messages"


DUTY = Duty(NAME, Words("运行通报", "news of runs"), _due, _work)
