"""Pages that may lack their end: sent without a length, they stop before their markup does, as other pages of their host do not.

A connection that breaks off between two elements looks like one that has ended. What such a page lacks may stand behind the place where it
stopped; so it costs nobody a point before it stopped at the same place at a second look: then readers see no more of it either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from inspector import lazy
from inspector.facts.open import is_file
from inspector.judge.doubt import Mark
from inspector.model.capture import Capture, Failure
from inspector.model.exchange import ends, unended
from inspector.model.unit import Unit

_TOLD = ("content-length", "transfer-encoding", "content-encoding")
"""What says, or comes to an end by itself and so proves, that all of a page was sent."""
_LAST = 300
_SHIFTING = lazy.pattern(rb"[\s\d]+", re.ASCII)

Key = tuple[str, str]


def unfinished(unit: Unit, captures: Iterable[Capture]) -> Iterator[tuple[Mark, str]]:
    """Pages of a unit that may lack their end, each with the moment of its last look."""
    pages = [one for one in captures if _is_page(one)]
    whole = {_host(one) for one in pages if ends(one.body)}
    for one in pages:
        if _host(one) in whole and _stops(one) and not any(_where(one) == _where(each) for each in one.earlier):
            yield (unit.code, *one.ask.key), one.fetched_at


def unread(captures: Mapping[Key, Capture], code: str, marks: Iterable[Mark]) -> dict[Key, Capture]:
    """Those of a unit's captures that may lack their end, for its judgement: nothing is said of a page by its part."""
    keys = {mark[1:] for mark in marks if mark[0] == code}
    return {key: _part(one) for key, one in captures.items() if key in keys}


def _is_page(capture: Capture) -> bool:
    opened = capture.ask.method == "GET" and capture.failure is None and bool(capture.body)
    return opened and (capture.status or 0) < 300 and not is_file(capture)


def _stops(capture: Capture) -> bool:
    return not any(name in capture.headers for name in _TOLD) and unended(capture.body)


def _where(capture: Capture) -> bytes:
    """Where it stopped, without what counts visits there."""
    return _SHIFTING.sub(b"", capture.body[-_LAST:])


def _part(capture: Capture) -> Capture:
    return replace(capture, body=b"", failure=Failure.PARTIAL, earlier=(), wire=())


def _host(capture: Capture) -> str:
    return urlsplit(capture.ask.url).netloc
