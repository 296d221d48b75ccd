"""Whether a quarter's results can go out: released, ready, or what stands in the way. Asked by the schedule, the desk and the office."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.errors import Problem, UsageError
from inspector.model.release import Release
from inspector.pipeline.judge.results import needed
from inspector.pipeline.rectify.releases import known, unreleased
from inspector.pipeline.release.release import hindrances
from inspector.pipeline.workspace import Workspace

_MOST = 30
"""More than so many hindrances are counted, not listed: `inspector release QUARTER --check` lists them all."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How a quarter stands. `release` is the one in force, `draft` says in both languages what of it is not released (else empty),
    `problems` are what stands in the way of releasing that.
    """

    quarter: str
    release: Release | None
    draft: str
    problems: tuple[Problem, ...]

    @property
    def ready(self) -> bool:
        """Whether there is something to release and nothing hinders it."""
        return bool(self.draft) and not self.problems


def readiness(workspace: Workspace, quarter: str) -> Readiness:
    """How a quarter stands now; one that has no result yet is hindered by that."""
    release = known(workspace).get(quarter)
    try:
        draft = unreleased(workspace, quarter)
        problems = tuple(hindrances(workspace, needed(workspace, quarter))) if draft else ()
    except UsageError as error:
        return Readiness(
            quarter, None, f"{quarter}尚无结果 / no result yet", (Problem(quarter, error.what, error.remedy),)
        )
    return Readiness(quarter, release, draft, problems)


def quarters(workspace: Workspace, most: int) -> tuple[str, ...]:
    """The newest quarters that have a complete result, the newest first."""
    with workspace.store() as store:
        found = {run.quarter for run in store.runs() if run.complete}
    return tuple(sorted(found, reverse=True)[:most])


def reminder(one: Readiness) -> tuple[str, str]:
    """What the office is told of a quarter that is not released, in Chinese and in English."""
    if one.ready:
        do = f"`inspector release {one.quarter} --by … --authority …`"
        return (
            f"{one.quarter}结果可以发布：没有阻碍。请负责人在工作台发布，或执行 {do}",
            f"{one.quarter} can be released: nothing hinders it. Whoever answers for it does so at the desk, or with {do}",
        )
    listed = [f"- {problem}" for problem in one.problems[:_MOST]]
    left = len(one.problems) - len(listed)
    more = [f"- … {left}"] if left else []
    lines = "\n".join([*listed, *more])
    count = len(one.problems)
    return (
        f"{one.quarter}结果尚不能发布：还有{count}项",
        f"{one.quarter} cannot be released yet: {count} in the way (`inspector release {one.quarter} --check`)\n{lines}",
    )
