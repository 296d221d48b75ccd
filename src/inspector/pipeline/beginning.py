"""What a run that begins now is judged with: all that its snapshot holds, gathered from the workspace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from inspector.errors import RegistryError, UsageError
from inspector.judge import Snapshot
from inspector.judge.doubt import DOUBTS, WITH_CANARIES, WITHOUT
from inspector.model.quarter import quarter_before
from inspector.model.unit import Unit
from inspector.pipeline.judge.history import consecutive
from inspector.pipeline.judge.on_record import on_record
from inspector.pipeline.judge.results import quarter_result
from inspector.pipeline.probing.visits import series_of
from inspector.pipeline.ruleset.rulebook import providers
from inspector.pipeline.workspace import Workspace
from inspector.rectify import orders_of
from inspector.settings import quarter as quarter_of

_SECOND = "%Y%m%dT%H%M%S"


def snapshot_now(
    workspace: Workspace, quarter: str | None, only: Sequence[str], as_of: date | None, now: datetime, folder: Path
) -> Snapshot:
    """What a run that begins now is judged with, whose evidence will lie in `folder`."""
    settings = workspace.settings
    window = quarter_of(settings, quarter, as_of or now.date())
    units = workspace.units()
    _known(only, units, workspace.registry.name)
    with workspace.store() as store:
        rulings, history, orders = store.rulings(), consecutive(store, window.id), orders_of(store.events("order"))
    return Snapshot(
        id=f"{window.id}-{own_second(folder, now):{_SECOND}}",
        quarter=window,
        at=as_of or min(now.date(), window.end),
        started=now.isoformat(timespec="seconds"),
        district=settings.district.name,
        units=units,
        rules=workspace.rule_texts(),
        profile=settings.rules.profile,
        attempts=settings.confirm.attempts,
        after_s=settings.confirm.after_s,
        max_pages=settings.crawl.max_pages_per_unit,
        allowed_hosts=settings.district.allowed_hosts,
        rulings=rulings,
        history=history,
        before=_pages_before(workspace, window.id),
        looks_before=_looks_before(workspace, window.id),
        most_jump=settings.canaries.most_jump,
        doubted_from=WITH_CANARIES if settings.canaries.urls else WITHOUT,
        doubts=DOUBTS,
        only=tuple(only),
        checks=providers(workspace.ruleset()),
        series=series_of(workspace, window, as_of or now.date()),
        known=on_record(workspace, window.id, orders, only),
    )


def own_second(folder: Path, now: datetime) -> datetime:
    """Now, or the second after the one by which the newest run in `folder` is named, where that is not past.

    A run has a name of its own, and the newest is known by it, also where two were begun at once or the clock was set back since.
    """
    return max([now, *(one + timedelta(seconds=1) for one in _seconds(folder, now.tzinfo))])


def _seconds(folder: Path, zone: tzinfo | None) -> Iterator[datetime]:
    for path in folder.glob("*-????????T??????"):
        with suppress(ValueError):
            yield datetime.strptime(path.name.rpartition("-")[2], _SECOND).replace(tzinfo=zone)


def _known(only: Sequence[str], units: Sequence[Unit], registry: str) -> None:
    if not units:
        raise RegistryError(
            "no unit is registered", where=registry, remedy="Fill it in, or `inspector units import FILE`."
        )
    codes = [unit.code for unit in units]
    strange = [code for code in only if code not in codes]
    if strange:
        raise UsageError(f"no unit has the code {', '.join(strange)}", remedy="`inspector units list` shows all codes.")


def _looks_before(workspace: Workspace, quarter: str) -> dict[str, dict[str, int]]:
    """Unit code -> its counted looks in the result of the quarter before; empty where there is none."""
    previous = quarter_result(workspace, quarter_before(quarter))
    units = previous.units.values() if previous is not None else ()
    return {unit["code"]: unit["looks"] for unit in units if "looks" in unit}


def _pages_before(workspace: Workspace, quarter: str) -> dict[str, dict[str, Any]]:
    """Unit code -> role -> the line of its page in the result of the quarter before; empty where there is none."""
    previous = quarter_result(workspace, quarter_before(quarter))
    units = previous.units.values() if previous is not None else ()
    return {unit["code"]: {line["role"]: line for line in unit.get("pages", [])} for unit in units}
