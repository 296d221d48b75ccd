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
_ISLAND = re.compile(r"<script[^>]{0,200}text/xml[^>]{0,200}>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)
_MANY_TAGS = 20_000
_DEEPEST = 5_000
_MOST_ELEMENTS = 100_000
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
    """Whether `text` has more elements than any page has, or nests them deeper: the parser's time is quadratic in depth.

    Such a page is not read in part, because nothing may be called missing on a page of which a part was left out.
    """
    if text.count("<") < _MANY_TAGS:
        return False
    depth = elements = 0
    for tag in _TAG.finditer(text):
        elements += not tag.group(1)
        depth += -1 if tag.group(1) else tag.group(2).lower() not in _VOID
        if depth > _DEEPEST or elements > _MOST_ELEMENTS:
            return True
    return False


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
