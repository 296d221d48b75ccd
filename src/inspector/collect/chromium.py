"""The Chromium of the system, without a network of its own: names resolve to nothing and its proxy is a closed door.

What would pass by the hand-over of requests (prefetching, WebRTC, sockets) reaches nobody. Begun when the first page is
wanted, begun anew where it kept too much memory. Needs the extra `browser`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING

from inspector.collect.browser_memory import Memory
from inspector.collect.manners import Manners

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Playwright

VIEW = {"width": 1280, "height": 960}
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ALONE = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--dns-prefetch-disable",
    "--no-pings",
    "--disable-features=NetworkPrediction,Prerender2,SpeculationRules,WebRtcHideLocalIpsWithMdns",
    "--js-flags=--max-old-space-size=384",
)
_NOWHERE = {"server": "http://127.0.0.1:9", "bypass": "<-loopback>"}
"""A proxy at the port where nothing listens; loopback goes by it too."""


def program(named: str = "") -> str:
    """The Chromium to use: the one named, else the first on the path; empty where it is not there."""
    return next((found for name in ([named] if named else _PROGRAMS) if (found := shutil.which(name))), "")


def why_not(named: str = "") -> str:
    """What is missing for rendering pages, in words; empty where nothing is."""
    if find_spec("playwright") is None:
        return "the extra `browser` is not installed"
    return "" if program(named) else "there is no Chromium on this machine"


class Chromium:
    """One browser program, begun with the `manners` of a run; `memory` is what it takes."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self.memory = Memory("")

    async def ready(self) -> None:
        """From now on a browser stands ready; one that kept too much of the pages before is begun anew."""
        if self._browser is not None and await asyncio.to_thread(self.memory.grown):
            await self.stop()
        if self._browser is None or not self._browser.is_connected():
            await self._start()

    async def context(self) -> BrowserContext:
        """A window of its own, with nothing in it that another page left."""
        assert self._browser is not None  # noqa: S101 - ready has set it or raised
        return await self._browser.new_context(
            user_agent=dict(self._manners.headers())["User-Agent"],
            viewport={"width": VIEW["width"], "height": VIEW["height"]},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            service_workers="block",
            accept_downloads=False,
        )

    async def _start(self) -> None:
        from playwright.async_api import async_playwright  # noqa: PLC0415 - an extra, and slow to load

        await self.stop()
        mark = f"--started-by={os.getpid()}-{secrets.token_hex(8)}"
        self.memory = Memory(mark)
        self._playwright = await async_playwright().start()
        self._browser = await self._playwright.chromium.launch(
            executable_path=program(self._manners.chromium),
            args=[*_ALONE, mark],
            proxy={"server": _NOWHERE["server"], "bypass": _NOWHERE["bypass"]},
            chromium_sandbox=os.name != "posix" or os.geteuid() != 0,
        )
        page = await self._browser.new_page()  # what a page takes is more than this
        await self.memory.confine()
        await page.close()

    async def stop(self) -> None:
        """End the browser, if there is one, whatever it does; what does not end by itself at once is ended."""
        chromium, player = self._browser, self._playwright
        self._browser = self._playwright = None
        if chromium is not None and await asyncio.to_thread(self.memory.grown):
            await self.memory.end()
        try:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(10):
                    if chromium is not None:
                        await chromium.close()
                    if player is not None:
                        await player.stop()
        finally:  # also where whoever is in a hurry interrupts that
            await self.memory.end()
