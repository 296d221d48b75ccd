"""What a rule says of a unit, with the evidence it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from inspector.model.capture import Attribution
from inspector.model.words import Words

Outcome = Literal["pass", "fail", "undetermined", "not_applicable", "manual", "waived"]
Severity = Literal["veto?", "S1", "S2", "S3", "advice"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The place a judgement rests on: a stored page and the words on it (personal data already masked)."""

    url: str
    final_url: str = ""
    status: int | None = None
    fetched_at: str = ""
    sha256: str = ""
    quote: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one check found out about one subject. `hits` is how often the fault was met (for deductions per hit).

    `subject` is the thing judged: a page role, a channel's value, a column, a document's URL. `expected` and `found` are
    for the person who has to put it right. `attribution` says whose matter it is; only `unit` may deduct. `sure=False`
    makes a `fail` a proposal for a person to confirm, even where the rule is decided by the machine. `whole`: a page failed
    as a whole, which takes the rule's points rather than those of one finding.
    """

    outcome: Outcome
    subject: str
    message: Words
    citations: tuple[Citation, ...] = ()
    attribution: Attribution = "unit"
    hits: Decimal = Decimal(1)
    sure: bool = True
    reason: str = ""
    """A short code for `undetermined` and `not_applicable`, e.g. `blocked`, `superseded:GD-01`."""
    whole: bool = False
    by_hand: bool = False
    """A person found it out: nobody has to confirm it again, whoever decides the rule otherwise."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's outcome for one unit and subject. `points` is what it takes from the sheet (0 or negative).

    `id` names the same issue in every quarter: unit + rule + normalised subject. `confirmed=False`: proposed, deducts nothing
    from `value` until a person confirms.
    """

    id: str
    unit: str
    rule: str
    pack: str
    subject: str
    outcome: Outcome
    severity: Severity
    points: Decimal
    confirmed: bool
    message: Words
    attribution: Attribution
    evidence: tuple[Citation, ...] = ()
    reason: str = ""
    original: Outcome | None = None
    """The outcome before a human ruling changed it; None where none did."""
    times: int = 0
    """How many quarters in a row before this one the same issue failed."""
    ruling: str = ""
    """What a person said of it (`confirmed`, `rejected`, `waived` ...); empty where nobody did."""
    ruled: Ruled | None = None
    """Who said so and on what grounds; None where nobody did."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """The ruling on a finding, and the points (0 or negative) that the finding would have without it."""

    ruling: Ruling
    points: Decimal


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's word on an issue: confirm a proposal, or replace an outcome. Dates are inclusive, Asia/Shanghai."""

    unit: str
    rule: str
    subject: str
    """Normalised subject; empty means every subject of the rule."""
    new: Literal["confirmed", "rejected", "pass", "fail", "not_applicable", "waived"]
    authority: str
    basis: str
    author: str
    at: str
    valid_from: str
    valid_to: str = ""
    old: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger; 100 and all entries of a unit sum to its value exactly."""

    pack: str
    rule: str
    finding: str
    points: Decimal
    reason: Words


@dataclass(frozen=True, slots=True)
class PackScore:
    """A pack's maximum and the points left of it, on the sheet's own scale."""

    id: str
    max: Decimal
    points: Decimal
    applies: bool = True
    apart: bool = False
    """Whether it is a score of its own, which the unit's value knows nothing of; `veto` is then its own too."""
    veto: Literal["confirmed", "proposed"] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """`value`: only what is certain deducts. `floor`: all that is undetermined or unconfirmed goes against the unit.

    `coverage` is the share of the judged rules that could be decided, from 0 to 1.
    """

    value: Decimal
    floor: Decimal
    max: Decimal
    grade: Words
    veto: Literal["confirmed", "proposed"] | None
    coverage: Decimal
    grade_held: bool = False
    """A proposed veto holds the grade until a person confirms or rejects it."""
    packs: tuple[PackScore, ...] = ()
    ledger: tuple[Entry, ...] = field(default=())
