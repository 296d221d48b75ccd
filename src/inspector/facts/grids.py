"""Files made of rows and paragraphs: what the builders of Word, Excel, PDF and text documents share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from inspector.facts.document import Document, Line, Link, Table, tidy
from inspector.facts.package import Unreadable

MOST_CELLS = 200_000
"""More cells than this are not read: no list of a unit has them."""
MOST_SIGNS = 2_000_000
"""Signs of all text; no page or file that people read has more, and the readers' time grows with them."""


@dataclass(slots=True)
class Pages:
    """Collects lines and tables in reading order."""

    url: str
    kind: str
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    heads: dict[int, str] = field(default_factory=dict)
    """The heads of the columns over a hidden text, by its place in `hidden`."""

    def hide(self, text: str, heads: str = "") -> None:
        """One text that is in the file and not shown; blank ones are left out."""
        if text.strip():
            if heads:
                self.heads[len(self.hidden)] = heads
            self.hidden.append(text)

    def line(self, text: str, locator: str, heading: int = 0, links: Sequence[Link] = ()) -> None:
        """One line of text; blank ones are left out."""
        if tidy(text):
            self.links.extend(links)
            self.lines.append(Line(tidy(text), locator, heading=heading, links=tuple(links)))

    def table(
        self, rows: Sequence[Sequence[str]], locators: Sequence[Sequence[str]], locator: str, name: str = ""
    ) -> None:
        """A grid with its spans filled in, and a line for each cell that starts a span or stands alone.

        `locators` has the same shape; equal locators are one merged cell.
        """
        if sum(len(text) for row in rows for text in row) > MOST_SIGNS:
            raise Unreadable("the file has a table with more text than any")
        number, width = len(self.tables), max((len(row) for row in rows), default=0)
        seen: set[str] = set()
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if tidy(text) and locators[r][c] not in seen:
                    self.lines.append(Line(tidy(text), locators[r][c], cell=(number, r, c)))
                seen.add(locators[r][c])
        grid = tuple(tuple([tidy(cell) for cell in row] + [""] * (width - len(row))) for row in rows)
        self.tables.append(Table(grid, locator, name=name))

    def document(self, title: str = "", charset: str = "", problem: str = "") -> Document:
        """What was collected. Without a title of its own a file is called by its first heading or line."""
        first = next((line.text for line in self.lines if line.heading), self.lines[0].text if self.lines else "")
        return Document(
            url=self.url,
            kind=self.kind,
            charset=charset,
            title=title or first,
            lines=tuple(self.lines),
            tables=tuple(self.tables),
            links=tuple(self.links),
            hidden=tuple(self.hidden),
            hidden_heads=self.heads,
            problem=problem,
        )
