"""What a page says of itself and brings with it: title, meta tags, scripts, frames, and where a shell leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspector import lazy
from inspector.facts.document import tidy
from inspector.facts.html.addresses import Addresses
from inspector.facts.html.shell import leads_on

_META_TARGET = lazy.pattern(r"url\s*=\s*[\"']?([^\"';\s]+)", re.IGNORECASE)
_BARE_TARGET = lazy.pattern(r"^\s*[\d.]+\s*[;,]\s*[\"']?([^\"';\s]+)")
"""`0; /new.html`: browsers go there too."""
_VIEWED = lazy.pattern(r"[?&#](?:file|url|src|pdf|path)=([^&#]+\.(?:pdf|docx?|wps|ofd|xlsx?))(?:[&#]|$)", re.IGNORECASE)
_SCRIPT_KEPT = 20_000
_SHELL_CHARS = 300
_TELLING = frozenset({"title", "base", "meta", "script"})
_WITH_TEXT = frozenset({"title", "script"})


class Head:
    """Elements of the head, wherever they stand."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.addresses = Addresses(url)
        self.title = ""
        self.meta: dict[str, str] = {}
        self.frames: list[str] = []
        self.scripts: list[str] = []
        self.inline: list[str] = []
        self.at_once = ""
        """What `body` says in its `onload`."""
        self._meta_refresh = ""
        self._based = False
        """Whether a `base` was met: of several the first counts."""

    def absolute(self, reference: str) -> str:
        """A reference on the page as an absolute address."""
        return self.addresses.absolute(reference)

    def take(self, name: str, attributes: Mapping[str, str], text: str) -> None:
        """Take what an element that could stand in `head` says about the page; `text` is what it holds."""
        if name == "title":
            self.title = tidy(text)
        elif name == "base" and attributes.get("href") and not self._based:
            self.addresses, self._based = Addresses(self.absolute(attributes["href"])), True
        elif name == "meta":
            self._take_meta(attributes)
        elif name == "script":
            self._take_script(attributes, text)

    def _take_meta(self, attributes: Mapping[str, str]) -> None:
        name = (
            (attributes.get("name") or attributes.get("property") or attributes.get("http-equiv") or "").strip().lower()
        )
        content = tidy(attributes.get("content", ""))
        if name == "refresh":
            self._meta_refresh = self.absolute(target) if (target := refresh_target(content)) else ""
        elif name:
            self.meta.setdefault(name, content)

    def _take_script(self, attributes: Mapping[str, str], text: str) -> None:
        if site_code := attributes.get("sitecode"):
            self.meta.setdefault("script:sitecode", tidy(site_code))
        if source := attributes.get("src"):
            self.scripts.append(self.absolute(source))
        elif sum(map(len, self.inline)) < _SCRIPT_KEPT:
            self.inline.append(text[:_SCRIPT_KEPT])

    def frame(self, source: str) -> None:
        """Remember a frame's address; empty and script addresses are none. Of a file viewer the file is meant."""
        if source and not source.lower().startswith(("javascript:", "about:", "data:")):
            shown = _VIEWED.search(source)
            self.frames.append(self.absolute(unquote(shown[1]) if shown else source))

    def refresh(self, total: int) -> str:
        """Where a page of `total` characters leads by itself; empty where it stays."""
        if self._meta_refresh and self._meta_refresh != self.url:
            return self._meta_refresh
        target = leads_on("\n".join([*self.inline, f";{self.at_once};"])) if total < _SHELL_CHARS else ""
        return self.absolute(target) if target else ""


def refresh_target(content: str) -> str:
    """The reference in what a refresh says, in `meta` or as a header; empty where it only names a time."""
    found = _META_TARGET.search(content)
    told = found or _BARE_TARGET.search(content)
    return told.group(1) if told else ""


def take_head(head: Head, tree: LexborHTMLParser) -> None:
    """Everything that stands in the `head` of a page, and what its body does at once."""
    for element in _children(tree.head) if tree.head is not None else ():
        if (tag := element.tag or "") in _TELLING:
            attributes = {name: value or "" for name, value in element.attributes.items()}
            head.take(tag, attributes, element.text() if tag in _WITH_TEXT else "")
    if tree.body is not None and (at_once := tree.body.attributes.get("onload")):
        head.at_once = at_once[:_SCRIPT_KEPT]


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next
