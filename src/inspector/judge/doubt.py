"""Pages that several addresses show alike: whose they are is told by a second look, some time after the first.

Whatever stands in for the sites (a captive portal, a filter, a proxy, a name server of ours) shows many addresses one page, for a
while or for some sites only, between two looks at the canaries or beside them. A site shows one page at many addresses too: a notice,
an error, an empty column. So such a page costs nobody a point before it was there at a second look; and never at a site
that shows nothing else while another site shows the same, or where nothing else was seen at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from inspector.facts.document import norm
from inspector.facts.failures import MEANING
from inspector.facts.look import by_status, look
from inspector.facts.open import glance_at, is_file
from inspector.judge.faces import Sketch, face, sketch, spread, words
from inspector.model.capture import SITEMAP, Capture, Failure
from inspector.model.unit import Unit
from inspector.survey.unit_names import is_of_its_place

WITH_CANARIES, WITHOUT = 2, 3
"""One page at so many hosts, and paths, is doubted, by whether the office named canaries. Copies of a site show one page at one path."""
_PATHS = 2
_ADDRESSES = {WITH_CANARIES: 3, WITHOUT: 6}
"""At so many addresses it is doubted however few their hosts."""
_ITEMS = ("item", "file", "previous", "form")
"""What is looked at in great numbers for the sake of one page: passed over until such pages are alike."""

_TWICE = 2

Key = tuple[str, str]
Mark = tuple[str, str, str]
"""A unit's code, with the key of a capture of it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one address showed a unit, each time it `opens` or each time it did not; the last look at the end of `looks`.

    `own` where it names the unit, `near` where it names its district at least. `moment` is when the last look was.
    """

    mark: Mark
    host: str
    path: str
    opens: bool
    own: bool
    near: bool
    looks: tuple[Sketch, ...]
    moment: str


def shown_of(unit: Unit, captures: Iterable[Capture], *, items: bool = False) -> Iterator[Shown]:
    """What the pages of a unit showed, those of single items only where told; without what was not answered or costs nobody a point."""
    for capture in captures:
        why = capture.ask.why.rpartition("/")[2]
        if capture.ask.method != "GET" or why == SITEMAP or (why in _ITEMS and not items):
            continue
        told = [_told(look) for look in (*capture.earlier, capture)]
        if told[-1] is not None:
            opens, text, _ = told[-1]
            own, near = any(name in text for name in unit.names if name), is_of_its_place(unit, norm(text))
            parts = urlsplit(capture.ask.url)
            seen = tuple(one[2] for one in told if one is not None and one[0] == opens)
            path = f"{parts.path}?{parts.query}"
            yield Shown((unit.code, *capture.ask.key), parts.netloc, path, opens, own, near, seen, capture.fetched_at)


def _told(capture: Capture) -> tuple[bool, str, Sketch] | None:
    """Whether a look opened a page, what that says, and its sketch; None of a file, or where no page is proven."""
    if capture.status is None or capture.failure is not None or is_file(capture):
        return None
    document = glance_at(capture)
    failure = look(capture, document) if capture.body else by_status(capture)
    opens = failure in (None, Failure.INTERPOSED)  # a notice in a page's place: looked at again
    if failure is not None and not opens and MEANING[failure].proof not in ("page", "server"):
        return None
    text = f"{document.title} {document.text(None)}" if document is not None else ""
    return opens, text, sketch(words(text) or frozenset({capture.sha256}))


def doubted(
    shown: Collection[Shown], attempts: int, after_s: float, *, vouched: bool, hosts: int = WITH_CANARIES
) -> dict[Mark, str]:
    """Those that are doubted, each with the moment from which a second look counts; empty where another would not help.

    `vouched` where canaries told that sites themselves answer; `hosts` that show one page are doubted.
    """
    opened, refused = (_Alike([one for one in shown if one.opens == opens], hosts) for opens in (True, False))
    nothing_else = not opened.own and not vouched
    enough = _TWICE if after_s > 0 else max(1, attempts) + 1
    return {
        **opened.doubted(_TWICE, lambda group: nothing_else or len({one.host for one in group}) >= hosts),
        **refused.doubted(enough, lambda _: nothing_else),
    }


class _Alike:
    """Pages in groups that show the same; `own` are the hosts that show some page of their own."""

    def __init__(self, shown: Sequence[Shown], hosts: int) -> None:
        self._known = spread({(one.host, one.path): one.looks[-1] for one in shown}.values())
        groups: dict[Sketch, list[Shown]] = defaultdict(list)
        for one in shown:
            groups[self._face(one.looks[-1])].append(one)
        self._shared = {seen: group for seen, group in groups.items() if _shared(group, hosts)}
        alike = {one.mark for group in self._shared.values() for one in group}
        self.own = {one.host for one in shown if one.mark not in alike}

    def _face(self, shown: Sketch) -> Sketch:
        return face(shown, self._known)

    def doubted(self, enough: int, never: Callable[[Collection[Shown]], bool]) -> dict[Mark, str]:
        """As `doubted`; a group of which `never` says so is not believed at hosts that show nothing else."""
        found: dict[Mark, str] = {}
        for seen, group in self._shared.items():
            for one in group:
                if sum(self._face(each) == seen for each in one.looks) < enough:
                    found[one.mark] = one.moment
                elif one.host not in self.own and never(group):
                    found[one.mark] = ""
        return found


def _shared(group: Collection[Shown], most: int) -> bool:
    """Whether `most` hosts, or many addresses of fewer, show one page that names no unit; without canaries, nor the district."""
    hosts, paths = {one.host for one in group}, {one.path for one in group}
    places = {(one.host, one.path) for one in group}
    many = (len(hosts) >= most and len(paths) >= _PATHS) or len(places) >= _ADDRESSES[most]
    return many and not any(one.own or (one.near and most == WITHOUT) for one in group)


def unheard(unit: Unit, captures: Iterable[Capture]) -> Iterator[Mark]:
    """Pages of a unit from which nothing came back: where no page of a run opened and no canary was heard, that is nobody's silence."""
    for capture in captures:
        silent = capture.failure is not None and MEANING[capture.failure].proof == "silence"
        if silent and capture.ask.method == "GET":
            yield unit.code, *capture.ask.key


def without(captures: Mapping[Key, Capture], code: str, doubts: Collection[Mark]) -> dict[Key, Capture]:
    """The captures of a unit for its judgement: what is doubted was not seen."""
    return {key: _unvouched(one) if (code, *key) in doubts else one for key, one in captures.items()}


def seen_again(before: Capture, again: Capture) -> Capture:
    """`again` with what was seen before as its earlier looks."""
    return replace(again, earlier=(*before.earlier, replace(before, earlier=()), *again.earlier))


def _unvouched(capture: Capture) -> Capture:
    return Capture(capture.ask, capture.final_url, fetched_at=capture.fetched_at, failure=Failure.UNVOUCHED)
