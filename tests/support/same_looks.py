"""Work for engines under test: every group asks for the same looks, and each look that is really taken leaves a file."""

from __future__ import annotations

import asyncio
import contextlib
import os
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from inspector.collect import Guard, Outside
from inspector.collect.manners import Manners
from inspector.engine import HostGroup, Post, Work
from inspector.model.capture import Ask, Capture
from inspector.pipeline.others import Others

ASKS = (
    Ask("dns:mail.qinghe.gov.cn?type=MX", "DNS"),
    Ask("https://www.qinghe.gov.cn/guide/", "RENDER"),
    Ask("https://www.qinghe.gov.cn/list/"),
)


class _Noting(Outside):
    """An outside whose looks only leave a file."""

    folder: Path

    async def _asked(self, ask: Ask) -> Capture:
        await asyncio.sleep(0.05)
        (self.folder / f"{ask.method}-{uuid.uuid4().hex}").touch()
        return Capture(ask, ask.url, 200, {}, b"seen", fetched_at="2026-11-24T12:00:00+08:00")


@dataclass(frozen=True)
class SameLooks:
    """An office whose work is `ASKS`, whatever the group; it returns its process."""

    folder: Path

    @contextlib.asynccontextmanager
    async def __call__(self, post: Post) -> AsyncIterator[Work[int]]:
        """Opened once a process."""
        assert post.elsewhere is not None
        others = Others(post.elsewhere)
        async with _Noting(Manners(), Guard.of((), [], ()), stored=others.look) as world:
            world.folder = self.folder
            others.serve(world)

            async def work(_: HostGroup) -> int:
                await world.look(ASKS)
                return os.getpid()

            yield work
