"""A page of a site as a `Document`: what is asked of it is made when it is asked for, from what was collected on the way through it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from inspector.facts.document import Document, Form, Line, Link, Region, Table, norm, tidy
from inspector.facts.html.parts import Parts
from inspector.facts.html.regions import Claim, footer_start


class Page(Document):
    """The document of a page. A survey that only follows its links never makes its lines."""

    _parts: Parts
    _beliefs: dict[int, Region]
    """What regions are in the end that elements claim."""

    def __init__(self, parts: Parts, charset: str, replaced: float) -> None:
        head = parts.head
        vars(self).update(
            url=head.url,
            kind="html",
            charset=charset,
            replaced=replaced,
            title=head.title,
            meta=head.meta,
            images=tuple(parts.images),
            frames=tuple(head.frames),
            scripts=tuple(head.scripts),
            inline="\n".join(head.inline),
            refresh=head.refresh(parts.total),
            hidden=tuple(parts.hidden),
            hidden_heads={},
            seen="",
            problem="",
            _parts=parts,
            _beliefs={},
        )

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in page order."""
        by_line: dict[int, list[Link]] = {}
        for link in self.links:
            by_line.setdefault(link.line, []).append(link)
        return tuple(self._line(index, tuple(by_line.get(index, ()))) for index in range(len(self._parts.lines)))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links, in page order."""
        return tuple(map(self._link, range(len(self._parts.links))))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in page order."""
        kept = self._parts.tables.kept
        regions = {
            cell[0]: region
            for line, region in zip(self._parts.lines, self._regions, strict=True)
            if (cell := kept(line.cell)) is not None
        }
        tables = self._parts.tables.tables(self._parts.paths.of)
        return tuple(replace(table, region=regions.get(index, "main")) for index, table in enumerate(tables))

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """All forms, in page order."""
        return self._parts.forms.forms(self._parts.paths.of)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of all links, in page order."""
        return tuple(link.url for link in self._parts.links)

    @cached_property
    def wording(self) -> str:
        """As `Document.wording`."""
        return "".join(self._normed)

    @cached_property
    def chars(self) -> int:
        """As `Document.chars`."""
        placed = zip(self._normed, self._regions, strict=True)
        return sum([len(text) for text, region in placed if region == "main"])

    def text(self, region: Region | None = "main") -> str:
        """As `Document.text`."""
        placed = zip(self._parts.lines, self._regions, strict=True)
        return "\n".join(line.text for line, found in placed if region is None or found == region)

    def lengths(self) -> list[int]:
        """As `Document.lengths`."""
        return [len(line.text) for line in self._parts.lines]

    def said(self) -> Iterator[Line]:
        """As `Document.said`."""
        places: dict[int, list[int]] = {}
        for place, index in enumerate(self._parts.line_of):
            places.setdefault(index, []).append(place)
        for index, (line, region) in enumerate(zip(self._parts.lines, self._regions, strict=True)):
            if region == "main":
                links = [self._parts.links[place] for place in places.get(index, ())]
                own = tuple([Link(link.text, link.url) for link in links])
                yield Line(line.text, "", region, line.heading, None, own)

    @cached_property
    def _normed(self) -> list[str]:
        """Of each line the form in which wordings are compared."""
        return [norm(line.text) for line in self._parts.lines]

    @cached_property
    def _regions(self) -> list[Region]:
        """Of each line, which only the whole page decides."""
        foot = footer_start([line.text for line in self._parts.lines])
        return [
            "footer" if index >= foot else self._believed(line.claim) for index, line in enumerate(self._parts.lines)
        ]

    def _believed(self, claim: Claim | None) -> Region:
        if claim is None:
            return "main"
        found = self._beliefs.get(id(claim))
        if found is None:
            found = self._beliefs[id(claim)] = claim.believed(self._parts.total)
        return found

    def _line(self, index: int, links: tuple[Link, ...]) -> Line:
        one = self._parts.lines[index]
        path, cell = self._parts.paths.of(one.place), self._parts.tables.kept(one.cell)
        return Line(one.text, path, self._regions[index], one.heading, cell, links)

    def _link(self, index: int) -> Link:
        one, line = self._parts.links[index], self._parts.line_of[index]
        region = self._regions[line] if line >= 0 else self._believed(one.claim)
        title = one.text if one.title == one.text else tidy(one.title)  # mostly the same: one string for both
        return Link(one.text, one.url, self._parts.paths.of(one.place), region, title, line)
