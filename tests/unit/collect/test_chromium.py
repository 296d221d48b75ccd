"""A browser that does not end by itself is ended, also by whoever cannot wait for it."""

from __future__ import annotations

import asyncio
from unittest.mock import Mock

from inspector.collect.chromium import Chromium
from inspector.collect.manners import Manners


def test_interrupted_while_it_closes_the_browser_is_ended_all_the_same() -> None:
    """A second Ctrl-C while the first one waits for a browser that does not answer."""
    ended: list[str] = []
    closing = asyncio.Event()

    async def never() -> None:
        closing.set()
        await asyncio.sleep(36000)

    async def end() -> None:
        ended.append("with all its processes")

    async def run() -> None:
        chromium = Chromium(Manners())
        chromium._browser = Mock(close=never)
        chromium.memory = Mock(end=end, grown=lambda: False)
        stopping = asyncio.create_task(chromium.stop())
        await closing.wait()
        stopping.cancel()
        await asyncio.gather(stopping, return_exceptions=True)

    asyncio.run(run())

    assert ended == ["with all its processes"]
