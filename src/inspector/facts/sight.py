"""The one judge of whether a page was seen, and of whose matter it is where it was not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from inspector.facts.document import Document
from inspector.facts.failures import AWAITING, MEANING, OPEN, Proof, advice
from inspector.facts.look import by_status, look
from inspector.model.capture import Attribution, Capture, Failure
from inspector.model.words import Words

__all__ = ["Sight", "advice", "look", "sight"]


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

    @property
    def disputed(self) -> bool:
        """Look after look the status says that the page is gone, and its readers see it: whether it is, a person says."""
        return self.failure is Failure.CONTRADICTED and self.confirmed


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
    if proof == "door":
        return _unseen(failure, "blocked", enough)
    if failure is Failure.CONTRADICTED:
        return _contradicted(capture, attempts, after_s)
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


def _contradicted(capture: Capture, attempts: int, after_s: float) -> Sight:
    """A server at fault may have left the end of its page out: of that nothing is said, however often it is seen."""
    told = by_status(capture)
    if told is None or MEANING[told].proof != "page":
        return _unseen(Failure.CONTRADICTED, "us", confirmed=False)
    if _agreeing(capture, "page", after_s) < attempts:
        return _awaiting(Failure.CONTRADICTED, "unit")
    return _unseen(Failure.CONTRADICTED, "us", confirmed=True)


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
    evident = before.failure or by_status(before)
    return proof not in ("server", "silence") if evident is None else _proof(before, evident) == proof


def _own(capture: Capture, own_hosts: Collection[str]) -> bool:
    parts = urlsplit(capture.final_url or capture.ask.url)
    return bool({parts.netloc.lower(), (parts.hostname or "").lower()} & {host.lower() for host in own_hosts})


def _moment(capture: Capture) -> datetime | None:
    try:
        return datetime.fromisoformat(capture.fetched_at)
    except ValueError:
        return None
