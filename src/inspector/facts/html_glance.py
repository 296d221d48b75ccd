"""A page at a glance: its title, where its links lead and what it says, as the parser itself tells it.

Most pages of a run are only looked at: whether they are what was asked for, and what they lead to. That costs a third of the way
through all tags (`html_parts`), which is gone as soon as somebody asks for a line, a table or a form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspector.facts.decode import Decoded
from inspector.facts.document import Document, norm, norm_words
from inspector.facts.html_head import Head, take_head
from inspector.facts.html_panels import is_hidden
from inspector.facts.html_regions import claimed, most_in_footer
from inspector.facts.html_tags import BLOCKS, CLICKED, UNSEEN
from inspector.facts.html_targets import DATA, clicked, link_target

_OF_HEAD = ("title", "base")
_NOT_SHOWN = UNSEEN | set(_OF_HEAD)
_UNSEEN, _HIDDEN = ", ".join(sorted(_NOT_SHOWN)), "[hidden], [style]"
_LEAVES = frozenset({"script", "style"})
"""Of what is not shown that which holds no other element."""
_TELLING = "a, header, footer, nav, aside, [role], [id], [class]"
_CLICKS = ", ".join(f"[{name}]" for name in ("onclick", *DATA))
_SHORT = 300
"""Where a page says less, a sign more or less may decide what it is: it is read whole."""


_Tagged = tuple[str, LexborNode]
"""An element with its name."""


class Hints(NamedTuple):
    """Whether words are anywhere on a page without which no element is hidden, and none but links is opened by a click."""

    hiding: bool
    clicks: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tree of a page tells. None: only the way through the page does."""

    title: str | None
    addresses: tuple[str, ...] | None
    wording: str
    at_least: int
    """Characters of the main region, or fewer: what may belong to another region is taken off."""
    at_most: int
    """Signs of the text, or more."""


def seen_in(tree: LexborHTMLParser, body: LexborNode, url: str, hints: Hints) -> Seen:
    """What a page's tree tells, from which all that no reader sees is cut away."""
    head = Head(url)
    take_head(head, tree)
    telling, astray = _cut(body, hints)
    text = body.text(separator="\n")
    words = norm_words(text)
    wording = "".join(words)
    leads, elsewhere = _leads(telling, head, hints)
    return Seen(
        title=None if astray else head.title,
        addresses=None if astray or leads is None else tuple(leads),
        wording=wording,
        at_least=len(wording) - elsewhere - most_in_footer(wording, len(words)),
        at_most=len(text),
    )


def _cut(body: LexborNode, hints: Hints) -> tuple[list[_Tagged], bool]:
    """Cut away what is not shown. What is left that tells something, and whether anything of a head stood in the body."""
    unseen, tags = _Inside(), set[str]()
    left: list[_Tagged] = []
    for tag, node in _tagged(body, _UNSEEN, _HIDDEN if hints.hiding else _telling(hints)):
        if tag not in _NOT_SHOWN and not (hints.hiding and is_hidden(node.attributes)):
            left.append((tag, node))
        elif node not in unseen:
            unseen.taken[node.mem_id] = node
            tags.add(tag)
    for node in unseen.taken.values():
        node.decompose()
    again = hints.hiding or not tags <= _LEAVES
    return _tagged(body, _telling(hints)) if again else left, not tags.isdisjoint(_OF_HEAD)


def _telling(hints: Hints) -> str:
    return f"{_TELLING}, {_CLICKS}" if hints.clicks else _TELLING


def _tagged(body: LexborNode, *selectors: str) -> list[_Tagged]:
    """The elements that fit any of the selectors. Of a plain list an element would be told once for each one that it fits."""
    return [(node.tag or "", node) for node in body.css(f":is({', '.join(selectors)})")]


class _Inside:
    """Whether elements lie in one of those that were taken. They are asked about in the order of the page.

    An element that lies in none of them never will, for whatever holds it comes before it: no way up is gone twice.
    """

    def __init__(self) -> None:
        self.taken: dict[int, LexborNode] = {}
        self._known: dict[int, bool] = {}

    def __contains__(self, node: LexborNode) -> bool:
        climbed: list[int] = []
        within, around = False, node.parent if self.taken else None
        while around is not None and not within and (known := self._known.get(around.mem_id)) is not False:
            within = known is True or around.mem_id in self.taken
            climbed.append(around.mem_id)
            around = around.parent
        self._known.update(dict.fromkeys(climbed, within))
        return within


def _leads(telling: Sequence[_Tagged], head: Head, hints: Hints) -> tuple[list[str] | None, int]:
    """Where the links lead, and how many characters may stand in another region than the main one, or more.

    None where a click on something else leads somewhere: what of it is the link only the way through the page tells.
    """
    anchors = [node for tag, node in telling if tag == "a"]
    plain = map(head.addresses.plain, [node.attrs.get("href") or "" for node in anchors])
    found = [url or _lead(node, head) for url, node in zip(plain, anchors, strict=True)]
    other, astray = _Inside(), False
    for tag, node in telling:
        if tag in BLOCKS:
            named = _attributes(node)
            if _claims(tag, named) and node not in other:
                other.taken[node.mem_id] = node
            astray = astray or (hints.clicks and tag in CLICKED and bool(clicked(named)))
    elsewhere = sum(len(norm(node.text(separator="\n"))) for node in other.taken.values())
    return None if astray else [url for url in found if url], elsewhere


def _lead(anchor: LexborNode, head: Head) -> str:
    target = link_target(_attributes(anchor))
    return head.absolute(target) if target else ""


def _claims(tag: str, named: Mapping[str, str]) -> bool:
    region = claimed(tag, f"{named.get('id', '')} {named.get('class', '')}", named.get("role", ""))
    return region not in (None, "main")


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}


class _OfWhole:
    """What only the way through the page tells."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, glance: Glance | None, owner: type) -> Any:
        return self if glance is None else getattr(glance.whole, self._name)


class Glance(Document):
    """The document of a page of which hardly anybody asks for a line; who does is told by `whole`.

    `wording` lacks the signs that stand for pictures, unless the page is short.
    """

    meta: Any = _OfWhole()
    lines: Any = _OfWhole()
    tables: Any = _OfWhole()
    links: Any = _OfWhole()
    forms: Any = _OfWhole()
    images: Any = _OfWhole()
    frames: Any = _OfWhole()
    scripts: Any = _OfWhole()
    inline: Any = _OfWhole()
    refresh: Any = _OfWhole()
    hidden: Any = _OfWhole()
    chars: Any = _OfWhole()
    lengths: Any = _OfWhole()
    said: Any = _OfWhole()
    text: Any = _OfWhole()
    _look: Seen
    _read: Callable[[], Document]
    _signs: int

    def __init__(self, url: str, decoded: Decoded, look: Seen, read: Callable[[], Document]) -> None:
        told = {"url": url, "kind": "html", "charset": decoded.charset, "replaced": decoded.replaced}
        vars(self).update(told, seen="", problem="", _look=look, _read=read, _signs=len(decoded.text))

    @cached_property
    def whole(self) -> Document:
        """The page, read from beginning to end."""
        return self._read().seen_at(self.seen)

    @cached_property
    def title(self) -> str:
        """As `Document.title`."""
        return self.whole.title if self._look.title is None else self._look.title

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """As `Document.addresses`."""
        return self.whole.addresses if self._look.addresses is None else self._look.addresses

    @cached_property
    def wording(self) -> str:
        """As `Document.wording`."""
        return self._look.wording if len(self._look.wording) > _SHORT else self.whole.wording

    @property
    def at_least(self) -> int:
        """As `Document.at_least`."""
        return self._look.at_least

    def fits(self, line: int, signs: int) -> bool:
        """As `Document.fits`."""
        return (self._look.at_most <= line and self._signs <= signs) or self.whole.fits(line, signs)
