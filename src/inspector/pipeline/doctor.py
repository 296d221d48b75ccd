"""What is missing or broken in a workspace, in plain words."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from inspector.collect.chromium import why_not
from inspector.collect.manners import Manners, china_now
from inspector.errors import InspectorError
from inspector.pipeline.appraise.formula import chosen_formula
from inspector.pipeline.archive.sealing import seal_of
from inspector.pipeline.doctor_network import Report, canary_reports, mail_reports, resolver_reports
from inspector.pipeline.files import refuse_unwritable
from inspector.pipeline.workspace import Workspace
from inspector.settings.extras import install
from inspector.settings.year import Schedule

if TYPE_CHECKING:
    from inspector.store import StoredRun

_LEAST_FREE = 2 * 1024**3
_BUILT = 2025


def examine(folder: Path) -> list[Report]:
    """Every part of the workspace, each looked at on its own; what several of them stumble over is told once."""
    try:
        workspace = Workspace.at(folder)
    except InspectorError as error:
        return [Report("broken", str(error))]
    parts: tuple[Callable[[Workspace], Iterator[Report]], ...] = (
        _config,
        _clock,
        _registry,
        _hosts,
        _rules,
        _features,
        _fixtures,
        _appraisal,
        mail_reports,
        _browser,
        _store,
        _folders,
        _duties,
        _engine,
        resolver_reports,
        canary_reports,
    )
    return list(dict.fromkeys(report for part in parts for report in _safely(part, workspace)))


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
    yield Report("ok", f"sites see us as: {dict(Manners.of(workspace.settings).headers())['User-Agent']}")
    if crawl.allow_networks:
        yield Report(
            "note", f"[crawl] allow_networks opens private addresses: {', '.join(map(str, crawl.allow_networks))}"
        )


def _clock(workspace: Workspace) -> Iterator[Report]:
    now = china_now()
    newest = max((run.started for run in _runs(workspace)), default="")
    if now.year < _BUILT:
        yield Report(
            "broken", f"this machine's clock says {now:%Y-%m-%d}", "Set the clock; deadlines are counted from it."
        )
    elif newest > now.isoformat(timespec="seconds"):
        yield Report(
            "broken",
            f"this machine's clock says {now:%Y-%m-%d %H:%M}, but a run was begun at {newest}",
            "Set the clock; the day of a run and deadlines are counted from it.",
        )
    else:
        yield Report("ok", f"the clock says {now:%Y-%m-%d %H:%M} in China")


def _runs(workspace: Workspace) -> tuple[StoredRun, ...]:
    try:
        with workspace.store() as store:
            return store.runs()
    except InspectorError:
        return ()


def _hosts(workspace: Workspace) -> Iterator[Report]:
    allowed = workspace.settings.district.allowed_hosts
    hosts = {urlsplit(url).hostname or "" for unit in workspace.units() for url in unit.pages.values()}
    strange = sorted(host for host in hosts if allowed and not any(fnmatchcase(host, one) for one in allowed))
    if strange:
        yield Report(
            "broken",
            f"the registry names hosts that [district] allowed_hosts does not allow: {', '.join(strange[:8])}",
            "Add them in config.toml, or correct the registry; they are never asked until then.",
        )


def _fixtures(workspace: Workspace) -> Iterator[Report]:
    folder = workspace.settings.path(workspace.settings.rules.path) / "tests"
    there = {path.name for path in folder.glob("*") if path.is_dir()}
    bare = [rule.id for rule in workspace.ruleset().rules if rule.id not in there]
    if bare:
        yield Report(
            "note",
            f"{len(bare)} rules have no fixtures: {', '.join(bare[:8])}",
            "Put pages that must pass and fail into rules/tests/<RULE>/ and try them with `inspector rules test`.",
        )


def _browser(workspace: Workspace) -> Iterator[Report]:
    crawl = workspace.settings.crawl
    lacking = why_not(crawl.chromium) if crawl.browser else "[crawl] browser is off"
    if not lacking:
        yield Report("ok", "there is a browser, for pages that only scripts make and for screenshots")
    else:
        yield Report(
            "note", f"pages that only scripts make stay undetermined: {lacking}", "Install both to have them rendered."
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


def _features(workspace: Workspace) -> Iterator[Report]:
    ruleset = workspace.ruleset()
    known = {name for names in ruleset.profile.features.values() for name in names}
    known |= {name for rule in ruleset.rules for name in rule.features}
    for name in sorted({name for unit in workspace.units() for name in unit.features} - known):
        codes = [unit.code for unit in workspace.units() if name in unit.features]
        yield Report(
            "note",
            f"no rule asks for the feature {name!r} of {', '.join(codes[:8])}",
            f"Known: {', '.join(sorted(known))}. Rules for what a unit does are not applied where it is not named.",
        )


def _rules(workspace: Workspace) -> Iterator[Report]:
    ruleset = workspace.ruleset()
    yield Report("ok", f"{len(ruleset.rules)} rules in {len(ruleset.packs)} packs, profile {ruleset.profile.id}")
    today: date = china_now().date()
    for year in (today.year, today.year + 1):
        if ruleset.workdays.knows([year]):
            yield Report("ok", f"the working days of {year} are known")
        else:
            state: Literal["note", "broken"] = "broken" if year == today.year else "note"
            yield Report(
                state,
                f"there is no table of working days for {year}",
                f"Add rules/calendar/{year}.yaml from the State Council's notice; deadlines in {year} are refused until then.",
            )


def _appraisal(workspace: Workspace) -> Iterator[Report]:
    chosen = chosen_formula(workspace)
    changed = f", {', '.join(chosen.overrides)} from config.toml" if chosen.overrides else ""
    yield Report("ok", f"the year is counted by the formula {chosen.formula.id}{changed}")
    if seal_of(workspace) is None:
        yield Report(
            "note",
            "the year's machine file is not signed",
            "`inspector seal key FILE` makes a key; name it in config.toml: [appraisal] key_file.",
        )


def _store(workspace: Workspace) -> Iterator[Report]:
    with workspace.store() as store:
        yield Report("ok", f"the database answers: {len(store.runs())} runs recorded")


def _folders(workspace: Workspace) -> Iterator[Report]:
    for path in (workspace.evidence, workspace.reports):
        try:
            refuse_unwritable(path)
        except InspectorError as error:
            yield Report("broken", str(error))
    free = shutil.disk_usage(workspace.settings.workspace).free
    state: Literal["ok", "note"] = "ok" if free >= _LEAST_FREE else "note"
    yield Report(
        state,
        f"{free // 1024**2:,} MiB free on the disk",
        "" if state == "ok" else "A quarter of 80 units needs up to 2 GiB.",
    )


def _duties(workspace: Workspace) -> Iterator[Report]:
    schedule, notices = workspace.settings.schedule, workspace.settings.notices
    known = Schedule.model_fields["duties"].default
    if strange := [name for name in schedule.duties if name not in known]:
        yield Report("broken", f"[schedule] duties: there is no duty {strange[0]!r}", f"There are: {', '.join(known)}.")
    else:
        yield Report("ok", f"`inspector schedule` keeps: {', '.join(schedule.duties)}")
    if left := [name for name in known if name not in schedule.duties]:
        yield Report(
            "note", f"`inspector schedule` does not keep: {', '.join(left)}", "[schedule] duties names what it keeps."
        )
    if not notices.wanted:
        yield Report("note", "nobody is told of deadlines and runs", "Name mailboxes in config.toml: [notices] office.")
    if "backup" in schedule.duties and workspace.settings.path(workspace.settings.backup.path).is_relative_to(
        workspace.settings.workspace
    ):
        remedy = "Name a folder on another disk in config.toml: [backup] path."
        yield Report("note", "backups lie on the disk that they are to save from", remedy)


def _engine(workspace: Workspace) -> Iterator[Report]:
    if workspace.settings.engine.kind != "local" and find_spec("distributed") is None:
        yield Report("broken", "the engine dask is not installed", install("dask"))
