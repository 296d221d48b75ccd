"""Links and lines of a page while it is being read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from inspector.facts.html.regions import Claim
from inspector.facts.html.tables import Cell
from inspector.facts.html.tags import Tag


@dataclass(slots=True)
class Anchor:
    """A link under way: where it begins, and the words in it so far. `first` is the line that would come next there."""

    tag: Tag
    place: int
    first: int
    pieces: list[str]


class FlowLine(NamedTuple):
    """A line as it was met: what of it is known before the whole page is. `place` is where it ends, as `Paths` counts."""

    text: str
    place: int
    heading: int
    cell: Cell | None
    claim: Claim | None


class FlowLink(NamedTuple):
    """A link as it was met."""

    text: str
    url: str
    title: str
    place: int
    claim: Claim | None
