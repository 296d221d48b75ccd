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
from inspector.collect.tries import Tries
from inspector.engine import HostGroup, Post, Work
from inspector.model.capture import Ask, Capture
from inspector.pipeline.collect.others import Others

ASKS = (
    Ask("dns:mail.qinghe.gov.cn?type=MX", "DNS"),
    Ask("https://www.qinghe.gov.cn/guide/", "RENDER"),
    Ask("https://www.qinghe.gov.cn/list/"),
)


class _Noting(Tries):
    """Looks that only leave a file in `folder`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Manners(), dict.fromkeys(("DNS", "GET", "RENDER"), self._noted))
        self._folder = folder

    async def _noted(self, ask: Ask) -> Capture:
        await asyncio.sleep(0.05)
        (self._folder / f"{ask.method}-{uuid.uuid4().hex}").touch()
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
        async with Outside(Manners(), Guard.of((), [], ()), stored=others.look) as world:
            world._tries = _Noting(self.folder)
            others.serve(world)

            async def work(_: HostGroup) -> int:
                await world.look(ASKS)
                return os.getpid()

            yield work
