"""HTML to a `Document`: the tree that lexbor makes of it, written out again and read once; no markup is too deep for that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspector.facts.decode import decode
from inspector.facts.document import Document
from inspector.facts.html_page import Page
from inspector.facts.html_panels import show_panels
from inspector.facts.html_parts import Parts

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset[str]().union(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"),
    ("p", "li", "td", "th", "tr", "option", "dd", "dt"),
)
_ISLAND = re.compile(
    r"<script[^>]{0,200}text/xml[^>]{0,200}>((?:[^<]++|<(?!/?script))*+)</script\s*>", re.DOTALL | re.IGNORECASE
)
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[((?:[^]]++|\](?!\]>))*+)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)
_OPENING = re.compile(
    r"<[a-zA-Z][^\s/>]*+(?:[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++))?+|[\s/=]++)*+", re.DOTALL
)
_ATTRIBUTE = re.compile(r"[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++))?+", re.DOTALL)
_FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"})
"""Elements that a parser opens anew in every block until they are closed."""
_MANY_TAGS, _MANY_SIGNS, _LONG_TAG = 2_000, 80_000, 2_000
_DEEPEST = 5_000
_MOST_ELEMENTS = 100_000
_MOST_REOPENED = 1_000_000
_MOST_OPTIONS = 10_000
_MOST_ATTRIBUTES = 500
_MONSTROUS = "the page has more elements than any page has, or nests them deeper than any"


def parse(body: bytes, url: str, content_type: str = "") -> Document:
    """The document that `body` shows at `url`; `content_type` is the answer's header value, where there was one."""
    decoded = decode(body, content_type)
    if monstrous(decoded.text):
        return Document(url=url, charset=decoded.charset, replaced=decoded.replaced, problem=_MONSTROUS)
    tree = LexborHTMLParser(_stored(decoded.text))
    lowered = decoded.text.lower()
    if "none" in lowered or "hidden" in lowered:  # without these no element is hidden
        show_panels(tree)
    parts = Parts(url)
    for element in _children(tree.head) if tree.head is not None else ():
        attributes = {name: value or "" for name, value in element.attributes.items()}
        parts.head.take(element.tag or "", attributes, element.text())
    if tree.body is not None:
        parts.read(tree.body.html or "")
    for frame in tree.css("frameset frame") if tree.body is None else ():
        parts.head.frame(frame.attributes.get("src") or "")
    return Page(parts, decoded.charset, decoded.replaced)


def _stored(text: str) -> str:
    """List entries that a page keeps as markup in a data island (`<datastore>`), for its own script to show: shown."""
    if "<![CDATA[" not in text:
        return text
    return _ISLAND.sub(lambda island: "".join(_RECORD.findall(island[1])), text)


def monstrous(text: str) -> bool:
    """Whether `text` has more elements or attributes than any page has, or nests or leaves open more of them.

    The parser's time is quadratic in depth, in the options of a list and in the attributes of a tag, and what is left open
    (`<font>`) it makes anew in each block that follows. Such a page is not read in part, because nothing may be called
    missing on a page of which a part was left out.
    """
    return (text.count("<") >= _MANY_TAGS and _teems(text)) or (len(text) >= _MANY_SIGNS and _bristles(text))


def _teems(text: str) -> bool:
    depth = elements = options = left_open = reopened = 0
    for tag in _TAG.finditer(text):
        name, step = tag.group(2).lower(), -1 if tag.group(1) else 1
        elements += step > 0
        depth += step if step < 0 or name not in _VOID else 0
        options += step > 0 and name == "option"
        if name in _FORMATTING:
            left_open = max(0, left_open + step)
        else:
            reopened += left_open
        if depth > _DEEPEST or elements > _MOST_ELEMENTS or options > _MOST_OPTIONS or reopened > _MOST_REOPENED:
            return True
    return False


def _bristles(text: str) -> bool:
    """Whether a tag has more attributes than any tag has."""
    long = (tag[0] for tag in _OPENING.finditer(text) if tag.end() - tag.start() > _LONG_TAG)
    return any(len(_ATTRIBUTE.findall(tag)) > _MOST_ATTRIBUTES for tag in long)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next
