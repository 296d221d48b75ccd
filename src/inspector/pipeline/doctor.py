"""What is missing or broken in a workspace, in plain words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from inspector.collect.manners import china_now
from inspector.errors import InspectorError
from inspector.pipeline.workspace import Workspace

_LEAST_FREE = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Report:
    """One thing looked at: fine, worth a note, or broken."""

    state: Literal["ok", "note", "broken"]
    what: str
    remedy: str = ""


def examine(folder: Path) -> list[Report]:
    """Every part of the workspace, each looked at on its own."""
    try:
        workspace = Workspace.at(folder)
    except InspectorError as error:
        return [Report("broken", str(error))]
    parts: tuple[Callable[[Workspace], Iterator[Report]], ...] = (_config, _registry, _rules, _store, _folders)
    return [report for part in parts for report in _safely(part, workspace)]


def _safely(part: Callable[[Workspace], Iterator[Report]], workspace: Workspace) -> list[Report]:
    try:
        return list(part(workspace))
    except InspectorError as error:
        return [Report("broken", str(error))]


def _config(workspace: Workspace) -> Iterator[Report]:
    crawl = workspace.settings.crawl
    yield Report("ok", f"config.toml is read: {workspace.settings.district.name or 'no district name yet'}")
    if not crawl.contact:
        yield Report(
            "note", "[crawl] contact is empty", "Give a mailbox or telephone, so that a site's owner can reach you."
        )
    if crawl.allow_networks:
        yield Report(
            "note", f"[crawl] allow_networks opens private addresses: {', '.join(map(str, crawl.allow_networks))}"
        )


def _registry(workspace: Workspace) -> Iterator[Report]:
    units = workspace.units()
    bare = [unit.code for unit in units if not unit.pages]
    yield Report(
        "ok" if units else "note",
        f"{workspace.registry.name}: {len(units)} units",
        "" if units else "Fill it in, or `inspector units import FILE`.",
    )
    if bare:
        yield Report(
            "note",
            f"{len(bare)} units have no address at all: {', '.join(bare[:8])}",
            "Give at least `disclosure` or `home`; their roles are undetermined until then.",
        )


def _rules(workspace: Workspace) -> Iterator[Report]:
    ruleset = workspace.ruleset()
    yield Report("ok", f"{len(ruleset.rules)} rules in {len(ruleset.packs)} packs, profile {ruleset.profile.id}")
    today: date = china_now().date()
    for year in (today.year, today.year + 1):
        if not ruleset.workdays.knows([year]):
            state: Literal["note", "broken"] = "broken" if year == today.year else "note"
            yield Report(
                state,
                f"there is no table of working days for {year}",
                f"Add rules/calendar/{year}.yaml from the State Council's notice; deadlines in {year} are refused until then.",
            )


def _store(workspace: Workspace) -> Iterator[Report]:
    with workspace.store() as store:
        yield Report("ok", f"the database answers: {len(store.runs())} runs recorded")


def _folders(workspace: Workspace) -> Iterator[Report]:
    for path in (workspace.evidence, workspace.reports):
        there = next(parent for parent in (path, *path.parents) if parent.exists())
        if not os.access(there, os.W_OK):
            yield Report("broken", f"{path} cannot be written", "Give this user the right to write there.")
    free = shutil.disk_usage(workspace.settings.workspace).free
    state: Literal["ok", "note"] = "ok" if free >= _LEAST_FREE else "note"
    yield Report(
        state,
        f"{free // 1024**2:,} MiB free on the disk",
        "" if state == "ok" else "A quarter of 80 units needs up to 2 GiB.",
    )
