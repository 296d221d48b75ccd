"""Was it the sites that were silent, or our own network? What the canaries of a run say about its looks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inspector.facts.look import BLOCKING
from inspector.judge.imitation import imitated
from inspector.model.capture import Ask, Capture, Failure

_ANSWERED = frozenset({Failure.ROBOTS, Failure.TOO_LARGE, Failure.BLOCKED, Failure.CHALLENGE, Failure.CAPTCHA})
"""Failures that only something on the other side can bring about: the way there is open."""
_SILENT = frozenset(
    {
        Failure.DNS,
        Failure.RESOLVER,
        Failure.CONNECT,
        Failure.RESET,
        Failure.TLS,
        Failure.TIMEOUT,
        Failure.PROTOCOL,
        Failure.REDIRECT_LOOP,
        Failure.BLOCKED,
        Failure.CHALLENGE,
        Failure.UPLINK,
    }
)
_MANY = 3
"""Units that must be worse off before their silence is laid to us."""
_HOPELESS = "9999"
"""Later than every moment: a spell that has not ended."""


@dataclass(frozen=True, slots=True)
class Round:
    """One look at all canaries. Moments are ISO 8601 with +08:00.

    `good` where at least one of them answered, and not something of ours in the name of them all (`imitated`).
    """

    number: int
    phase: str
    good: bool
    begun: str
    ended: str
    imitated: bool = False


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which our own network may have been down: after the last good round, up to the next good one.

    `imitated`: it may have answered for the sites, so that what was answered proves as little as silence does.
    """

    after: str
    until: str
    imitated: bool = False

    def covers(self, moment: str) -> bool:
        """Whether a look that ended at `moment` fell into it; to the second."""
        return self.after <= moment < self.until


@dataclass(frozen=True, slots=True)
class Looks:
    """How many pages and links of a unit were asked for, and how many of them gave no answer of their own."""

    asked: int = 0
    unanswered: int = 0


def canary(url: str, number: int, phase: str) -> Ask:
    """The ask for one canary in one round."""
    return Ask(url, "GET", f"canary {number} {phase}")


def alive(capture: Capture) -> bool:
    """Whether a canary was heard: any answer will do, an error too. It need not be well, only there."""
    return capture.status is not None if capture.failure is None else capture.failure in _ANSWERED


def rounds(canaries: Iterable[Capture]) -> tuple[Round, ...]:
    """The rounds that the canaries' captures tell of, in order."""
    looks: dict[int, list[Capture]] = {}
    for last in canaries:
        for look in (*last.earlier, last):
            looks.setdefault(int(look.ask.why.split()[1]), []).append(look)
    return tuple(_round(number, looks[number]) for number in sorted(looks))


def _round(number: int, looks: Sequence[Capture]) -> Round:
    moments = [look.fetched_at for look in looks]
    false = imitated(looks)
    good = not false and any(map(alive, looks))
    return Round(number, looks[0].ask.why.split()[2], good, min(moments), max(moments), false)


def spells(told: Sequence[Round]) -> tuple[Spell, ...]:
    """The times of which the canaries do not say that our network worked; where our clock was set back meanwhile, all before."""
    found: list[Spell] = []
    last_good = ""
    bad: list[Round] = []
    for one in told:
        if one.good and bad:
            until = (
                max(one.begun, bad[-1].ended) if last_good else one.begun
            )  # before a first good round nothing is fetched
            found.append(_spell(last_good, until, bad))
        last_good = one.ended if one.good else last_good
        bad = [] if one.good else [*bad, one]
    return (*found, _spell(last_good, _HOPELESS, bad)) if bad else tuple(found)


def _spell(after: str, until: str, bad: Sequence[Round]) -> Spell:
    set_back = min(bad[0].begun, until) < after
    return Spell("" if set_back else after, until, any(one.imitated for one in bad))


ALWAYS = Spell("", _HOPELESS)
"""All looks of a run whose sites fell silent together."""
IMITATED = Spell("", _HOPELESS, imitated=True)
"""All looks of a run, answered or not, whose sites all came to one end."""


def blind(capture: Capture, during: Collection[Spell]) -> bool:
    """Whether a look got no answer, or one that was not the site's, at a time when our own network may have been the cause."""
    if not capture.fetched_at or capture.failure is Failure.UPLINK or capture.ask.method == "PROBE":
        return False
    over = [spell for spell in during if spell.covers(capture.fetched_at)]
    return any(spell.imitated for spell in over) or (bool(over) and unanswered(capture))


def sighted(capture: Capture, during: Collection[Spell]) -> Capture | None:
    """`capture` without the looks at which we were blind, or that never left this machine; None where no other remains."""
    looks = [one for one in (*capture.earlier, capture) if one.failure is not Failure.UPLINK and not blind(one, during)]
    return replace(looks[-1], earlier=tuple(replace(look, earlier=()) for look in looks[:-1])) if looks else None


def as_seen(captures: Mapping[tuple[str, str], Capture], during: Collection[Spell]) -> dict[tuple[str, str], Capture]:
    """The captures of a unit for its judgement: what only our network kept us from seeing is `uplink`, which costs nothing."""
    return {key: sighted(one, during) or _uplink(one) for key, one in captures.items()}


def _uplink(capture: Capture) -> Capture:
    return Capture(capture.ask, capture.ask.url, fetched_at=capture.fetched_at, failure=Failure.UPLINK)


def unanswered(capture: Capture) -> bool:
    """Whether a look got nothing from the page itself: no connection, a closed door, a failing server."""
    return silent(capture.ask.method, capture.status, capture.failure)


def silent(method: str, status: int | None, failure: Failure | None) -> bool:
    """As `unanswered`, of what a manifest says. A name that does not exist is an answer where a name was asked for."""
    if failure is not None:
        return failure in _SILENT and not (method == "DNS" and failure is Failure.DNS)
    return status is not None and (status in BLOCKING or status >= 500)


def count(looks: Iterable[tuple[str, int | None, Failure | None]]) -> Looks:
    """The figures over (method, status, failure) of a unit's looks."""
    kinds = [silent(*look) for look in looks if look[0] in ("GET", "HEAD", "DNS")]
    return Looks(len(kinds), sum(kinds))


def share(looks: Iterable[Looks]) -> float:
    """The share of looks without an answer; 0 where nothing was asked."""
    found = list(looks)
    asked = sum(one.asked for one in found)
    return sum(one.unanswered for one in found) / asked if asked else 0.0


def jump(now: Mapping[str, Looks], before: Mapping[str, Looks]) -> float:
    """By how much the share of unanswered looks rose over the units that both quarters looked at; never below 0.

    Where fewer than three units are worse off it is theirs and not ours: 0.
    """
    both = [code for code in now if code in before and now[code].asked and before[code].asked]
    worse = [code for code in both if share([now[code]]) > share([before[code]])]
    if len(worse) < _MANY:
        return 0.0
    return max(0.0, share(now[code] for code in both) - share(before[code] for code in both))
