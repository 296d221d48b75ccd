"""Hidden blocks that a click shows: the panels of tabs, which a reader of the page gets to see and a judge of it must."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SERIAL = re.compile(r"[\d_\-]+$")
_PANELS = frozenset({"div", "section", "ul", "ol", "table", "dl", "article", "li", "p"})
_MOST_SIBLINGS = 24
_LEAST_CHARS = 20


def is_hidden(attributes: Mapping[str, str | None] | Mapping[str, str]) -> bool:
    """Whether an element says that it is not shown."""
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def show_panels(tree: LexborHTMLParser) -> None:
    """Take from every panel what hides it."""
    hidden = [node for node in tree.css("[hidden], [style]") if is_hidden(node.attributes)]
    for node in [node for node in hidden if _is_panel(node)]:
        for name in ("hidden", "style"):
            if name in node.attributes:
                del node.attrs[name]


def _is_panel(node: LexborNode) -> bool:
    """Whether a hidden element stands in a row of its like, at least one of which is shown: `<div class="tab-con" style="display:none">`.

    Alike are elements of one tag that share a class, or an id but for its number. A hidden dialog or a hidden heap of links stands alone.
    """
    if (node.tag or "") not in _PANELS or len((node.text() or "").strip()) < _LEAST_CHARS:
        return False
    names = _names(node)
    return bool(names) and any(names & _names(other) and not _hides(other) for other in _siblings(node))


def _siblings(node: LexborNode) -> Iterator[LexborNode]:
    for step in ("prev", "next"):
        other, seen = getattr(node, step), 0
        while other is not None and seen < _MOST_SIBLINGS:
            if other.tag == node.tag:
                yield other
            other, seen = getattr(other, step), seen + 1


def _names(node: LexborNode) -> set[str]:
    attributes = node.attributes
    classes = {_SERIAL.sub("", name) for name in (attributes.get("class") or "").lower().split()}
    number = _SERIAL.sub("", (attributes.get("id") or "").lower())
    return {name for name in (*classes, f"#{number}" if number else "") if name}


def _hides(node: LexborNode) -> bool:
    style = re.sub(r"\s", "", node.attributes.get("style") or "").lower()
    return "display:none" in style or "visibility:hidden" in style or "hidden" in node.attributes
