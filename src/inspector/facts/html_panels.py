"""Hidden blocks that a click shows: the panels of tabs, which a reader of the page gets to see and a judge of it must."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_SERIAL = re.compile(r"[\d_\-]+$")
_PANELS = frozenset({"div", "section", "ul", "ol", "table", "dl", "article", "li", "p"})
_MOST_SIBLINGS = 24
_LEAST_CHARS = 20


def is_panel(node: LexborNode) -> bool:
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
