"""What is due is done: the oldest first, each once, a failure told and tried again later."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache

from inspector.errors import InspectorError, SettingsError
from inspector.log import bound_contextvars, logger
from inspector.pipeline.judge.watch import Watch
from inspector.pipeline.workspace import Workspace
from inspector.schedule import duties
from inspector.schedule.duty import Due, Duty, Outlook
from inspector.schedule.ledger import outlook, tell
from inspector.settings import Settings

_log = logger("schedule")
Told = Callable[[Due, str], None]
"""Called with a piece of work and a sentence: when it is begun, done, or has failed."""


@cache
def all_duties() -> Mapping[str, Duty]:
    """Every duty by name: a file in `duties/` announces itself with the constant DUTY."""
    names = sorted(module.name for module in pkgutil.iter_modules(duties.__path__))
    found = [importlib.import_module(f"{duties.__name__}.{name}").DUTY for name in names]
    return {duty.name: duty for duty in found}


def kept(settings: Settings) -> tuple[Duty, ...]:
    """The duties that config.toml names. Raises SettingsError where it names none that there is."""
    strange = [name for name in settings.schedule.duties if name not in all_duties()]
    if strange:
        raise SettingsError(
            f"there is no duty {strange[0]!r}",
            where=f"{settings.workspace / 'config.toml'} [schedule] duties",
            remedy=f"There are: {', '.join(all_duties())}.",
        )
    return tuple(all_duties()[name] for name in settings.schedule.duties)


def planned(look: Outlook, until: datetime) -> list[Due]:
    """What is due at `until` and was not done, oldest first, of the duties that config.toml names."""
    found = [due for duty in kept(look.settings) for due in duty.due(look, until)]
    left = [due for due in found if (due.duty, due.key) not in look.done]
    waited = [replace(due, since=max(due.since, look.retry.get((due.duty, due.key), due.since))) for due in left]
    return sorted((due for due in waited if due.since <= until), key=lambda due: (due.since, _rank(look, due)))


def _rank(look: Outlook, due: Due) -> tuple[int, str]:
    return look.settings.schedule.duties.index(due.duty), due.key


def catch_up(workspace: Workspace, watch: Watch, told: Told) -> int:
    """Do all that is due now; returns how much was done. Ends early, with the work in hand, when `watch` was stopped."""
    done = 0
    for due in _ever_next(workspace, watch):
        done += _tried(workspace, due, watch, told)
    return done


def _ever_next(workspace: Workspace, watch: Watch) -> Iterator[Due]:
    """The oldest piece of work, asked anew after each one: doing one may make another due, or needless."""
    tried: set[tuple[str, str]] = set()
    while not watch.stopped():
        now = watch.now()
        due = next((due for due in planned(outlook(workspace, now), now) if (due.duty, due.key) not in tried), None)
        if due is None:
            return
        tried.add((due.duty, due.key))
        yield due


def _tried(workspace: Workspace, due: Due, watch: Watch, told: Told) -> bool:
    workspace.keep_log()
    with bound_contextvars(duty=due.duty, key=due.key):
        return _done(workspace, due, watch, told)


def _done(workspace: Workspace, due: Due, watch: Watch, told: Told) -> bool:
    told(due, "begun")
    _log.info("duty begun", since=due.since)
    tell(workspace, due, "begun", watch.now())
    try:
        said = all_duties()[due.duty].work(workspace, due, watch)
    except InspectorError as error:
        _log.warning("duty failed", why=str(error))
        if not watch.stopped():
            tell(workspace, due, "failed", watch.now(), str(error))
        told(due, str(error))
        return False
    tell(workspace, due, "done", watch.now(), said)
    told(due, said)
    _log.info("duty done", said=said)
    return True
