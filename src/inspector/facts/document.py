"""A page as its readers see it: lines, tables, links and forms, whatever file it came from.

The HTML, Word, Excel and PDF builders all make a `Document`; no reader ever touches markup. `text` of a line keeps the page's own
characters (white space collapsed), so that quotes are literal; readers compare on `norm(text)`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple, Self

from inspector.facts.traditional import simplified
from inspector.facts.word_marks import word_marks

Region = Literal["main", "nav", "header", "footer", "aside"]
PICTURE = "\ufffc"
"""Stands in a line where a picture or a script shows what belongs there: a telephone, the sign in a mailbox."""
_KEPT_CHARS = 300
_WIDE = tuple(zip("，（）：；！？～", ",():;!?~", strict=True))
NO_WIDTH = tuple("\u200b\u200c\u200d\u2060\ufeff\u00ad")
"""Signs that nobody sees, which editors leave inside words and numbers."""


def norm(text: str) -> str:
    """NFKC without any white space, in simplified characters: the form in which wordings are compared."""
    return _kept_norm(text) if len(text) <= _KEPT_CHARS else _norm(text)


def _norm(text: str) -> str:
    return simplified("".join(unsimplified(text)))


def unsimplified(text: str) -> list[str]:
    """What stands between white space, in the form of `norm` but for traditional characters, which stay."""
    return _words(unicodedata.normalize("NFKC", narrowed(text)))


def narrowed(text: str) -> str:
    """The wide signs of most texts made narrow, one for one. NFKC does so too, but text without them it leaves after one glance."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return text


_kept_norm = lru_cache(maxsize=8192)(_norm)
"""A page's readers compare the same lines again and again; two of three calls find the answer here."""


def tidy(text: str) -> str:
    """White space collapsed to single blanks, characters otherwise as on the page."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # signs of no width and all white space but the blank are not printable; most texts need nothing
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    """What stands between white space, without the signs of no width."""
    for sign in NO_WIDTH:
        if sign in text:  # a look costs a hundredth of what a table of signs does
            text = text.replace(sign, "")
    return text.split()


class Link(NamedTuple):
    """An anchor: what it says, where it goes (absolute, without fragment) and where it stands."""

    text: str
    url: str
    locator: str = ""
    region: Region = "main"
    title: str = ""
    line: int = -1
    """Index of the line it stands in; -1 where it has no text of its own (a picture)."""


class Line(NamedTuple):
    """One block of visible text. `heading` is 1-6 for h1-h6, else 0. `cell` is (table, row, column) inside a table."""

    text: str
    locator: str = ""
    region: Region = "main"
    heading: int = 0
    cell: tuple[int, int, int] | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A grid with col- and rowspans filled in: every row has the same number of cells, spans repeat their text."""

    rows: tuple[tuple[str, ...], ...]
    locator: str = ""
    region: Region = "main"
    hidden: bool = False
    name: str = ""
    """Caption or sheet name."""


@dataclass(frozen=True, slots=True)
class Field:
    """A form control with the words bound to it (label, placeholder, title, or the text just before)."""

    name: str
    label: str
    type: str
    required: bool = False
    options: tuple[str, ...] = ()
    bound: bool = True
    """Whether a label element or aria attribute is bound to it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: where it would go (never sent) and its visible fields."""

    action: str
    method: str
    fields: tuple[Field, ...]
    locator: str = ""


@dataclass(frozen=True)
class Document:
    """One page or file, ready to be read. `replaced` is the share of characters that did not decode (0 to 1).

    `refresh` is where a meta refresh or a script redirect of a shell points. `frames` and `scripts` are absolute URLs;
    `inline` is the text of inline scripts. `hidden` is text that is in the file but not shown (hidden sheets, comments),
    `hidden_heads` the heads of the columns it stands under, by its place.
    `kind` is what the bytes are: html, docx, doc, xlsx, xls, wps, pdf, text, image, zip or unknown.
    """

    url: str
    kind: str = "html"
    charset: str = ""
    replaced: float = 0.0
    title: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    images: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    inline: str = ""
    refresh: str = ""
    hidden: tuple[str, ...] = ()
    hidden_heads: Mapping[int, str] = field(default_factory=dict)
    seen: str = ""
    """When the page was fetched (ISO with time zone): what `3天前` counts from; empty where it is not known."""
    problem: str = ""
    """Why a file could not be read at all (encrypted, broken, unsafe); empty where it could."""

    @cached_property
    def wording(self) -> str:
        """All lines without white space, in the form in which wordings are compared: `norm(self.text(None))`."""
        return "".join(norm(line.text) for line in self.lines)

    @cached_property
    def word_marks(self) -> frozenset[str]:
        """What of `word_marks` stands in `wording`."""
        return word_marks(self.wording)

    @cached_property
    def chars(self) -> int:
        """Visible characters outside navigation, header and footer, white space not counted."""
        return sum(len(norm(line.text)) for line in self.lines if line.region == "main")

    @property
    def at_least(self) -> int:
        """What `chars` surely is, told without counting: enough of it says that a page is no short notice."""
        return 0

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Where the links lead, in page order."""
        return tuple(link.url for link in self.links)

    def exceeds(self, chars: int) -> bool:
        """Whether the page has more than `chars` of `self.chars`."""
        return self.at_least > chars or self.chars > chars

    def fits(self, line: int, signs: int) -> bool:
        """Whether no line is longer than `line` and all of them, with what is hidden, are not longer than `signs`."""
        sizes = self.lengths()
        return max(sizes, default=0) <= line and sum(sizes) + sum(map(len, self.hidden)) <= signs

    def lengths(self) -> list[int]:
        """The characters of each line."""
        return [len(line.text) for line in self.lines]

    def said(self) -> Iterator[Line]:
        """The main region's lines one by one, for who asks how much is said in them and not where: those of a page stand nowhere."""
        return (line for line in self.lines if line.region == "main")

    def seen_at(self, moment: str) -> Self:
        """The same document, fetched at that moment; what was made of it stays made."""
        same = object.__new__(type(self))
        vars(same).update(vars(self), seen=moment)
        return same

    def changed(self, **parts: Any) -> Document:
        """The same document with other parts."""
        return Document(**{one.name: getattr(self, one.name) for one in fields(Document)} | parts)

    def text(self, region: Region | None = "main") -> str:
        """The lines of one region (None: all) joined by newlines."""
        return "\n".join(line.text for line in self.lines if region is None or line.region == region)
