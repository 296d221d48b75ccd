"""How quarters stand: released, a draft, or released and inspected anew since."""

from __future__ import annotations

from inspector.model.release import STREAM, Release, releases
from inspector.pipeline.judge.results import needed
from inspector.pipeline.workspace import Workspace


def known(workspace: Workspace) -> dict[str, Release]:
    """The releases in force, by quarter."""
    with workspace.store() as store:
        return releases(store.events(STREAM))


def unreleased(workspace: Workspace, quarter: str) -> str:
    """A sentence in both languages where results of a quarter are not released; empty where all are."""
    found, released = needed(workspace, quarter), known(workspace).get(quarter)
    used = sorted(set(found.runs.values()))
    left = [run for run in used if released is None or not released.covers(found.heads[run])]
    if not left:
        return ""
    zh = (
        f"{quarter}结果尚未发布（草稿）"
        if len(left) == len(used)
        else f"{quarter}发布后又有新的结果：{'、'.join(left)}"
    )
    en = (
        f"{quarter} is not released: a draft"
        if len(left) == len(used)
        else f"newer than the release: {', '.join(left)}"
    )
    return f"{zh} / {en}"
