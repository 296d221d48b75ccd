"""Whether all that was asked for in a run came to one and the same end: three hosts do not do that by themselves, our own network does."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from inspector.archive import Run
from inspector.facts.failures import MEANING
from inspector.judge.snapshot import Snapshot
from inspector.model.capture import Failure

_HOSTS = _PATHS = 3
_REFUSED = 400
_SILENT = frozenset(failure.value for failure, told in MEANING.items() if told.proof == "silence")


def one_end(run: Run, snapshot: Snapshot) -> str:
    """What it was, in words; empty where two answers differ, where it costs nobody anything, or a unit was not looked at yet.

    Hosts that are copies of each other show one page at one path, but not at several; hosts that are silent have nothing in common but us.
    Only manifests are read, of a healthy run the first one or two.
    """
    there, ends, urls = set(run.codes), set(), set()
    for unit in snapshot.inspected:
        if unit.code not in there:
            return ""
        for url, end in _ends(run, unit.code):
            ends.add(end)
            urls.add(url)
            if len(ends) > 1:
                return ""
    places = [urlsplit(url) for url in urls]
    words = next(iter(ends))[0] if ends else ""
    many = words in _SILENT or len({(one.path, one.query) for one in places}) >= _PATHS
    return words if many and len({one.netloc for one in places}) >= _HOSTS else ""


def uniform(end: str) -> str:
    """The sentence on a run of which `one_end` says so."""
    return f"every address of three hosts or more came to the same: {end}"


def _ends(run: Run, code: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Address, and what it came to: in words, and what tells it from others of these words."""
    for method, url, status, failure, digest in run.answers(code):
        if method != "GET" or (failure is not None and _costs_nothing(failure)):
            continue
        if failure is not None:
            yield url, (failure.value, "")
        elif status is not None and status >= _REFUSED:
            yield url, (f"the status {status}", "")
        else:
            yield url, ("one and the same page", digest)


def _costs_nothing(failure: Failure) -> bool:
    return MEANING[failure].proof in ("ours", "door")
