"""The one judge of whether a page was seen, and of whose matter it is where it was not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from inspector.facts.document import Document
from inspector.facts.failures import AWAITING, MEANING, OPEN, Proof, advice
from inspector.facts.look import by_status, look, met_with
from inspector.model.capture import Attribution, Capture, Failure
from inspector.model.words import Words

__all__ = ["Sight", "advice", "look", "sight"]


_AGAINST_STATUS: Mapping[Failure, Attribution] = {Failure.CONTRADICTED: "us", Failure.SHUT_OUT: "blocked"}
"""What speaks against a status that calls a page gone, and whose matter it is while nobody has said: its readers see the page, or
the site says so of everything, its front page too."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Whether a page was seen.

    `open`: it is there. `failed`: it is proven not to be, and may cost points. `unseen`: nothing may be said of it.
    `confirmed` tells that enough looks, far enough apart, agree. `code` is short and stable, for `Answer.reason`.
    """

    state: Literal["open", "failed", "unseen"]
    failure: Failure | None
    attribution: Attribution
    reason: Words
    confirmed: bool
    code: str = ""
    disputed: bool = False
    """Look after look the status says that the page is gone, and something speaks against it: whether it is, a person says."""


def sight(
    capture: Capture, document: Document | None, own_hosts: Collection[str], attempts: int, after_s: float
) -> Sight:
    """The verdict on all looks at one page: `capture.earlier` and `capture` itself.

    A failure is confirmed by `attempts` looks failing in one way, each `after_s` seconds or more after the last.
    `own_hosts` are the hosts of the judged unit alone; the server of any other host is its owner's matter.
    """
    failure = look(capture, document)
    if failure is None:
        return Sight("open", None, "unit", OPEN, confirmed=True)
    proof = _proof(capture, failure)
    enough = _agreeing(capture, proof, after_s) >= attempts
    if failure in _AGAINST_STATUS:
        return _disputed(capture, failure, attempts, after_s)
    if proof == "door":
        return _unseen(failure, "blocked", enough)
    if proof == "ours":
        return _unseen(failure, "us", enough)
    if proof != "page" and not _own(capture, own_hosts):
        return _unseen(failure, "third_party", enough)
    return _proven(failure, proof, enough, after_s)


def _proof(capture: Capture, failure: Failure) -> Proof:
    """What the failure proves here: a name that was asked for by itself (DNS) is the very thing that was printed."""
    return "page" if failure is Failure.DNS and capture.ask.method == "DNS" else MEANING[failure].proof


def _proven(failure: Failure, proof: Proof, enough: bool, after_s: float) -> Sight:
    if proof == "silence" and after_s <= 0:
        return _unseen(failure, "us", enough)
    if enough:
        return Sight("failed", failure, "unit", MEANING[failure].words, confirmed=True, code=failure.value)
    return _awaiting(failure, "us" if proof == "silence" else "unit")


def _disputed(capture: Capture, failure: Failure, attempts: int, after_s: float) -> Sight:
    """A server at fault may have left the end of its page out: of that nothing is said, however often it is seen."""
    whose, told = _AGAINST_STATUS[failure], by_status(capture)
    if told is None or MEANING[told].proof != "page":
        return _unseen(failure, whose, confirmed=False)
    if _agreeing(capture, "page", after_s) < attempts:
        return _awaiting(failure, "unit")
    return replace(_unseen(failure, whose, confirmed=True), disputed=True)


def _awaiting(failure: Failure, whose: Attribution) -> Sight:
    """One look, or several too near to each other, are no proof."""
    reason = Words(
        AWAITING.zh.format(what=MEANING[failure].words.zh),
        AWAITING.en.format(what=MEANING[failure].words.en),
    )
    return Sight("unseen", failure, whose, reason, confirmed=False, code="awaiting_second_look")


def _unseen(failure: Failure, whose: Attribution, confirmed: bool) -> Sight:
    code = "blocked" if whose == "blocked" else failure.value
    return Sight("unseen", failure, whose, MEANING[failure].words, confirmed, code)


def _agreeing(capture: Capture, proof: Proof, after_s: float) -> int:
    """How many looks, counted back from the newest and spaced by `after_s`, failed in the same way."""
    count, last = 1, _moment(capture)
    for before in reversed(capture.earlier):
        moment = _moment(before)
        apart = after_s <= 0 or (last is not None and moment is not None and (last - moment).total_seconds() >= after_s)
        if apart and _alike(before, proof):
            count, last = count + 1, moment
    return count


def _alike(before: Capture, proof: Proof) -> bool:
    """An earlier look that had an answer without an error status failed by its content, which only a page does."""
    evident = met_with(before) or by_status(before)
    return proof not in ("server", "silence") if evident is None else _proof(before, evident) == proof


def _own(capture: Capture, own_hosts: Collection[str]) -> bool:
    parts = urlsplit(capture.final_url or capture.ask.url)
    return bool({parts.netloc.lower(), (parts.hostname or "").lower()} & {host.lower() for host in own_hosts})


def _moment(capture: Capture) -> datetime | None:
    try:
        return datetime.fromisoformat(capture.fetched_at)
    except ValueError:
        return None
