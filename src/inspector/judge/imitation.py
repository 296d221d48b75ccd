"""Did the sites answer, or something of ours in their name? A portal, filter or proxy that stands in for all of them has one answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from inspector.facts.document import Document
from inspector.facts.failures import MEANING
from inspector.facts.look import by_status, look
from inspector.facts.open import document_of, is_file
from inspector.judge.faces import Words, face, spread, words
from inspector.model.capture import Capture, Failure
from inspector.model.exchange import unpack

_HOSTS, _ADDRESSES = 2, 3
"""One answer at so many hosts, or at so many addresses of one, is no coincidence where nothing else was seen."""
_TELLING = 128 * 1024
_FAILS = 500
"""From this status on robots.txt itself forbids all (RFC 9309, 2.3.1.4): that is a server out of order and no rule."""


class _Told(NamedTuple):
    """An answer: whether a page opened, was not there or its server failed, where it was asked for, and what was to be read."""

    how: Literal["opens", "gone", "fails"]
    host: str
    url: str
    face: Words


def genuine(looks: Iterable[Capture]) -> bool:
    """Whether the looks prove that sites themselves answered: two different pages opened."""
    told = [one for one in map(_told, looks) if one is not None]
    return len(_faces([one for one in told if one.how == "opens"])) > 1


def _faces(told: Collection[_Told]) -> set[Words]:
    """How many different pages were shown, but for what only one look shows of a page without Chinese, e.g. a token."""
    known = spread(one.face for one in told)
    return {one.face if _chinese(one.face) else face(one.face, known) for one in told}


def _chinese(shown: Words) -> bool:
    return any("\u3400" <= word[0] <= "\u9fff" for word in shown)


def imitated(looks: Collection[Capture]) -> bool:
    """Whether all looks that were answered show one and the same page, at several hosts or at many addresses of one.

    A server that fails must do so at several hosts: a single one may be out of order by itself.
    """
    told = [one for one in map(_told, looks) if one is not None]
    shown = [one for one in told if one.how == "opens"] or told
    faces, hosts = _faces(shown), {one.host for one in shown}
    urls = {one.url for one in shown if one.how != "fails"}
    return len(faces) == 1 and (len(hosts) >= _HOSTS or len(urls) >= _ADDRESSES)


def _told(capture: Capture) -> _Told | None:
    """What a look tells of who answered; None where it was not answered, or with what proves nothing of a page anyway."""
    if capture.failure is Failure.ROBOTS and capture.wire and capture.wire[-1].status >= _FAILS:
        rules = capture.wire[-1]
        return _refused(
            "fails", capture.ask.url, unpack(rules.payload, rules.values().get("content-encoding", "")).body
        )
    if capture.ask.method != "GET" or capture.status is None or capture.failure is not None:
        return None
    document = document_of(_beginning(capture)) if not is_file(capture) else None
    failure = look(capture, document) if document is not None else by_status(capture)
    if failure in (None, Failure.INTERPOSED):  # what says so of itself stands in for the site all the more
        return _Told("opens", _host(capture.ask.url), capture.ask.url, _face(capture, document))
    proof = MEANING[failure].proof
    if proof not in ("page", "server"):
        return None
    return _refused("gone" if proof == "page" else "fails", capture.ask.url, _beginning(capture).body)


def _beginning(capture: Capture) -> Capture:
    """As much of a page as tells whose it is: whoever watches over a run reads it, while a dense one may take tens of seconds."""
    return replace(capture, body=capture.body[:_TELLING]) if len(capture.body) > _TELLING else capture


def _refused(how: Literal["gone", "fails"], url: str, body: bytes) -> _Told:
    return _Told(how, _host(url), url, words(body.decode("utf-8", "replace")))


def _face(capture: Capture, document: Document | None) -> Words:
    """What a reader sees of it, without what shifts; the digest of the bytes where there is nothing to read, or they are not kept.

    A file is told by its digest: opening it may take minutes, and nothing that stands in for sites shifts within one.
    """
    text = f"{document.title} {document.text(None)}" if document is not None else ""
    return words(text) or frozenset({capture.sha256})


def _host(url: str) -> str:
    return urlsplit(url).netloc
