"""Online forms walked in the browser up to the step before submitting, where consent covers it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from inspector.channels.visits import whole
from inspector.collect.chromium import why_not
from inspector.collect.form_walk import Walk
from inspector.collect.manners import china_now
from inspector.collect.outside import outside
from inspector.errors import UsageError
from inspector.model.capture import Ask, Capture
from inspector.pipeline.judge.watch import unwatched
from inspector.pipeline.probing import pictures
from inspector.pipeline.probing.looks import Target, Told, due_today, keep
from inspector.pipeline.probing.switch import refuse_stopped
from inspector.pipeline.rectify.orders import Word
from inspector.pipeline.workspace import Workspace
from inspector.settings.extras import install


def forms(
    workspace: Workspace,
    quarter: str,
    word: Word,
    only: tuple[str, ...] = (),
    told: Told = unwatched,
    now: Callable[[], datetime] = china_now,
) -> int:
    """Walk every declared form of units that agreed, once a day. Returns how many. Raises UsageError without a browser."""
    chosen = [one for one in due_today(workspace, quarter, "form", "form", only, now) if one.consent]
    lacking = (
        why_not(workspace.settings.crawl.chromium) if workspace.settings.crawl.browser else "[crawl] browser is off"
    )
    if chosen and lacking:
        remedy = f"Install a Chromium and {install('browser')}, and set browser = true."
        raise UsageError(f"forms cannot be walked: {lacking}", remedy=remedy)
    for target in chosen:
        refuse_stopped(workspace)
        walk, capture = asyncio.run(_walked(workspace, target, now))
        seen = {
            **walk.json(),
            "page_sha256": capture.sha256,
            "picture_sha256": pictures.keep(workspace, capture.picture),
            "detail": capture.detail,
        }
        keep(workspace, target, "form", quarter, walk.outcome, seen, word, now)
        told(target.unit, target.value, {"walked": seen["walked"]})
    return len(chosen)


async def _walked(workspace: Workspace, target: Target, now: Callable[[], datetime]) -> tuple[Walk, Capture]:
    urls = [url for unit in workspace.units() for url in unit.pages.values()]
    walk = Walk()
    async with outside(workspace.settings, urls, now=now) as world:
        capture = await world.act(Ask(whole(target.value), "RENDER", "channel/form"), walk)
    return walk, capture
