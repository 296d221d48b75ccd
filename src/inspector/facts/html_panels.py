"""Hidden blocks that a click shows: the panels of tabs, which a reader of the page gets to see and a judge of it must."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SERIAL = re.compile(r"[\d_\-]+$")
_PANELS = frozenset({"div", "section", "ul", "ol", "table", "dl", "article", "li", "p"})
_MOST_SIBLINGS = 24
_LEAST_CHARS = 20
_MOST_INNER = 2_000


def is_hidden(attributes: Mapping[str, str | None] | Mapping[str, str]) -> bool:
    """Whether an element says that it is not shown."""
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def show_panels(tree: LexborHTMLParser) -> None:
    """Take from every panel what hides it."""
    hidden = [node for node in tree.css(":is([hidden], [style])") if is_hidden(node.attributes)]
    looks = _Looks()
    for node in [node for node in hidden if _is_panel(node, looks)]:
        for name in ("hidden", "style"):
            if name in node.attributes:
                del node.attrs[name]


class _Looks(dict[int, tuple[set[str], bool]]):
    """What elements are called and whether they say that they are not shown, each told once: a row has thousands."""

    def of(self, node: LexborNode) -> tuple[set[str], bool]:
        """The look of an element."""
        if node.mem_id not in self:
            self[node.mem_id] = _names(node), _hides(node)
        return self[node.mem_id]


def _is_panel(node: LexborNode, looks: _Looks) -> bool:
    """Whether a hidden element stands in a row of its like, at least one of which is shown: `<div class="tab-con" style="display:none">`.

    Alike are elements of one tag that share a class, or an id but for its number. A hidden dialog or a hidden heap of links stands alone.
    """
    names = looks.of(node)[0] if (node.tag or "") in _PANELS else set()
    shown = (called for called, hides in map(looks.of, _siblings(node) if names else ()) if not hides)
    return any(names & called for called in shown) and _says(node)


def _says(node: LexborNode) -> bool:
    """Whether there is text in it, near its beginning: blocks may be nested thousands deep, and each is asked."""
    said = 0
    for inner in islice(node.traverse(include_text=True), _MOST_INNER):
        said += len((inner.text_content or "").strip()) if inner.is_text_node else 0
        if said >= _LEAST_CHARS:
            return True
    return False


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
