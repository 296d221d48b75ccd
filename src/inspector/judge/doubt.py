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
from typing import NamedTuple
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

_FILES = ("file", "form")
"""What is asked for as a file: a page in its place is rare, and told of at once."""
DOUBTS = 1
"""What `Snapshot.doubts` says of a run that is begun now."""

_TWICE = 2

Key = tuple[str, str]
Mark = tuple[str, str, str]
"""A unit's code, with the key of a capture of it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one address showed a unit, each time it `opens` or each time it did not; the last such look at the end of `looks`.

    `failed` where that one was to be confirmed: what says of itself that it stands in for the site opens, and failed. `own` where
    it names the unit, `near` where it names its district at least. `instead` where it stands in the place of a file. `moment` is when
    the last look was; `past` where that was of the other kind: it tells of others what is shown alike.
    """

    mark: Mark
    host: str
    path: str
    opens: bool
    failed: bool
    own: bool
    near: bool
    instead: bool
    looks: tuple[Sketch, ...]
    moment: str
    past: bool = False


class _Told(NamedTuple):
    """What one look tells: whether a page opened, whether the look failed, what it says, and its sketch."""

    opens: bool
    failed: bool
    text: str
    sketch: Sketch


def shown_of(unit: Unit, captures: Iterable[Capture], *, items: bool = False, instead: bool = False) -> Iterator[Shown]:
    """What the pages of a unit showed, without what was not answered or costs nobody a point.

    Those of single items only where told, or where a look at them failed before: they are few. So are those `instead` of files.
    """
    for capture in captures:
        why = capture.ask.why.rpartition("/")[2]
        of_file = instead and why in _FILES
        passed = why in _ITEMS and not items and not capture.earlier and not of_file
        if capture.ask.method != "GET" or why == SITEMAP or passed or (last := _told(capture)) is None:
            continue
        told = [*filter(None, map(_told, capture.earlier)), last]
        for opens in {one.opens for one in told}:
            looks = [one for one in told if one.opens == opens]
            yield _shown(unit, capture, looks, past=opens != last.opens, instead=of_file)


def _shown(unit: Unit, capture: Capture, told: Sequence[_Told], *, past: bool, instead: bool) -> Shown:
    parts, (opens, failed, text, _) = urlsplit(capture.ask.url), told[-1]
    return Shown(
        (unit.code, *capture.ask.key),
        parts.netloc,
        f"{parts.path}?{parts.query}",
        opens,
        failed,
        any(name in text for name in unit.names if name),
        is_of_its_place(unit, norm(text)),
        instead,
        tuple(one.sketch for one in told),
        capture.fetched_at,
        past,
    )


def _told(capture: Capture) -> _Told | None:
    """None of a file, or where no page is proven."""
    if capture.status is None or capture.failure is not None or is_file(capture):
        return None
    document = glance_at(capture)
    failure = look(capture, document) if capture.body else by_status(capture)
    opens = failure in (None, Failure.INTERPOSED)  # a notice in a page's place: looked at again
    if failure is not None and not opens and MEANING[failure].proof not in ("page", "server"):
        return None
    text = f"{document.title} {document.text(None)}" if document is not None else ""
    return _Told(opens, failure is not None, text, sketch(words(text) or frozenset({capture.sha256})))


def doubted(
    shown: Collection[Shown], attempts: int, after_s: float, *, vouched: bool, hosts: int = WITH_CANARIES
) -> dict[Mark, str]:
    """Those that are doubted, each with the moment from which a second look counts; empty where another would not help.

    `vouched` where canaries told that sites themselves answer; `hosts` that show one page are doubted.
    """
    opened, refused = (_Alike([one for one in shown if one.opens == opens], hosts) for opens in (True, False))
    nothing_else = not opened.own and not vouched
    at_once = max(1, attempts) if after_s <= 0 else 0  # of looks within seconds the last may see what the first saw
    return {
        **{one.mark: one.moment for one in opened.last if one.failed and len(one.looks) <= at_once},
        **opened.doubted(at_once, lambda group: nothing_else or len({one.host for one in group}) >= hosts),
        **refused.doubted(at_once, lambda _: nothing_else),
    }


class _Alike:
    """Pages in groups that show the same. `last` are those of a last look, `own` their hosts that show a page of their own."""

    def __init__(self, shown: Sequence[Shown], hosts: int) -> None:
        self.last = [one for one in shown if not one.past]
        self._known = spread({(one.host, one.path): one.looks[-1] for one in shown}.values())
        groups: dict[Sketch, list[Shown]] = defaultdict(list)
        for one in shown:
            groups[self._face(one.looks[-1])].append(one)
        self._shared = {seen: group for seen, group in groups.items() if _shared(group, hosts)}
        alike = {one.mark for group in self._shared.values() for one in group}
        self.own = {one.host for one in self.last if one.mark not in alike}

    def _face(self, shown: Sketch) -> Sketch:
        return face(shown, self._known)

    def doubted(self, at_once: int, never: Callable[[Collection[Shown]], bool]) -> dict[Mark, str]:
        """As `doubted`; so many looks `at_once` confirm a failure.

        A group of which `never` says so is not believed at hosts that show nothing else, nor in the place of files.
        """
        found: dict[Mark, str] = {}
        for seen, group in self._shared.items():
            for one in (each for each in group if not each.past):
                enough = max(_TWICE, at_once + 1) if one.failed else _TWICE
                if sum(self._face(each) == seen for each in one.looks) < enough:
                    found[one.mark] = one.moment
                elif (one.instead or one.host not in self.own) and never(group):
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
