"""Looking at one unit: its survey answered from the outside, every page opened once."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Iterable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from typing import Any

from inspector.collect import heap
from inspector.collect.budget import budget
from inspector.collect.opener import Opener, Unopened
from inspector.collect.outside import Outside, host_key
from inspector.collect.resting import Resting
from inspector.facts.document import Document
from inspector.facts.open import glance_at, is_file
from inspector.facts.sight import look
from inspector.model.capture import GIVEN_UP, UNCONFIRMED, Ask, Capture, Failure
from inspector.model.unit import Unit
from inspector.survey import Plan, survey

_WEIGHED = 2
"""As many bytes for each byte of a page have been counted for what is opened of it (`collect.chase.weight`)."""
_HEAVY = 256 * 1024
"""Bytes of a page from which it is opened as files are: read whole it holds up all hosts of a process, by half a second a megabyte."""


def failed(capture: Capture) -> bool:
    """Whether a look has to be confirmed by another: no answer, an error, or a page that only says it is not there."""
    return not _settled(capture) and look(capture, glance_at(capture)) is not None


def _settled(capture: Capture) -> bool:
    """What another look would not change now: most sites have no sitemap, and what we gave up waits until the run is resumed."""
    return capture.ask.why in UNCONFIRMED or capture.failure in GIVEN_UP


class Openings:
    """Pages opened to see whether the look failed, kept for the survey that asked for them.

    Files and heavy pages are opened by `opener`, in a process of their own.
    """

    def __init__(self, opener: Opener | None = None) -> None:
        self._opener = opener
        self._kept: dict[tuple[str, ...], Document | None] = {}
        self._told: dict[tuple[str, ...], bool] = {}
        """Of documents that are kept and that `opener` opened: whether the look failed, which nobody needs to read them for."""

    async def opened(self, capture: Capture) -> Capture:
        """Opens beside the event loop what may take long, so that `failed` has it at hand. What that takes is the host's: its unit pays.

        The look failed, by our fault, where it does more to who opens it than any file or page does.
        """
        if self._opener is None or capture.failure is not None or not _takes_long(capture):
            return capture
        if _identity(capture) in self._kept:
            return capture
        host, unit = host_key(capture.final_url or capture.ask.url), budget()
        if unit is not None:
            await unit.room_to_open()
        try:
            answer = await self._opener.document(capture, host)
        except Unopened as why:
            return replace(capture, failure=Failure.UNREADABLE, detail=str(why))
        if unit is not None:
            unit.wait(host, answer.seconds)
            unit.open(max(0, answer.size - _WEIGHED * len(capture.body)))
        self._kept[_identity(capture)], self._told[_identity(capture)] = answer.document, answer.failed
        return capture

    def failed(self, capture: Capture) -> bool:
        """As `failed`; the document of a look that did not fail, or shows nothing, is kept until it is taken."""
        if _settled(capture):
            return False
        told = self._told.get(_identity(capture))
        document = self.take(capture)
        failed = look(capture, document) is not None if told is None else told
        if document is not None and not (failed and document.lines):
            self._kept[_identity(capture)] = document
        return failed

    def take(self, capture: Capture) -> Document | None:
        """The document of a capture, opened now where it is not at hand."""
        found = self._kept.pop(_identity(capture), None)
        self._told.pop(_identity(capture), None)
        return found if found is not None else glance_at(capture)

    def turn(self) -> AbstractAsyncContextManager[None]:
        """The time in which nobody else of this run takes much memory."""
        return self._opener.allowance.turn() if self._opener is not None else nullcontext()

    def reading(self) -> Reading:
        """What one unit's survey takes documents from."""
        return Reading(self)


class Reading:
    """The documents of one unit's captures, each at hand when its survey goes on."""

    def __init__(self, openings: Openings) -> None:
        self._openings = openings
        self._ready: dict[tuple[str, ...], Document | None] = {}
        self._large: list[Resting] = []

    async def step(
        self, walk: Generator[list[Ask], list[Capture], Any], captures: list[Capture] | None
    ) -> list[Ask] | None:
        """What is asked for next. Large documents are read while nobody else takes much memory, and rest from then on."""
        async with self._openings.turn() if self._large else nullcontext():
            return await asyncio.to_thread(_read, walk, captures, self._large)

    async def ready(self, captures: Iterable[Capture]) -> list[Capture]:
        """The captures, those opened that take long."""
        return [await self._opened(one) if _takes_long(one) else one for one in captures]

    async def _opened(self, capture: Capture) -> Capture:
        opened = await self._openings.opened(capture)
        if opened.failure is None:
            self._ready[_identity(opened)] = self._kept(self._openings.take(opened))
        return opened

    def failed(self, capture: Capture) -> bool:
        """As the function `failed`; what is ready is taken."""
        return not _settled(capture) and look(capture, self.take(capture)) is not None

    def take(self, capture: Capture) -> Document | None:
        """The document of a capture."""
        found = self._ready.pop(_identity(capture), None)
        return found if found is not None else self._openings.take(capture)

    def _kept(self, document: Document | None) -> Document | None:
        if isinstance(document, Resting):
            self._large.append(document)
        return document


def _takes_long(capture: Capture) -> bool:
    """Whether opening it might hold up the event loop: a file of any size, or a heavy page that is read as one."""
    heavy = len(capture.body) > _HEAVY and capture.ask.method in ("GET", "RENDER")
    return is_file(capture) or (heavy and capture.ask.why not in UNCONFIRMED)


def _identity(capture: Capture) -> tuple[str, ...]:
    content_type = capture.headers.get("content-type", "")
    return capture.sha256, capture.final_url or capture.ask.url, content_type, capture.fetched_at


async def surveyed(unit: Unit, plan: Plan, outside: Outside) -> list[Capture]:
    """Everything the survey of `unit` asked for, answered from the outside, in the order asked."""
    with outside.in_hand():
        return await answered(survey(unit, plan), outside)


async def answered(
    walk: Generator[list[Ask], list[Capture], Any], outside: Outside, reading: Reading | None = None
) -> list[Capture]:
    """Everything that `walk` asked for, answered from the outside, in the order asked; what it takes from `reading` is ready."""
    asked: dict[tuple[str, str], Capture] = {}
    captures: list[Capture] | None = None
    step = reading.step if reading is not None else _step
    while (asks := await step(walk, captures)) is not None:
        captures = await outside.look(asks)
        captures = await reading.ready(captures) if reading is not None else captures
        asked.update({capture.ask.key: capture for capture in captures})
    return list(asked.values())


async def _step(walk: Generator[list[Ask], list[Capture], Any], captures: list[Capture] | None) -> list[Ask] | None:
    return await asyncio.to_thread(_wanted, walk, captures)


def _read(
    walk: Generator[list[Ask], list[Capture], Any], captures: list[Capture] | None, large: list[Resting]
) -> list[Ask] | None:
    try:
        return _wanted(walk, captures)
    finally:
        if large:
            for document in large:
                document.rest()
            heap.give_back()


def _wanted(walk: Generator[list[Ask], list[Capture], Any], captures: list[Capture] | None) -> list[Ask] | None:
    """What is asked for next; None once the walk is at its end. Dense pages take seconds to read: the event loop goes on meanwhile."""
    try:
        return next(walk) if captures is None else walk.send(captures)
    except StopIteration:
        return None
