"""Pictures of the pages that failed, taken by the browser on request: evidence of its own, sealed beside the run's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from inspector import archive
from inspector.archive import Run
from inspector.collect.chromium import why_not
from inspector.collect.manners import china_now
from inspector.collect.outside import outside
from inspector.errors import UsageError
from inspector.judge.snapshot import Snapshot
from inspector.model.capture import Ask, Capture
from inspector.pipeline.collect.night import refuse_by_day
from inspector.pipeline.judge.judging import judged_aside, ruleset_of, snapshot_of
from inspector.pipeline.lock import GATHERING, sole
from inspector.pipeline.report.inspection import PICTURES
from inspector.pipeline.report.publish import reports
from inspector.pipeline.workspace import Workspace
from inspector.settings.extras import install

_MOST = 200


def refuse_without_browser(workspace: Workspace) -> None:
    """Raises UsageError before the work where no picture could be taken after it."""
    crawl = workspace.settings.crawl
    lacking = why_not(crawl.chromium) if crawl.browser else "[crawl] browser is off in config.toml"
    if lacking:
        raise UsageError(
            f"no screenshots can be taken: {lacking}",
            remedy=f"Install both, a Chromium and {install('browser')}, or leave the screenshots out.",
        )


def screenshots(workspace: Workspace, name: str, now: Callable[[], datetime] = china_now) -> tuple[list[Path], Path]:
    """Show the pages that the failed findings of a run quote to the browser, each once.

    Returns the PNG files beside the report and the sealed evidence they are from. The run's own evidence stays as it is; its
    reports are written again, with the pictures in the copies of the pages.
    """
    refuse_without_browser(workspace)
    run = workspace.run(name)
    snapshot = snapshot_of(run)
    ruleset = ruleset_of(snapshot)
    with judged_aside(run, ruleset, folder=workspace.results) as told:
        place = workspace.evidence.parent / PICTURES
        moment = now()
        kept = archive.open_run(place, f"{snapshot.id}-{moment:%Y%m%dT%H%M%S}", {"of": snapshot.id, "root": run.root})
        asks = _asks(told.result)
        for code in sorted({unit for unit, _ in asks}):
            shown = _shown(workspace, snapshot, [ask for unit, ask in asks if unit == code], now)
            kept.write_unit(code, shown)
        kept.seal(now().isoformat(timespec="seconds"))
        folder = reports(workspace, told, ruleset).parent
        return _written(kept, told.result, folder / PICTURES), kept.folder


def _shown(workspace: Workspace, snapshot: Snapshot, asks: list[Ask], now: Callable[[], datetime]) -> list[Capture]:
    urls = [url for unit in snapshot.units for url in unit.pages.values()]
    refuse_by_day(workspace.settings, now())

    async def work() -> list[Capture]:
        async with outside(workspace.settings, urls, now=now) as world:
            return await world.look(asks)

    with sole(workspace.evidence, "gathering", GATHERING):
        return asyncio.run(work())


def _asks(result: dict[str, Any]) -> list[tuple[str, Ask]]:
    """Unit code and ask, each page once for a unit, in the order of the findings."""
    found: dict[tuple[str, str], Ask] = {}
    for unit in result["units"]:
        for finding in unit["findings"]:
            for url in _pages(finding):
                found.setdefault((unit["code"], url), Ask(url, "RENDER", f"screenshot {finding['rule']}"))
    return [(code, ask) for (code, _), ask in found.items()][:_MOST]


def _pages(finding: dict[str, Any]) -> list[str]:
    if finding["outcome"] != "fail":
        return []
    urls = [one["final_url"] or one["url"] for one in finding["evidence"]]
    return [url for url in dict.fromkeys(urls) if url.startswith(("http://", "https://"))]


def _written(kept: Run, result: dict[str, Any], folder: Path) -> list[Path]:
    """The pictures as PNG files, named by unit, rule and finding."""
    files: dict[Path, bytes] = {}
    for unit in result["units"]:
        there = kept.read_unit(unit["code"]) if unit["code"] in kept.codes else {}
        for finding in unit["findings"]:
            shown = [there.get(("RENDER", url)) for url in _pages(finding)]
            for number, capture in enumerate(shown, 1):
                if capture is not None and capture.picture:
                    name = f"{unit['code']}-{finding['rule']}-{finding['id'][2:8]}-{number}.png"
                    files[folder / name] = capture.picture
    for path, picture in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
    return sorted(files)
