"""A page at a glance: its title, where its links lead and what it says, as the parser itself tells it.

Most pages of a run are only looked at: whether they are what was asked for, and what they lead to. That costs a third of the way
through all tags (`html.parts`), which is gone as soon as somebody asks for a line, a table or a form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspector.facts.decode import Decoded
from inspector.facts.document import Document, norm, unsimplified
from inspector.facts.html.forms import is_fixed
from inspector.facts.html.head import Head, take_head
from inspector.facts.html.marks import AREAS, CLICKS, HIDING, OF_HEAD, ROLES, TELLING
from inspector.facts.html.panels import is_hidden
from inspector.facts.html.regions import claimed, most_in_any_footer, most_in_footer
from inspector.facts.html.tags import BLOCKS, CLICKED, UNSEEN
from inspector.facts.html.targets import DATA, clicked, link_target
from inspector.facts.traditional import simplified
from inspector.facts.word_marks import TRADITIONAL, word_marks

_NOT_SHOWN = UNSEEN | set(OF_HEAD)
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
    word_marks: frozenset[str]
    at_least: int
    """Characters of the main region, or fewer: what may belong to another region is taken off."""
    at_most: int
    """Signs of the text, or more."""


def seen_in(tree: LexborHTMLParser, body: LexborNode, url: str, marks: frozenset[str]) -> Seen:
    """What a page's tree tells, from which all that no reader sees is cut away. `marks` are those of its markup."""
    head = Head(url)
    take_head(head, tree)
    astray = _cut(body, marks)
    text = body.text(separator="\n")
    words = unsimplified(text)
    wording = "".join(words)
    signs = word_marks(wording)
    if TRADITIONAL in signs:
        wording = simplified(wording)
        signs = word_marks(wording)
    elsewhere, clickable = _elsewhere(_tagged(body, _selectors(marks).telling), CLICKS in marks)
    leads = None if clickable or AREAS in marks else _leads(tree, head)
    return Seen(
        title=None if astray else head.title,
        addresses=None if astray or leads is None else tuple(leads),
        wording=wording,
        word_marks=signs,
        at_least=_at_least(wording, len(words), elsewhere),
        at_most=len(text),
    )


def _at_least(wording: str, blanks: int, elsewhere: int) -> int:
    """Characters of the main region, or fewer; the end of the page is only looked at where that may decide something."""
    surely = len(wording) - elsewhere - most_in_any_footer(len(wording) + blanks)
    return surely if surely > _ENOUGH else len(wording) - elsewhere - most_in_footer(wording, blanks)


def _cut(body: LexborNode, marks: frozenset[str]) -> bool:
    """Cut away what is not shown; whether anything of a head stood in the body."""
    unseen, tags = _Inside(), set[str]()
    hiding = HIDING in marks
    selector = _selectors(marks).unseen
    for tag, node in _tagged(body, selector) if selector else ():
        shown = tag not in _NOT_SHOWN or (tag == "textarea" and is_fixed(node.attributes))
        if (not shown or (hiding and is_hidden(node.attributes))) and node not in unseen:
            unseen.taken[node.mem_id] = node
            tags.add(tag)
    for node in unseen.taken.values():
        node.decompose()
    return not tags.isdisjoint(OF_HEAD)


class _Selectors(NamedTuple):
    """What is looked for in the tree of a page: what is not shown (nothing where it is empty), and blocks that tell something."""

    unseen: str
    telling: str


@lru_cache(maxsize=512)
def _selectors(marks: frozenset[str]) -> _Selectors:
    """Each selector costs a look at every element, so nothing is looked for whose mark is not in the markup.

    An element is told once for each selector of a list that it fits; `:is` tells it once, for twice the time.
    """
    unseen = [tag for tag in sorted(_NOT_SHOWN) if tag in marks] + (["[hidden]", "[style]"] if HIDING in marks else [])
    telling = [*(tag for tag in TELLING if tag in marks), *(("[role]",) if ROLES in marks else ()), "[id]", "[class]"]
    telling += [f"[{name}]" for name in ("onclick", *DATA)] if CLICKS in marks else []
    return _Selectors(", ".join(unseen), ", ".join(telling))


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


def _leads(tree: LexborHTMLParser, head: Head) -> list[str]:
    """Where the links lead."""
    anchors = tree.tags("a")
    plain = list(map(head.addresses.plain, [node.attrs.get("href") or "" for node in anchors]))
    if all(plain):
        return plain
    found = (url or _lead(node, head) for url, node in zip(plain, anchors, strict=True))
    return [url for url in found if url]


def _elsewhere(telling: Sequence[_Tagged], clicks: bool) -> tuple[int, bool]:
    """How many characters may stand in another region than the main one, or more; whether a click on what is no link leads anywhere.

    What of it is the link then only the way through the page tells.
    """
    other, astray = _Inside(), False
    for tag, node in telling:
        if tag in BLOCKS:
            named = _attributes(node)
            if _claims(tag, named) and node not in other:
                other.taken[node.mem_id] = node
            astray = astray or (clicks and tag in CLICKED and bool(clicked(named)))
    return sum(len(norm(node.text(separator="\n"))) for node in other.taken.values()), astray


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

    @cached_property
    def word_marks(self) -> frozenset[str]:
        """As `Document.word_marks`."""
        return self._look.word_marks if len(self._look.wording) > _SHORT else self.whole.word_marks

    @property
    def at_least(self) -> int:
        """As `Document.at_least`."""
        return self._look.at_least

    def fits(self, line: int, signs: int) -> bool:
        """As `Document.fits`."""
        return (self._look.at_most <= line and self._signs <= signs) or self.whole.fits(line, signs)
