"""One site on demand: looked at and judged in memory, nothing stored."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from inspector.collect.manners import china_now
from inspector.collect.outside import outside
from inspector.judge import Snapshot, judge_unit, result
from inspector.judge.unit import plan_of
from inspector.model.capture import Capture
from inspector.model.unit import Unit, UnitType
from inspector.pipeline.looking import failed, surveyed
from inspector.pipeline.rulebook import all_checks
from inspector.ruleset import Ruleset, load
from inspector.settings import Settings
from inspector.settings import quarter as quarter_of


def check(
    settings: Settings, texts: dict[str, str], url: str, unit_type: UnitType, at: date | None = None
) -> tuple[dict[str, Any], Ruleset]:
    """The result of one unit whose disclosure column or home page is `url`; every role is discovered from there."""
    now = china_now()
    parts = urlsplit(url)
    host, root = parts.hostname or "", f"{parts.scheme}://{parts.netloc}/"
    pages = {"home": root} if url.rstrip("/") == root.rstrip("/") else {"home": root, "disclosure": url}
    unit = Unit(code="site", name=host, type=unit_type, pages=pages, own_hosts=(host,))
    snapshot = _snapshot(settings, texts, unit, at, now)
    ruleset = load(texts, settings.rules.profile, all_checks())
    captures = asyncio.run(_look(settings, unit, snapshot, ruleset))
    judged = judge_unit(unit, {capture.ask.key: capture for capture in captures}, snapshot, ruleset)
    finished = china_now().isoformat(timespec="seconds")
    return result(snapshot, ruleset, [judged], finished=finished, root="", complete=True), ruleset


def _snapshot(settings: Settings, texts: dict[str, str], unit: Unit, at: date | None, now: datetime) -> Snapshot:
    window = quarter_of(settings, None, at or now.date())
    return Snapshot(
        id=f"check-{now:%Y%m%dT%H%M%S}",
        quarter=window,
        at=at or now.date(),
        started=now.isoformat(timespec="seconds"),
        district=settings.district.name,
        units=(unit,),
        rules=texts,
        profile=settings.rules.profile,
        attempts=settings.confirm.attempts,
        after_s=settings.confirm.after_s,
        max_pages=settings.crawl.max_pages_per_unit,
        allowed_hosts=settings.district.allowed_hosts,
    )


async def _look(settings: Settings, unit: Unit, snapshot: Snapshot, ruleset: Ruleset) -> list[Capture]:
    async with outside(settings, unit.pages.values(), failed=failed) as world:
        return await surveyed(unit, plan_of(unit, snapshot, ruleset), world)
