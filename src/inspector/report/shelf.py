"""The stored pages of one unit: opened when a report shows a place on them, personal data masked before anything is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspector.facts.document import Document, norm
from inspector.facts.open import open_document
from inspector.facts.privacy import mask
from inspector.model.capture import Capture

_CUT = "…"
_LEAST = 6
"""As many characters of a line must be in a quote for the line to be taken for a part of it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A quoted place: the line it stands in, and from where to where in that line's masked text."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stored:
    """One page as it was seen, and its lines, masked; `places` has the first line at each locator."""

    capture: Capture
    document: Document
    lines: tuple[str, ...]
    places: Mapping[str, int]
    picture: bytes = b""
    """A PNG of the page where one was taken and nothing personal is on the page: a picture cannot be masked."""

    def find(self, quote: str, locator: str) -> Spot | None:
        """Where `quote` stands: literally, else by its locator, else in the line it shares most with; None where nowhere."""
        words = quote.removesuffix(_CUT).strip()
        if not words:
            return self._whole(self.places.get(locator))
        located = self.places.get(locator)
        line = located if located is not None and words in self.lines[located] else self._first(words)
        if line is not None:
            start = self.lines[line].index(words)
            return Spot(line, start, start + len(words))
        return self._whole(located if located is not None else self._alike(norm(words)))

    def _first(self, words: str) -> int | None:
        return next((line for line, text in enumerate(self.lines) if words in text), None)

    def _alike(self, words: str) -> int | None:
        bare = [norm(text) for text in self.lines]
        fits = [n for n, text in enumerate(bare) if words in text or (len(text) >= _LEAST and text in words)]
        return max(fits, key=lambda n: (min(len(bare[n]), len(words)), -n), default=None)

    def _whole(self, line: int | None) -> Spot | None:
        return None if line is None else Spot(line, 0, len(self.lines[line]))


class Shelf:
    """The pages and files of a unit by what a citation names: address and digest. Nothing is opened before it is asked for."""

    def __init__(self, captures: Iterable[Capture] = ()) -> None:
        self._captures: dict[tuple[str, str], Capture] = {}
        self._opened: dict[tuple[str, str], Stored] = {}
        self._pictures: dict[str, bytes] = {}
        for capture in captures:
            if capture.picture:
                self._pictures |= dict.fromkeys((capture.final_url, capture.ask.url), capture.picture)
            if capture.ask.method in ("GET", "RENDER") and capture.body and capture.sha256:
                for url in (capture.final_url, capture.ask.url):
                    self._captures[url, capture.sha256] = capture

    def page(self, url: str, sha256: str) -> Stored | None:
        """The page that was at `url` with this digest; None where the evidence has none."""
        key = (url, sha256)
        if key not in self._captures:
            return None
        if key not in self._opened:
            self._opened[key] = _open(self._captures[key], self._pictures.get(url, b""))
        return self._opened[key]


def _open(capture: Capture, picture: bytes) -> Stored:
    url = capture.final_url or capture.ask.url
    document = open_document(capture.body, url, capture.headers.get("content-type", ""))
    lines = tuple(mask(line.text) for line in document.lines)
    clean = all(line.text == text for line, text in zip(document.lines, lines, strict=True))
    places = {line.locator: n for n, line in reversed(list(enumerate(document.lines))) if line.locator}
    return Stored(capture, document, lines, places, picture if clean and not document.hidden else b"")
