"""The tags of a page as the parser writes it out again, and the way through them.

What lexbor writes is well-formed whatever it read: names in lower case, every element ended, attributes as ` name="value"`, `<` only
where a tag begins (and in scripts and their like, and in names that are none). To part that text is far cheaper than to ask for each node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from operator import length_hint

from inspector import lazy
from inspector.facts.document import Region
from inspector.facts.html.panels import is_hidden
from inspector.facts.html.regions import claimed
from inspector.facts.html.targets import clicked, link_target

BLOCKS = frozenset[str]().union(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"),
    ("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    ("hr", "li", "main", "marquee", "menu", "nav", "ol", "option", "p", "pre", "section", "select", "summary"),
    ("table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul"),
)
_SKIPPED = frozenset({"style", "noscript", "template", "svg", "math", "applet", "canvas"})
_IN_HEAD = frozenset({"script", "meta", "link", "title"})
_FRAMES = frozenset({"iframe", "frame", "embed"})
_SPOKEN = frozenset[str]().union(
    (
        "a",
        "area",
        "br",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "img",
        "input",
        "label",
        "object",
        "select",
        "table",
    ),
    ("td", "textarea", "th", "tr"),
)
"""Elements that are more than a place for text, each with an act of its own."""
_CLOSED = frozenset({"a", "form", "h1", "h2", "h3", "h4", "h5", "h6", "table", "td", "th", "tr"})
"""Those whose end is an act too."""
_LEADING = ("a", "area")
"""Links, and the parts of a picture that are links."""
CLICKED = frozenset({"li", "div", "p", "tr", "td", "dd", "dt", "dl", "h3", "h4", "h5", "article", "section"})
UNSEEN = _SKIPPED | _FRAMES | {"script", "title", "object", "select", "textarea"}
"""Elements of which no text is shown as text of the page; of a field only where anybody may change it (`is_fixed`)."""
_VOID = frozenset[str]().union(
    ("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link"),
    ("meta", "param", "source", "track", "wbr"),
)
_LABELS = ("aria-label", "data-label", "title")
_RAW = frozenset({"script", "style", "iframe", "xmp", "noembed", "noframes", "plaintext"})
"""Elements whose text is written as it stands, with every `<` in it."""
_ATTRIBUTE = lazy.pattern(r' (=?[^ =]*)="([^"]*)"')
_SCRIPT_TAG = lazy.pattern(r"(/?)script[\s/>]", re.IGNORECASE)
CONTACT_LABEL = lazy.pattern(
    r"(?:(?:联系|咨询|办公|受理|电子|通信|通讯|邮政)\s*)?(?:电\s*话|传\s*真|邮\s*箱|邮\s*件|地\s*[址点]|时\s*间|邮\s*编|编\s*码)(?:号码)?[:：]?"
)
"""What a picture in front of a contact says in its `alt`, or an element in its `aria-label`, instead of a printed label."""
_ALIKE = 8192
SHORT = 500
_LONGEST_LOOK = 500
"""Tokens that are looked at ahead; a label is shorter."""

INLINE, INLINE_END, BLOCK, BLOCK_END = "inline", "inline end", "block", "block end"
Held = list[tuple["Tag", str]]
"""What an element holds: its own tag and those inside it, each with the text that follows."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it is met. `act` says what is to be done with it, `region` what part of the page it claims to begin."""

    name: str
    act: str
    attributes: Mapping[str, str]
    region: Region | None = None
    ends: bool = False
    target: str = ""
    """Where a link, or an element that a click opens, leads, as written."""
    label: str = ""
    """The label of a contact that is not printed, but read out or shown in passing by."""

    def get(self, name: str) -> str:
        """The value of an attribute; empty where it has none."""
        return self.attributes.get(name, "")


def tag_of(written: str) -> Tag:
    """The tag written as `written`, without its angle brackets."""
    if written.startswith("!"):
        return Tag("!", "comment" if len(written) > 4 and written.endswith("--") else "long comment", {})
    if written.startswith("/"):
        return Tag(written[1:], _end(written[1:]), {}, ends=True)
    name, _, rest = written.partition(" ")
    attributes = {key: unescaped(value) for key, value in _ATTRIBUTE.findall(f" {rest}")} if rest else {}
    names = f"{attributes.get('id', '')} {attributes.get('class', '')}" if attributes else ""
    region = claimed(name, names, attributes.get("role", "")) if name in BLOCKS else None
    target = link_target(attributes) if name in _LEADING else clicked(attributes) if name in CLICKED else ""
    label = _label(attributes) if attributes else ""
    return Tag(name, _act(name, attributes), attributes, region, target=target, label=label)


short_tag_of = lru_cache(maxsize=_ALIKE)(tag_of)
"""The same for a tag of at most `SHORT` signs: the pages of a site share most of theirs. Longer ones are kept by nobody."""


def _end(name: str) -> str:
    if name in _CLOSED:
        return f"/{name}"
    return BLOCK_END if name in BLOCKS else INLINE_END


def _label(attributes: Mapping[str, str]) -> str:
    said = (attributes.get(name, "").strip() for name in _LABELS)
    return next((words.rstrip(":：") for words in said if words and CONTACT_LABEL.fullmatch(words)), "")


def _act(name: str, attributes: Mapping[str, str]) -> str:
    if name in _SKIPPED:
        return "skip"
    if name in _IN_HEAD or name == "object":
        return name
    if is_hidden(attributes):
        return "hide"
    if name in _FRAMES:
        return "frame"
    if name in _SPOKEN:
        return name
    if name in _RAW:
        return "raw"
    if name in _VOID:
        return "rule" if name in BLOCKS else "void"
    plain = BLOCK if name in BLOCKS else INLINE
    return "labelled" if _label(attributes) else plain


def unescaped(text: str) -> str:
    """Text or a value as it was meant; the parser writes five signs as references and no others."""
    if "&" not in text:
        return text
    for written, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\xa0"), ("&amp;", "&")):
        text = text.replace(written, sign)
    return text


class Tokens:
    """What a page is written as, parted at each `<`: `onward` gives the parts that are left."""

    def __init__(self, written: str) -> None:
        self._all = written.split("<")
        self.onward = iter(self._all)
        next(self.onward)

    def whole(self, token: str) -> tuple[str, str]:
        """Tag and text of a token that has no `>` yet: its tag holds a `<`, in a name that is none."""
        return _whole(token, self.onward)

    def comment(self, text: str) -> str:
        """The text behind a comment that goes on with `text`."""
        return _behind(text, self.onward)

    def inside(self, tag: Tag, text: str) -> tuple[Held, str]:
        """What an element holds, scripts and hidden ones too, and the text behind its end. `text` is the first in it."""
        return _inside(tag, text, self.onward)

    def ahead(self, tag: Tag, text: str) -> Held:
        """As `inside`, but only looked at: the way does not go on."""
        begun = len(self._all) - length_hint(self.onward)
        return _inside(tag, text, iter(self._all[begun : begun + _LONGEST_LOOK]))[0]


def _whole(token: str, onward: Iterator[str]) -> tuple[str, str]:
    pieces = [token]
    for more in onward:
        pieces.append(more)
        if ">" in more:
            break
    written, _, text = "<".join(pieces).partition(">")
    return written, text


def _behind(text: str, onward: Iterator[str]) -> str:
    while "-->" not in text and (more := next(onward, None)) is not None:
        text = more
    return text.partition("-->")[2]


def _inside(tag: Tag, text: str, onward: Iterator[str]) -> tuple[Held, str]:
    if tag.name in _VOID:
        return [], text
    if tag.name in _RAW:
        raw, rest = _raw(tag.name, text, onward)
        return [(tag, raw)], rest
    held, depth = [(tag, unescaped(text))], 1
    for inner, after in _tags(onward):
        rest = after
        if inner.name == tag.name:
            depth += -1 if inner.ends else 1
            if not depth:
                return held, rest
        elif not inner.ends and (inner.name in _RAW or inner.name == "template"):
            within, rest = _inside(inner, after, onward)
            held += within if inner.name in _RAW else []
        held.append((inner, unescaped(rest)))
    return held, ""


def _tags(onward: Iterator[str]) -> Iterator[tuple[Tag, str]]:
    for token in onward:
        written, closed, text = token.partition(">")
        if not closed:
            written, text = _whole(token, onward)
        tag = tag_of(written)
        yield tag, _behind(text, onward) if tag.act == "long comment" else text


def _raw(name: str, text: str, onward: Iterator[str]) -> tuple[str, str]:
    """A text that is written as it stands, and what follows it.

    In a script behind `<!--` one `<script` hides the next `</script` (HTML Standard, 13.2.5.4, script data double escaped). What
    the page never ends is ended where the parser ended everything.
    """
    # `hides`: how many of the ends to come are part of the text
    held, end, remark = [text], f"/{name}>", False
    hides = sum(token.startswith(end) for token in copy(onward)) - 1 if name == "plaintext" else 0
    for token in onward:
        if token.startswith(end):
            if not hides:
                return "<".join(held), token[len(end) :]
            hides -= 1
        held.append(token)
        if name == "script":
            remark = (remark or token.startswith("!--")) and "-->" not in token
            found = _SCRIPT_TAG.match(token)
            hides = int(remark and (not found.group(1) if found else bool(hides)))
    whole = "<".join(held)
    return whole[: whole.rfind(f"<{end}")] if f"<{end}" in whole else whole, ""
