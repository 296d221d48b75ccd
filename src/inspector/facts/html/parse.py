"""HTML to a `Document`: the tree that lexbor makes of it, written out again and read once; no markup is too deep for that."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from inspector import lazy
from inspector.facts.decode import Decoded, decode
from inspector.facts.document import Document
from inspector.facts.html.glance import Glance, seen_in
from inspector.facts.html.head import take_head
from inspector.facts.html.marks import HIDING, ISLAND, MARKS
from inspector.facts.html.page import Page
from inspector.facts.html.panels import is_hidden, show_panels
from inspector.facts.html.parts import Parts

_TAG = lazy.pattern(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset[str]().union(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"),
    ("p", "li", "td", "th", "tr", "option", "dd", "dt"),
)
_ISLAND = lazy.pattern(
    r"<script[^>]{0,200}text/xml[^>]{0,200}>((?:[^<]++|<(?!/?script))*+)</script\s*>", re.DOTALL | re.IGNORECASE
)
_RECORD = lazy.pattern(r"<record>\s*<!\[CDATA\[((?:[^]]++|\](?!\]>))*+)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)
_OPENING = lazy.pattern(
    r"<[a-zA-Z][^\s/>]*+(?:[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++))?+|[\s/=]++)*+", re.DOTALL
)
_ATTRIBUTE = lazy.pattern(r"[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++))?+", re.DOTALL)
_FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"})
"""Elements that a parser opens anew in every block until they are closed."""
_MANY_TAGS, _MANY_SIGNS, _LONG_TAG = 2_000, 80_000, 2_000
_DEEPEST = 5_000
_MOST_ELEMENTS = 100_000
_MOST_REOPENED = 1_000_000
_MOST_OPTIONS = 10_000
_MOST_ATTRIBUTES = 500
_SMALL = 8_000
"""Characters of a page with its markup, below which to read it costs no more than to look at it."""
_MOST_BYTES = 10_000_000
"""Of a page with its markup: to read one takes ten times its size in memory."""
_HUGE = "the page has more than 10 MB of markup, which no page has that people read"
_MONSTROUS = "the page has more elements than any page has, or nests them deeper than any"


def parse(body: bytes, url: str, content_type: str = "") -> Document:
    """The document that `body` shows at `url`; `content_type` is the answer's header value, where there was one."""
    grown = _grown(body, url, content_type)
    return grown if isinstance(grown, Document) else _read(grown, url)


def glance(body: bytes, url: str, content_type: str = "") -> Document:
    """The same document for who will hardly ask for more than its title, links and wording: what else is asked for is read then."""
    grown = _grown(body, url, content_type)
    if isinstance(grown, Document):
        return grown
    shown = grown.tree.body
    if shown is None or is_hidden(shown.attributes) or len(grown.decoded.text) < _SMALL:
        return _read(grown, url)
    look = seen_in(grown.tree, shown, url, grown.marks)
    return Glance(url, grown.decoded, look, partial(parse, body, url, content_type))


class _Grown(NamedTuple):
    """The tree of a page, its text, and what may be on it."""

    tree: LexborHTMLParser
    decoded: Decoded
    marks: frozenset[str]


def _read(grown: _Grown, url: str) -> Page:
    """The page, read from beginning to end."""
    parts = Parts(url)
    take_head(parts.head, grown.tree)
    if grown.tree.body is not None:
        parts.read(grown.tree.body.html or "")
    for frame in grown.tree.css("frameset frame") if grown.tree.body is None else ():
        parts.head.frame(frame.attributes.get("src") or "")
    return Page(parts, grown.decoded.charset, grown.decoded.replaced)


def _grown(body: bytes, url: str, content_type: str) -> Document | _Grown:
    """What grows of a page; a document with its problem where nothing does."""
    if len(body) > _MOST_BYTES:
        return Document(url=url, problem=_HUGE)
    decoded = decode(body, content_type)
    if monstrous(decoded.text):
        return Document(url=url, charset=decoded.charset, replaced=decoded.replaced, problem=_MONSTROUS)
    markup, marks = _marked(decoded)
    tree = LexborHTMLParser(markup)
    if HIDING in marks:
        show_panels(tree)
    return _Grown(tree, decoded, marks)


def _marked(decoded: Decoded) -> tuple[bytes, frozenset[str]]:
    """A page's markup as the parser takes it, and the marks that stand in it."""
    markup = decoded.utf8 or decoded.text.encode(errors="ignore")
    marks = MARKS.found(markup)
    if ISLAND not in marks:
        return markup, marks
    markup = _stored(decoded.text).encode(errors="ignore")
    return markup, MARKS.found(markup)


def _stored(text: str) -> str:
    """List entries that a page keeps as markup in a data island (`<datastore>`), for its own script to show: shown."""
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
