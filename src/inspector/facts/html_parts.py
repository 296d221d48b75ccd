"""What a walk over the body of a page collects: lines, tables, links, forms and pictures."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from inspector.facts.decode import Decoded
from inspector.facts.document import PICTURE, Document, Line, Link, Region, Table, tidy
from inspector.facts.html_flow import Anchor, FlowLine, clicked, data_target
from inspector.facts.html_forms import FormParts
from inspector.facts.html_head import Head
from inspector.facts.html_panels import is_panel
from inspector.facts.html_regions import Claim, claimed, footer_start
from inspector.facts.html_tables import TableParts

_BLOCKS = frozenset[str]().union(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"),
    ("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    ("hr", "li", "main", "marquee", "menu", "nav", "ol", "option", "p", "pre", "section", "select", "summary"),
    ("table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul"),
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CONTACT = re.compile(
    r"(?:邮\s*箱|邮\s*件|信\s*箱|电\s*话|传\s*真|热\s*线|E-?mail)(?:号码|地址)?\s*[:：]\s*[A-Za-z0-9._\-]*$",
    re.IGNORECASE,
)
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_WORDS = 4
_IN_HEAD = frozenset({"script", "meta", "link", "title"})
_EMPTY = _IN_HEAD | {"br", "img", "iframe", "frame", "embed"}
"""Elements with nothing inside that is shown."""
_GRID = frozenset({"table", "tr", "td", "th"})
_CONTROLS = frozenset({"form", "input", "select", "textarea", "label", "button"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPOKEN = _GRID | _CONTROLS | _HEADINGS.keys() | {"a"}
"""Elements that are more than a place for text."""
_CLICKED = frozenset({"li", "div", "p", "tr", "td", "dd", "dt", "dl", "h3", "h4", "h5", "article", "section"})
_Attributes = dict[str, str | None]


class Parts:
    """Collects one page. `enter` and `leave` are called for elements in document order, `characters` for text between them."""

    def __init__(self, url: str) -> None:
        self.head = Head(url)
        self.lines: list[FlowLine] = []
        self.links: list[Anchor] = []
        self.images: list[str] = []
        self.hidden: list[str] = []
        self.tables = TableParts()
        self.forms = FormParts()
        self._path: list[str] = ["/html"]
        self._counts: list[dict[str, int]] = [{}]
        """How many of each tag every open element has had so far."""
        self._claim: Claim | None = None
        self._claimed: list[Claim | None] = []
        self._buffer: list[str] = []
        self._line_links: list[Anchor] = []
        self._anchors: list[Anchor] = []
        self._heading = 0
        self._clicked: tuple[int, int, Anchor] | None = None
        """The element in hand that a click opens: how deep it lies, how many links stand before it."""

    def enter(self, tag: str, node: LexborNode) -> bool:
        """Begin an element; False where there is nothing to see inside."""
        attributes = node.attributes
        if tag in _IN_HEAD:
            self.head.take(node)
            if tag == "script" and "document.write" in (node.text() or ""):
                self._stand_in()
            return False
        if attributes and _is_hidden(attributes) and not is_panel(node):
            self._hide(node)
            return False
        if tag in _EMPTY:
            self._empty(tag, attributes)
            return False
        if tag in _BLOCKS:
            self._flush()
            self._enter_block(tag, attributes)
        self._open(tag)
        if tag in _CLICKED and attributes and not self._anchors and (target := clicked(attributes)):
            title = attributes.get("title") or ""
            anchor = Anchor(target, title, self._path[-1], [], first=len(self.lines))
            self._clicked = (len(self._path), len(self.links), anchor)
        return tag not in _SPOKEN or self._begin(tag, node, attributes)

    def _empty(self, tag: str, attributes: _Attributes) -> None:
        if tag == "br":
            self._flush()
        elif tag == "img":
            self._image(attributes)
        else:
            self.head.frame(attributes.get("src"))

    def _begin(self, tag: str, node: LexborNode, attributes: _Attributes) -> bool:
        if tag in _GRID:
            self.tables.enter(tag, attributes, self._path[-1])
        elif tag == "a":
            href = attributes.get("href") or ""
            if not href or href.startswith(("#", "javascript:")):
                href = data_target(attributes) or href
            onclick = attributes.get("onclick") or ""
            title = attributes.get("title") or ""
            self._anchors.append(Anchor(href, title, self._path[-1], [], onclick, first=len(self.lines)))
        elif tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in _CONTROLS:
            before = tidy("".join(self._buffer)) or (self.lines[-1].text if self.lines else "")
            self.forms.enter(tag, node, before, self.head.absolute, self._path[-1])
            if tag == "select":
                self.leave(tag)
                return False
        return True

    def _hide(self, node: LexborNode) -> None:
        text = tidy(node.text(separator=" "))
        if text:
            self.hidden.append(text)

    def _image(self, attributes: _Attributes) -> None:
        if attributes.get("src"):
            self.images.append(self.head.absolute(attributes["src"] or ""))
        for anchor in self._anchors:
            anchor.pieces.append(attributes.get("alt") or attributes.get("title") or "")
        self._stand_in((attributes.get("alt") or "").strip())

    def _stand_in(self, alt: str = "") -> None:
        """A picture or script in the place of a contact's value, or of the sign in a mailbox, is written down as one."""
        before = tidy("".join(self._buffer))
        cell = self.tables.cell()
        if not before and cell and self.lines and (self.lines[-1].cell or ())[:2] == cell[:2]:
            before = f"{self.lines[-1].text.rstrip(':：')}:"
        if _CONTACT.search(before):
            self._buffer.append(alt if alt in ("@", "＠") else PICTURE)

    def _open(self, tag: str) -> None:
        """The element's XPath grows by its tag and its place among its like, as a browser's console takes it."""
        counts = self._counts[-1]
        counts[tag] = place = counts.get(tag, 0) + 1
        self._path.append(f"{self._path[-1]}/{tag}[{place}]" if tag != "body" else f"{self._path[-1]}/body")
        self._counts.append({})

    def _enter_block(self, tag: str, attributes: _Attributes) -> None:
        self._claimed.append(self._claim)
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}" if attributes else ""
        region = claimed(tag, names, attributes.get("role") or "")
        if region is not None:
            self._claim = Claim(region, self._claim)

    def leave(self, tag: str) -> None:
        """End the element that was entered last."""
        if tag in _BLOCKS:
            self._flush()
            if tag in _GRID:
                self.tables.leave(tag)
            elif tag == "form":
                self.forms.leave()
            elif tag in _HEADINGS:
                self._heading = 0
            self._claim = self._claimed.pop()
        elif tag == "a":
            self._end_anchor()
        if self._clicked is not None and self._clicked[0] == len(self._path):
            self._end_clicked(*self._clicked[1:])
        self._path.pop()
        self._counts.pop()

    def characters(self, text: str) -> None:
        """Text between elements."""
        if self._buffer or not text.isspace():
            self._buffer.append(text)
        for anchor in self._anchors:
            anchor.pieces.append(text)

    def _end_anchor(self) -> None:
        anchor = self._anchors.pop()
        href = anchor.target()
        if not href:
            return
        anchor.text, anchor.url = tidy("".join(anchor.pieces)), self.head.absolute(href)
        anchor.claim = self._claim
        if len(self.lines) > anchor.first and not self._buffer:
            anchor.line = self._headline(anchor.first)
            if len(self.lines) > anchor.first + 1:
                anchor.text = self.lines[anchor.line].text
        else:
            self._line_links.append(anchor)
        self.links.append(anchor)

    def _headline(self, first: int) -> int:
        """Of the lines of a card the one that is its title: the heading, else the first that is no date or number."""
        inside = range(first, len(self.lines))
        heading = next((n for n in inside if self.lines[n].heading), None)
        worded = next((n for n in inside if len(_HAN.findall(self.lines[n].text)) >= _LEAST_WORDS), first)
        return worded if heading is None else heading

    def _end_clicked(self, links: int, anchor: Anchor) -> None:
        """An element that a click opens is the link of its title, unless it holds links of its own."""
        self._clicked = None
        inside = range(anchor.first, len(self.lines))
        if not inside or len(self.links) > links:
            return
        anchor.line = self._headline(anchor.first)
        anchor.text, anchor.url = self.lines[anchor.line].text, self.head.absolute(anchor.href)
        anchor.claim = self._claim
        self.links.append(anchor)

    def _flush(self) -> None:
        if not self._buffer:
            self._line_links.clear()
            return
        text = tidy("".join(self._buffer))
        self._buffer.clear()
        if not text:
            self._line_links.clear()
            return
        for anchor in self._line_links:
            anchor.line = len(self.lines)
        self._line_links.clear()
        if self._claim is not None:
            self._claim.count(len(text))
        self.tables.characters(text)
        self.lines.append(FlowLine(text, self._path[-1], self._heading, self.tables.cell(), self._claim))

    # -- result

    def document(self, decoded: Decoded) -> Document:
        """The page collected so far."""
        self._flush()
        total = sum(len(line.text) for line in self.lines)
        lines, links = self._placed(total)
        return Document(
            url=self.head.url,
            charset=decoded.charset,
            replaced=decoded.replaced,
            title=self.head.title,
            meta=self.head.meta,
            lines=lines,
            tables=self._tables(lines),
            links=links,
            forms=self.forms.forms(),
            images=tuple(self.images),
            frames=tuple(self.head.frames),
            scripts=tuple(self.head.scripts),
            inline="\n".join(self.head.inline),
            refresh=self.head.refresh(total),
            hidden=tuple(self.hidden),
        )

    def _placed(self, total: int) -> tuple[tuple[Line, ...], tuple[Link, ...]]:
        """Lines and links in their regions, which only the whole page of `total` characters decides."""
        foot = footer_start([line.text for line in self.lines])
        made = [*(line.claim for line in self.lines), *(link.claim for link in self.links)]
        claims = {id(claim): claim for claim in made if claim is not None}
        believed: dict[int, Region] = {key: claim.believed(total) for key, claim in claims.items()}
        regions: list[Region] = [
            "footer" if index >= foot else believed.get(id(line.claim), "main") for index, line in enumerate(self.lines)
        ]
        links: list[Link] = []
        by_line: dict[int, list[Link]] = {}
        for one in self.links:
            region = regions[one.line] if one.line >= 0 else believed.get(id(one.claim), "main")
            title = one.text if one.title == one.text else tidy(one.title)  # mostly the same: one string for both
            links.append(Link(one.text, one.url, one.locator, region, title, one.line))
            by_line.setdefault(one.line, []).append(links[-1])
        lines = [
            Line(one.text, one.locator, region, one.heading, self.tables.kept(one.cell), tuple(by_line.get(index, ())))
            for index, (one, region) in enumerate(zip(self.lines, regions, strict=True))
        ]
        return tuple(lines), tuple(links)

    def _tables(self, lines: tuple[Line, ...]) -> tuple[Table, ...]:
        regions = {line.cell[0]: line.region for line in lines if line.cell}
        return tuple(
            replace(table, region=regions.get(index, "main")) for index, table in enumerate(self.tables.tables())
        )


def _is_hidden(attributes: _Attributes) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and bool(_HIDDEN.search(style)))
