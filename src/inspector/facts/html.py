"""HTML to a `Document`: one walk over the tree, without recursion, so that no markup is too deep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspector.facts.decode import Decoded, decode
from inspector.facts.document import Document
from inspector.facts.html_parts import Parts

_SKIPPED = frozenset({"style", "noscript", "template", "svg", "math", "applet", "canvas"})
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
    parts = Parts(url)
    if tree.head is not None:
        for element in _children(tree.head):
            parts.head.take(element)
    for frame in tree.css("frameset frame"):
        parts.head.frame(frame.attributes.get("src"))
    if tree.body is not None:
        _walk(tree.body, parts)
    return parts.document(Decoded("", decoded.charset, decoded.replaced))


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


def _walk(root: LexborNode, parts: Parts) -> None:
    """In document order; a tag on the stack is the end of its element."""
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.leave(node)
            continue
        tag = node.tag or "-"
        if tag == "-text":
            parts.characters(node.text_content or "")
        elif tag == "object":
            parts.head.frame(node.attributes.get("data"))
        elif tag[0] not in "-!" and tag not in _SKIPPED and parts.enter(tag, node):
            stack.append(tag)
            child = node.last_child
            while child is not None:
                stack.append(child)
                child = child.prev
