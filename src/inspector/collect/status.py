"""Links told by their status alone: by HEAD where the host's HEAD is vouched for, else by a GET of which nothing is read."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from inspector.collect.budget import spending
from inspector.collect.chase import Chase
from inspector.model.capture import AS_OF_NOWHERE, VOUCHER, Ask, Capture, Failure

_HEAD_LIES = frozenset({Failure.RESET, Failure.TIMEOUT, Failure.PROTOCOL, Failure.REDIRECT_LOOP})
_THERE, _GONE = range(200, 300), (404, 410)
_NOWHERE = "inspector-asks-whether-what-is-nowhere-is-here.html"
"""A path that no host has."""

Look = Callable[[Sequence[Ask]], Awaitable[list[Capture]]]


class Statuses:
    """Looks at links. `look` is the run's own, which everybody shares: who vouches for a host is asked once."""

    def __init__(self, chase: Chase, look: Look) -> None:
        self._chase, self._look = chase, look

    async def look(self, ask: Ask) -> Capture:
        """HEAD, and where that fails, is refused or not to be believed a GET of which nothing is read: many servers only know GET."""
        head = await self._chase.look(ask, "HEAD")
        if ask.why == VOUCHER:
            return head
        refused = head.status is not None and head.status >= 400 and head.status != 429
        lies = refused or head.failure in _HEAD_LIES
        if not lies and await self._vouched(head):
            return head
        got = await self._chase.look(ask, "GET", read=False)
        said = f"HEAD: {head.status or head.detail}{'' if lies else f', {AS_OF_NOWHERE}'}"
        return replace(got, detail="; ".join(filter(None, [said, got.detail])), wire=head.wire + got.wire)

    async def _vouched(self, head: Capture) -> bool:
        """Whether the host that answered by HEAD says of what cannot be there that it is not; asked once in a run."""
        return all(voucher.status in _GONE for voucher in await self.vouchers([head]))

    async def vouchers(self, captures: Iterable[Capture]) -> list[Capture]:
        """What the belief in the HEAD answers of `captures` rests on: one look for each host that gave any.

        Many rest on it: no unit's budget cuts it off.
        """
        with spending(None):
            return await self._look(_vouchers(captures))


def _vouchers(captures: Iterable[Capture]) -> list[Ask]:
    """An address that cannot exist for each host of which HEAD said that something is there, as hosts first appear."""
    last = [[one for one in capture.wire if one.method == "HEAD"][-1:] for capture in captures]
    parts = [urlsplit(head.url) for heads in last for head in heads if head.status in _THERE]
    urls = dict.fromkeys(f"{one.scheme}://{one.netloc}/{_NOWHERE}" for one in parts)
    return [Ask(url, "HEAD", VOUCHER) for url in urls]


def told_by(got: Capture, ask: Ask) -> Capture:
    """The status that a GET of the same address had, as the answer to a link's `ask`: nobody is asked twice."""
    answer = replace(got.wire[-1], payload=b"", truncated="unspecified")
    sha256, wire = hashlib.sha256(b"").hexdigest(), (*got.wire[:-1], answer)
    return replace(got, ask=ask, body=b"", sha256=sha256, earlier=(), wire=wire)
