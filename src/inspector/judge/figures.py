"""What the head of a result has to know of each unit: a handful of figures, so that no judgement is held for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.channels import ChannelFigures, figures_of
from inspector.facts.privacy import mask
from inspector.judge.unit import Judged
from inspector.judge.uplink import Looks
from inspector.model.capture import Failure
from inspector.model.finding import Finding


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """Counts over one unit's findings: `decided` were to pass or fail, `unseen` of them could not be told.

    `leaks` are places with unmasked personal data, `hidden` findings that only our own network hid, `errors` faults of this
    program. `trust` are hosts that answered over TLS, and whether their certificate was trusted. `undated` is why deadlines could
    not be counted; empty where they could.
    """

    code: str
    decided: int = 0
    unseen: int = 0
    waiting: int = 0
    uncounted: int = 0
    hidden: int = 0
    leaks: int = 0
    undated: str = ""
    errors: tuple[str, ...] = ()
    trust: Mapping[str, bool] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)
    channels: ChannelFigures = field(default_factory=ChannelFigures)


def unit_figures(judged: Judged) -> UnitFigures:
    """The figures of a judged unit."""
    outcomes = Counter(finding.outcome for finding in judged.findings)
    reasons = Counter(finding.reason for finding in judged.findings)
    errors = {f"{one.rule}: {one.message.en}" for one in judged.findings if one.reason == "program_error"}
    return UnitFigures(
        judged.unit.code,
        decided=outcomes["pass"] + outcomes["fail"] + outcomes["undetermined"],
        unseen=outcomes["undetermined"],
        waiting=reasons["awaiting_second_look"],
        uncounted=reasons["calendar"],
        hidden=reasons[Failure.UPLINK.value] + reasons[Failure.UNVOUCHED.value],
        leaks=sum(map(_leaks, judged.findings)),
        undated=judged.undated,
        errors=tuple(sorted(errors)),
        trust=judged.trust,
        looks=judged.looks,
        channels=figures_of(judged.channels),
    )


def _leaks(finding: Finding) -> int:
    texts = (finding.message.zh, finding.subject, *(citation.quote for citation in finding.evidence))
    return sum(mask(text) != text for text in texts)
