"""`inspector schedule`: the quarters kept by themselves."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from inspector.cli.app import WorkspaceDir, app, examples
from inspector.cli.screen import day, errors
from inspector.cli.screen import out as screen
from inspector.cli.signals import stoppable
from inspector.collect.manners import china_now
from inspector.errors import UsageError
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.workspace import Workspace
from inspector.schedule import Due, catch_up, outlook, planned, wake
from inspector.schedule.work import all_duties, kept

_HORIZON = timedelta(days=180)
_IN_A_ROW = 6
"""More of one duty than this, with nothing else between them, are told as one."""
_WAIT_S = 1.0


@app.command(
    epilog=examples(
        "schedule", "schedule --once", "schedule --dry-run --until 2027-03-31", "schedule --workspace qinghe"
    )
)
def schedule(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would happen when.")] = False,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="With --dry-run: up to this day.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now and leave.")] = False,
    workspace: WorkspaceDir = Path(),
) -> None:
    """Keep the year by itself: runs, second looks, re-checks, reports, backups, each when it is due. 定时检查。

    What was done is in the database; late by hours or weeks, everything is caught up once, in order. SIGTERM or Ctrl-C let
    the work in hand end; what is left goes on at the next start. config.toml [schedule] says what is kept.
    """
    if until and not dry_run:
        raise UsageError("--until says how far --dry-run looks", remedy="Give --dry-run too, or leave --until out.")
    place = Workspace.at(workspace)
    kept(place.settings)
    if dry_run:
        _print(place, china_now(), day(until, "--until"))
        return
    with stoppable(signal.SIGINT) as stopped:
        watch = Watch(stopped=stopped, prompt=stopped.prompt)
        with _turn(place, watch, once) as ours:
            if ours:
                _keep(place, watch, once)


@contextmanager
def _turn(place: Workspace, watch: Watch, once: bool) -> Iterator[bool]:
    """Our turn as the only scheduler of the database; waited for, except with `once`. False where told to stop before."""
    waiting = False
    while not watch.stopped():
        with place.store() as store, store.holding("scheduler") as ours:
            if ours:
                yield True
                return
        if once:
            raise UsageError("another scheduler is at work on this database", remedy="It does what is due by itself.")
        if not waiting:
            errors.print(
                "another scheduler is at work on this database; this one waits until it has ended", markup=False
            )
        waiting = True
        time.sleep(_WAIT_S)
    yield False


def _print(place: Workspace, now: datetime, until: date | None) -> None:
    zone = ZoneInfo(place.settings.district.timezone)
    end = datetime.combine(until, datetime.max.time(), zone) if until else now + _HORIZON
    look = outlook(place, now)
    for _, row in groupby(planned(look, end), lambda due: due.duty):
        dues = list(row)
        moments = [f"{max(due.since.astimezone(zone), look.now):%Y-%m-%d %H:%M}" for due in dues]
        for moment, due in zip(moments, dues[:1] if len(dues) > _IN_A_ROW else dues, strict=False):
            screen.print(f"{moment} {_name(due)}", markup=False, soft_wrap=True)
        if len(dues) > _IN_A_ROW:
            screen.print(
                f"{moments[-1]}   … 共 {len(dues)} 次，至此 / {len(dues)} times in a row up to here",
                markup=False,
                soft_wrap=True,
            )


def _name(due: Due) -> str:
    words = all_duties()[due.duty].words
    return f"{due.duty} {due.key}  {words.zh} {words.en}"


def _keep(place: Workspace, watch: Watch, once: bool) -> None:
    def told(due: Due, said: str) -> None:
        errors.print(f"{due.duty} {due.key} (due {due.since:%Y-%m-%d %H:%M}): {said}", markup=False, soft_wrap=True)

    if once:
        catch_up(place, watch, told)
    else:
        wake(place.settings, lambda: catch_up(place, watch, told), watch.stopped)
