"""Looking at one unit: its survey answered from the outside, every page opened once."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from inspector.collect.outside import Outside
from inspector.facts.document import Document
from inspector.facts.open import glance_at
from inspector.facts.sight import look
from inspector.model.capture import UNCONFIRMED, Ask, Capture, Failure
from inspector.model.unit import Unit
from inspector.survey import Plan, survey


def failed(capture: Capture) -> bool:
    """Whether a look has to be confirmed by another: no answer, an error, or a page that only says it is not there."""
    return not _settled(capture) and look(capture, glance_at(capture)) is not None


def _settled(capture: Capture) -> bool:
    """What another look would not change now: most sites have no sitemap, and our own limit stays where it is."""
    return capture.ask.why in UNCONFIRMED or capture.failure is Failure.LIMIT


class Openings:
    """Pages opened to see whether the look failed, kept for the survey that asked for them."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], Document | None] = {}

    def failed(self, capture: Capture) -> bool:
        """As `failed`; the document of a look that did not fail is kept until it is taken."""
        if _settled(capture):
            return False
        document = glance_at(capture)
        if look(capture, document) is not None:
            return True
        if document is not None:
            self._kept[_identity(capture)] = document
        return False

    def take(self, capture: Capture) -> Document | None:
        """The document of a capture, opened now where it is not at hand."""
        found = self._kept.pop(_identity(capture), None)
        return found if found is not None else glance_at(capture)


def _identity(capture: Capture) -> tuple[str, ...]:
    content_type = capture.headers.get("content-type", "")
    return capture.sha256, capture.final_url or capture.ask.url, content_type, capture.fetched_at


async def surveyed(unit: Unit, plan: Plan, outside: Outside) -> list[Capture]:
    """Everything the survey of `unit` asked for, answered from the outside, in the order asked."""
    with outside.in_hand():
        return await answered(survey(unit, plan), outside)


async def answered(walk: Generator[list[Ask], list[Capture], Any], outside: Outside) -> list[Capture]:
    """Everything that `walk` asked for, answered from the outside, in the order asked."""
    asked: dict[tuple[str, str], Capture] = {}
    try:
        asks = next(walk)
        while True:
            captures = await outside.look(asks)
            asked.update({capture.ask.key: capture for capture in captures})
            asks = walk.send(captures)
    except StopIteration:
        return list(asked.values())
