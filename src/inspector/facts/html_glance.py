"""A page at a glance: its title, where its links lead and what it says, as the parser itself tells it.

Most pages of a run are only looked at: whether they are what was asked for, and what they lead to. That costs a third of the way
through all tags (`html_parts`), which is gone as soon as somebody asks for a line, a table or a form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspector.facts.decode import Decoded
from inspector.facts.document import Document, norm, norm_words
from inspector.facts.html_forms import is_fixed
from inspector.facts.html_head import Head, take_head
from inspector.facts.html_marks import CLICKS, HIDING, OF_HEAD, ROLES, TELLING
from inspector.facts.html_panels import is_hidden
from inspector.facts.html_regions import claimed, most_in_any_footer, most_in_footer
from inspector.facts.html_tags import BLOCKS, CLICKED, UNSEEN
from inspector.facts.html_targets import DATA, clicked, link_target

_NOT_SHOWN = UNSEEN | set(OF_HEAD)
_LEAVES = frozenset({"script", "style"})
"""Of what is not shown that which holds no other element."""
_ENOUGH = 1500
"""Characters beyond which no page is a notice that stands for another: how many more it has is not asked."""
_SHORT = 300
"""Where a page says less, a sign more or less may decide what it is: it is read whole."""


_Tagged = tuple[str, LexborNode]
"""An element with its name."""


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


def seen_in(tree: LexborHTMLParser, body: LexborNode, url: str, marks: frozenset[str]) -> Seen:
    """What a page's tree tells, from which all that no reader sees is cut away. `marks` are those of its markup."""
    head = Head(url)
    take_head(head, tree)
    telling, astray = _cut(body, marks)
    text = body.text(separator="\n")
    words = norm_words(text)
    wording = "".join(words)
    leads, elsewhere = _leads(telling, head, CLICKS in marks)
    return Seen(
        title=None if astray else head.title,
        addresses=None if astray or leads is None else tuple(leads),
        wording=wording,
        at_least=_at_least(wording, len(words), elsewhere),
        at_most=len(text),
    )


def _at_least(wording: str, blanks: int, elsewhere: int) -> int:
    """Characters of the main region, or fewer; the end of the page is only looked at where that may decide something."""
    surely = len(wording) - elsewhere - most_in_any_footer(len(wording) + blanks)
    return surely if surely > _ENOUGH else len(wording) - elsewhere - most_in_footer(wording, blanks)


def _cut(body: LexborNode, marks: frozenset[str]) -> tuple[list[_Tagged], bool]:
    """Cut away what is not shown. What is left that tells something, and whether anything of a head stood in the body."""
    unseen, tags, hiding = _Inside(), set[str](), HIDING in marks
    left: list[_Tagged] = []
    selectors = _selectors(marks)
    for tag, node in _tagged(body, selectors.all):
        shown = tag not in _NOT_SHOWN or (tag == "textarea" and is_fixed(node.attributes))
        if shown and not (hiding and is_hidden(node.attributes)):
            left.append((tag, node))
        elif node not in unseen:
            unseen.taken[node.mem_id] = node
            tags.add(tag)
    for node in unseen.taken.values():
        node.decompose()
    again = hiding or not tags <= _LEAVES
    return _tagged(body, selectors.telling) if again else left, not tags.isdisjoint(OF_HEAD)


class _Selectors(NamedTuple):
    """What is looked for in the tree of a page: what is not shown with what tells something, and the latter alone."""

    all: str
    telling: str


@lru_cache(maxsize=512)
def _selectors(marks: frozenset[str]) -> _Selectors:
    """Each selector costs a look at every element, so nothing is looked for whose mark is not in the markup."""
    unseen = [tag for tag in sorted(_NOT_SHOWN) if tag in marks]
    telling = [
        "a",
        *(tag for tag in TELLING if tag in marks),
        *(("[role]",) if ROLES in marks else ()),
        "[id]",
        "[class]",
    ]
    telling += [f"[{name}]" for name in ("onclick", *DATA)] if CLICKS in marks else []
    return _Selectors(_any(unseen + (["[hidden]", "[style]"] if HIDING in marks else telling)), _any(telling))


def _any(selectors: list[str]) -> str:
    """Of a plain list an element would be told once for each selector that it fits."""
    return f":is({', '.join(selectors)})"


def _tagged(body: LexborNode, selector: str) -> list[_Tagged]:
    return [(node.tag or "", node) for node in body.css(selector)]


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


def _leads(telling: Sequence[_Tagged], head: Head, clicks: bool) -> tuple[list[str] | None, int]:
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
            astray = astray or (clicks and tag in CLICKED and bool(clicked(named)))
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
