"""How much of a unit's channels was tested and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from inspector.channels.inventory import ELECTRONIC, Listed, inventory
from inspector.channels.levels import Ground, Rung, rungs
from inspector.checks.case import On
from inspector.facts.privacy import mask
from inspector.model.finding import Finding

State = Literal["refused", "answered", "works", "broken", "undetermined", "untested"]
HUMAN_DAYS = 2
"""Working days within which a person should answer, where no rule says otherwise (CH-06)."""
_ADVICE = ("starttls", "server", "human_reply")
"""Rungs that make no channel broken or open: how a server behaves towards us, and whether anybody answered."""
_NEEDED = {"email": "mx", "form": "opens", "file": "opens", "fax": "format", "phone": "format"}
"""The rung that must be reached before a channel counts as tested."""
_DECLARED = ("CH-01", "CH-02")
"""The rules that say whether there is a channel at all."""
_ANSWER = {"email": "human_reply", "phone": "call"}


@dataclass(frozen=True, slots=True)
class Item:
    """One channel, what was seen of it, and the state that follows."""

    channel: Listed
    rungs: tuple[Rung, ...]

    @property
    def state(self) -> State:
        """refused: not to be used. broken: a rung failed. works: the needed rung passed. answered: a person did."""
        outcomes = {rung.level: rung.outcome for rung in self.rungs if rung.level not in _ADVICE}
        if self.channel.accepts is False:
            return "refused"
        if "fail" in outcomes.values():
            return "broken"
        if any(rung.outcome == "pass" for rung in self.rungs if rung.level == _ANSWER.get(self.channel.kind)):
            return "answered"
        if outcomes.get(_NEEDED.get(self.channel.kind, "")) == "pass":
            return "works"
        return "undetermined" if "undetermined" in outcomes.values() else "untested"

    @property
    def tested(self) -> bool:
        """Whether it was decided that it works, or does not."""
        return self.state in ("answered", "works", "broken")

    def json(self) -> dict[str, Any]:
        """As the result has it."""
        one = self.channel
        return {
            "kind": one.kind,
            "value": mask(one.value),
            "accepts": one.accepts,
            "declared": one.declared,
            "differs": one.differs,
            "platform": one.platform,
            "receiver": one.receiver,
            "state": self.state,
            "published": [{**asdict(place), "quote": mask(place.quote)} for place in one.published],
            "levels": [_rung(rung) for rung in self.rungs],
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """A unit's channels. `reason` is why they could not be tested, in a person's words; `by` who wrote it.

    `applies` is false for units whose sheet has no rules on channels.
    """

    items: tuple[Item, ...] = ()
    decided: bool = False
    applies: bool = False
    reason: str = ""
    by: str = ""

    @property
    def declared(self) -> tuple[Item, ...]:
        """The electronic channels that applicants may use."""
        return tuple(item for item in self.items if item.channel.declared)

    @property
    def covered(self) -> bool:
        """Whether every declared electronic channel has a result, or it is certain that none is declared."""
        return self.decided and all(item.tested for item in self.declared)

    def json(self) -> dict[str, Any]:
        """As the result has it; the counts are of declared electronic channels."""
        return {
            "applies": self.applies,
            "covered": self.covered,
            "reason": self.reason,
            "reason_by": self.by,
            **counts(Counter(item.state for item in self.declared)),
            "refused": sum(i.state == "refused" for i in self.items if i.channel.kind in ELECTRONIC),
            "items": [item.json() for item in self.items],
        }


def coverage_of(on: On, findings: Sequence[Finding], days: int = HUMAN_DAYS) -> Coverage:
    """The channels of the case's unit. A written reason counts only where a person entered it in this quarter."""
    ground = Ground.of(on, findings, days)
    items = tuple(Item(one, rungs(ground, one)) for one in inventory(on))
    judged = [finding for finding in findings if finding.pack == "CH"]
    first = [finding for finding in judged if finding.rule in _DECLARED] or judged
    decided = any(finding.outcome in ("pass", "fail", "waived") for finding in first)
    reason = next((one for one in reversed(on.case.observations) if one.kind == "reason"), None)
    said = mask(str(reason.data.get("reason", ""))) if reason is not None else ""
    return Coverage(items, decided, bool(judged), said, reason.by if reason is not None else "")


def counts(states: Mapping[str, int]) -> dict[str, int]:
    """How declared channels stand, by their number in each state."""
    found = Counter(states)
    return {
        "declared": found.total(),
        "tested": found["answered"] + found["works"] + found["broken"],
        "works": found["works"] + found["answered"],
        **{state: found[state] for state in ("answered", "broken", "undetermined", "untested")},
    }


def _rung(rung: Rung) -> dict[str, Any]:
    message = {"zh": mask(rung.zh), "en": mask(rung.en)}
    return {
        "level": rung.level,
        "outcome": rung.outcome,
        "message": message,
        "reason": rung.reason,
        "at": rung.at,
        "source": rung.source,
        "sha256": rung.sha256,
        "confirmed": rung.confirmed,
    }
