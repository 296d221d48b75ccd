"""Hidden blocks that a click shows: the panels of tabs, which a reader of the page gets to see and a judge of it must."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspector import lazy

_HIDDEN = lazy.pattern(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SERIAL = lazy.pattern(r"[\d_\-]+$")
_PANELS = frozenset({"div", "section", "ul", "ol", "table", "dl", "dd", "article", "li", "p"})
_MOST_SIBLINGS = 24
_LEAST_CHARS = 20
_HEAD_CHARS = 40
_SHOWS = lazy.pattern(r"display:(?:block|flex|table|grid|inline)")
_TABBED = lazy.pattern(r"tab|panel|switch|slide|accordion|collapse|fold|qiehuan", re.IGNORECASE)
_CLICKED = lazy.pattern(
    r"tit|head|tab|toggle|accordion|collapse|fold|menu|btn|button|switch|trigger|summary|zk", re.IGNORECASE
)
"""Words by which the class of a shown element says that a click on it opens what follows."""
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
    if (node.tag or "") not in _PANELS:
        return False
    return (_in_row(node, looks) or _under_head(node, looks)) and _says(node)


def _in_row(node: LexborNode, looks: _Looks) -> bool:
    names = looks.of(node)[0]
    row = [other for other in _siblings(node) if not looks.of(other)[1]]
    if any(names & looks.of(other)[0] for other in row):
        return True
    nameless = [other for other in row if not names and not looks.of(other)[0]]
    return any(_SHOWS.search(_style(other)) for other in nameless) or bool(nameless and _is_tabbed(node))


def _is_tabbed(node: LexborNode) -> bool:
    """Whether the element around says that it holds panels: nameless ones in `<div class="tab-bd">`."""
    parent = node.parent
    return parent is not None and bool(_TABBED.search(" ".join(_names(parent))))


def _under_head(node: LexborNode, looks: _Looks) -> bool:
    """Whether it is the closed part of an accordion: under a short shown heading that a click opens, or one of several such."""
    head = _before(node)
    if head is None or looks.of(head)[1] or not 0 < len(head.text(strip=True)[: _HEAD_CHARS + 1]) <= _HEAD_CHARS:
        return False
    attributes = head.attributes
    if "onclick" in attributes or attributes.get("role") in ("button", "tab"):
        return True
    if _CLICKED.search(" ".join(looks.of(head)[0])) or (head.tag or "") in ("dt", "summary", "button"):
        return True
    closed = [other for other in _siblings(node) if looks.of(other)[1] and looks.of(other)[0] == looks.of(node)[0]]
    return any(_alike(head, _before(other), looks) for other in closed)


def _alike(head: LexborNode, other: LexborNode | None, looks: _Looks) -> bool:
    return other is not None and other.tag == head.tag and looks.of(other) == looks.of(head)


def _before(node: LexborNode) -> LexborNode | None:
    """The element before this one."""
    other, seen = node.prev, 0
    while other is not None and not other.is_element_node and seen < _MOST_SIBLINGS:
        other, seen = other.prev, seen + 1
    return other if other is not None and other.is_element_node else None


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
    style = _style(node)
    return "display:none" in style or "visibility:hidden" in style or "hidden" in node.attributes


def _style(node: LexborNode) -> str:
    return re.sub(r"\s", "", node.attributes.get("style") or "").lower()
