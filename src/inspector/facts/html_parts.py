"""What a walk over HTML collects: lines, tables, links, forms, frames and scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urldefrag, urljoin

from selectolax.lexbor import LexborNode

from inspector.facts.decode import Decoded
from inspector.facts.document import Document, Line, Link, Table, tidy
from inspector.facts.html_forms import FormParts
from inspector.facts.html_regions import Claim, claimed, footer_start
from inspector.facts.html_tables import TableParts

_BLOCKS = frozenset[str]().union(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"),
    ("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    ("hr", "li", "main", "marquee", "menu", "nav", "ol", "option", "p", "pre", "section", "select", "summary"),
    ("table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul"),
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SCRIPT_TARGET = re.compile(
    r"(?:location(?:\.href)?\s*=\s*|location\.(?:replace|assign)\s*\(\s*|window\.open\s*\(\s*)[\"']([^\"']+)[\"']"
)
_META_TARGET = re.compile(r"url\s*=\s*[\"']?([^\"';\s]+)", re.IGNORECASE)
_SHELL_CHARS = 300
_SCRIPT_KEPT = 20_000


class Parts:
    """Collects one page. `enter` and `leave` are called for elements in document order, `characters` for text between them."""

    def __init__(self, url: str) -> None:
        self.url = self.base = url
        self.title = ""
        self.meta: dict[str, str] = {}
        self.meta_refresh = ""
        self.lines: list[Line] = []
        self.claims: list[Claim | None] = []
        self.links: list[Link] = []
        self.link_claims: list[Claim | None] = []
        self.images: list[str] = []
        self.frames: list[str] = []
        self.scripts: list[str] = []
        self.inline: list[str] = []
        self.hidden: list[str] = []
        self.tables = TableParts()
        self.forms = FormParts()
        self._path: list[str] = []
        self._counts: list[dict[str, int]] = [{}]
        self._claim: Claim | None = None
        self._claimed: list[Claim | None] = []
        self._buffer: list[str] = []
        self._line_links: list[int] = []
        self._anchors: list[tuple[str, str, str, list[str]]] = []
        self._heading = 0
        self._joined: dict[str, str] = {}

    # -- head

    def head_element(self, node: LexborNode) -> None:
        """Take what a child of `head` says about the page."""
        attributes = node.attributes
        if node.tag == "title":
            self.title = tidy(node.text())
        elif node.tag == "base" and attributes.get("href"):
            self.base = self.absolute(attributes["href"] or "")
        elif node.tag == "meta":
            self._take_meta(attributes)
        elif node.tag == "script":
            self._take_script(node)

    def _take_meta(self, attributes: dict[str, str | None]) -> None:
        name = (
            (attributes.get("name") or attributes.get("property") or attributes.get("http-equiv") or "").strip().lower()
        )
        content = tidy(attributes.get("content") or "")
        if name == "refresh":
            target = _META_TARGET.search(content)
            self.meta_refresh = self.absolute(target.group(1)) if target else ""
        elif name:
            self.meta.setdefault(name, content)

    def _take_script(self, node: LexborNode) -> None:
        source = node.attributes.get("src")
        if site_code := node.attributes.get("sitecode"):
            self.meta.setdefault("script:sitecode", tidy(site_code))
        if source:
            self.scripts.append(self.absolute(source))
        elif sum(map(len, self.inline)) < _SCRIPT_KEPT:
            self.inline.append(node.text()[:_SCRIPT_KEPT])

    def frame(self, source: str | None) -> None:
        """Remember a frame's address; empty and script addresses are none."""
        if source and not source.lower().startswith(("javascript:", "about:")):
            self.frames.append(self.absolute(source))

    def absolute(self, reference: str) -> str:
        """`reference` as an absolute URL without fragment; as written where it cannot be one."""
        if reference not in self._joined:
            try:
                self._joined[reference] = urldefrag(urljoin(self.base, reference.strip())).url
            except ValueError:
                self._joined[reference] = reference.strip()
        return self._joined[reference]

    # -- body

    def enter(self, tag: str, node: LexborNode) -> bool:
        """Begin an element; False where there is nothing to see inside."""
        attributes = node.attributes
        if tag in ("script", "meta", "link", "title"):
            self.head_element(node)
            return False
        if self._is_hidden(attributes):
            self._hide(node)
            return False
        if tag == "br":
            self._flush()
            return False
        if tag == "img":
            self._image(attributes)
            return False
        if tag in ("iframe", "frame"):
            self.frame(attributes.get("src"))
            return False
        if tag in _BLOCKS:
            self._flush()
        self._open(tag, attributes)
        return self._begin(tag, node, attributes)

    def _begin(self, tag: str, node: LexborNode, attributes: dict[str, str | None]) -> bool:
        if tag in ("table", "tr", "td", "th"):
            self.tables.enter(tag, attributes, self.locator())
        elif tag == "a":
            self._anchors.append((attributes.get("href") or "", attributes.get("title") or "", self.locator(), []))
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._heading = int(tag[1])
        elif tag in ("form", "input", "select", "textarea", "label", "button"):
            before = tidy("".join(self._buffer)) or (self.lines[-1].text if self.lines else "")
            self.forms.enter(tag, node, before, self.absolute, self.locator())
            if tag == "select":
                self.leave(tag)
                return False
        return True

    def _is_hidden(self, attributes: dict[str, str | None]) -> bool:
        return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))

    def _hide(self, node: LexborNode) -> None:
        text = tidy(node.text(separator=" "))
        if text:
            self.hidden.append(text)

    def _image(self, attributes: dict[str, str | None]) -> None:
        if attributes.get("src"):
            self.images.append(self.absolute(attributes["src"] or ""))
        for anchor in self._anchors:
            anchor[3].append(attributes.get("alt") or attributes.get("title") or "")

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        counts = self._counts[-1]
        counts[tag] = counts.get(tag, 0) + 1
        self._path.append(f"{tag}[{counts[tag]}]" if tag != "body" else "body")
        self._counts.append({})
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        region = claimed(tag, names, attributes.get("role") or "") if tag in _BLOCKS else None
        self._claimed.append(self._claim)
        if region is not None:
            self._claim = Claim(region, self._claim)

    def leave(self, tag: str) -> None:
        """End the element that was entered last."""
        if tag in _BLOCKS:
            self._flush()
        if tag == "a":
            self._end_anchor()
        elif tag in ("table", "tr", "td", "th"):
            self.tables.leave(tag)
        elif tag == "form":
            self.forms.leave()
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._heading = 0
        self._path.pop()
        self._counts.pop()
        self._claim = self._claimed.pop()

    def characters(self, text: str) -> None:
        """Text between elements."""
        self._buffer.append(text)
        for anchor in self._anchors:
            anchor[3].append(text)

    def locator(self) -> str:
        """XPath of the element in hand, as a browser's console takes it."""
        return "/html/" + "/".join(self._path)

    def _end_anchor(self) -> None:
        href, title, locator, pieces = self._anchors.pop()
        target = _SCRIPT_TARGET.search(href) if href.lower().startswith("javascript:") else None
        if target:
            href = target.group(1)
        if not href or href.startswith("#") or href.lower().startswith("javascript:"):
            return
        self._line_links.append(len(self.links))
        self.links.append(Link(tidy("".join(pieces)), self.absolute(href), locator, title=tidy(title)))
        self.link_claims.append(self._claim)

    def _flush(self) -> None:
        text = tidy("".join(self._buffer))
        self._buffer.clear()
        if not text:
            self._line_links.clear()
            return
        index = len(self.lines)
        for number in self._line_links:
            self.links[number] = replace(self.links[number], line=index)
        self._line_links.clear()
        if self._claim is not None:
            self._claim.count(len(text))
        self.tables.characters(text)
        self.lines.append(Line(text, self.locator(), heading=self._heading, cell=self.tables.cell()))
        self.claims.append(self._claim)

    # -- result

    def document(self, decoded: Decoded) -> Document:
        """The page collected so far."""
        self._flush()
        total = sum(len(line.text) for line in self.lines)
        foot = footer_start([line.text for line in self.lines])
        believed = {
            id(claim): claim.believed(total) for claim in (*self.claims, *self.link_claims) if claim is not None
        }
        regions = [
            "footer" if index >= foot else believed.get(id(claim), "main") for index, claim in enumerate(self.claims)
        ]
        links = tuple(
            replace(link, region=regions[link.line] if link.line >= 0 else believed.get(id(claim), "main"))
            for link, claim in zip(self.links, self.link_claims, strict=True)
        )
        by_line: dict[int, list[Link]] = {}
        for link in links:
            by_line.setdefault(link.line, []).append(link)
        lines = tuple(
            replace(line, region=region, links=tuple(by_line.get(index, ())), cell=self.tables.kept(line.cell))
            for index, (line, region) in enumerate(zip(self.lines, regions, strict=True))
        )
        return Document(
            url=self.url,
            charset=decoded.charset,
            replaced=decoded.replaced,
            title=self.title,
            meta=self.meta,
            lines=lines,
            tables=self._tables(lines),
            links=links,
            forms=self.forms.forms(),
            images=tuple(self.images),
            frames=tuple(self.frames),
            scripts=tuple(self.scripts),
            inline="\n".join(self.inline),
            refresh=self._refresh(total),
            hidden=tuple(self.hidden),
        )

    def _tables(self, lines: tuple[Line, ...]) -> tuple[Table, ...]:
        regions = {line.cell[0]: line.region for line in lines if line.cell}
        return tuple(
            replace(table, region=regions.get(index, "main")) for index, table in enumerate(self.tables.tables())
        )

    def _refresh(self, total: int) -> str:
        if self.meta_refresh and self.meta_refresh != self.url:
            return self.meta_refresh
        target = _SCRIPT_TARGET.search("\n".join(self.inline)) if total < _SHELL_CHARS else None
        return self.absolute(target.group(1)) if target else ""
