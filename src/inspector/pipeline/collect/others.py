"""Pages that units of several processes share: fetched by the process that has the host, and handed to the others."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from platform import node
from urllib.parse import urlsplit

from inspector.collect.budget import budget, spending
from inspector.collect.chase import weight
from inspector.collect.outside import Outside
from inspector.engine import Elsewhere
from inspector.model.capture import Ask, Capture

_LENT, _LENT_TO_RENDER = 24, 240
"""Requests that another process may make for one look in our stead."""
_HELD, _HELD_RENDERED, _HELD_BYTES = 1000, 20, 50_000_000
"""As many pages that others asked for are held, those asked for last; rendered ones, with picture and parts, weigh megabytes."""


class Others:
    """The other processes of a run, asked for looks and answered with looks.

    What goes between them is pickled, as everything is that a cluster's processes say to each other.
    """

    def __init__(self, elsewhere: Elsewhere) -> None:
        self._elsewhere = elsewhere
        self._held: OrderedDict[tuple[str, str], Capture] = OrderedDict()
        self._rendered: OrderedDict[tuple[str, str], Capture] = OrderedDict()
        self._bytes = 0

    async def look(self, ask: Ask) -> Capture | None:
        """The look of the process that fetches from the ask's host, also at its name; None where that is this one.

        So no host, and no name server, sees more of a run than one process would show it. Pages are rendered by one of the
        processes of a machine: two browsers under attack would take more memory than a run may.
        """
        host = _host(ask.url)
        if ask.method == "RENDER":
            host = f"browser.{node()}"
        if not host:
            return None
        ours = budget()
        lent = ours.lend(_LENT_TO_RENDER if ask.method == "RENDER" else _LENT) if ours is not None else None
        left = lent
        try:
            answer = await self._elsewhere.ask(host, pickle.dumps((ask, lent)))
            if answer is None:
                return None
            seen: Capture
            seen, left = pickle.loads(answer)  # noqa: S301 - of our own cluster
            return seen
        finally:
            if ours is not None and lent is not None and left is not None:
                ours.settle(lent, left)

    def serve(self, world: Outside) -> None:
        """Answer the others by what `world` sees."""

        async def answer(question: bytes) -> bytes:
            ask: Ask
            ask, lent = pickle.loads(question)  # noqa: S301 - of our own cluster
            with spending(lent):
                [capture] = await world.look([ask])
            world.let_go(self._no_longer_held(capture))
            return pickle.dumps((capture, lent))

        self._elsewhere.answer(answer)

    def _no_longer_held(self, capture: Capture) -> list[Capture]:
        """What makes room for the page asked for last."""
        held, most = (self._rendered, _HELD_RENDERED) if capture.ask.method == "RENDER" else (self._held, _HELD)
        if capture.ask.key not in held:
            self._bytes += weight(capture)
        held[capture.ask.key] = capture
        held.move_to_end(capture.ask.key)
        gone: list[Capture] = []
        while len(held) > most or (len(held) > 1 and self._bytes > _HELD_BYTES):
            gone.append(held.popitem(last=False)[1])
            self._bytes -= weight(gone[-1])
        return gone


def _host(url: str) -> str:
    """What an ask is about: a host with its port, or the name in `dns:HOST?type=MX`; empty where it is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc.lower() or (parts.path.lower() if parts.scheme == "dns" else "")
