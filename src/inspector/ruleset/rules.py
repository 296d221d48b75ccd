"""Rules as they are applied: validated, bound to their checks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from inspector.checks import Check, Params
from inspector.model.rule import PackCard, RuleCard
from inspector.model.words import Words
from inspector.ruleset.profile import Profile
from inspector.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Ask:
    """A check with its parameters, optionally of another page than the rule's own."""

    check: Check
    params: Params
    page: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """Every part must pass."""

    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One part passing is enough."""

    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must fail."""

    part: Test


Test: TypeAlias = Ask | All | Any | Not


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `test` is None for rules a person answers (`question`).

    `also` are further pages it needs open; `missing` says what it is when one of its pages is proven not to be there:
    `fail`, `fail_if_dead` (it has an address that does not open; not where none was found), `not_applicable`.
    `supersedes` are rules and packs that are not applicable when this one fails: one defect, one rule.
    `say` replaces a check's own sentence for an outcome. `trial` rules are judged and shown but score nothing.
    """

    card: RuleCard
    test: Test | None
    page: str = ""
    also: tuple[str, ...] = ()
    missing: str = "not_applicable"
    supersedes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    say: Mapping[str, Words] | None = None
    question: Words | None = None
    trial: bool = False
    since: date | None = None
    until: date | None = None

    @property
    def id(self) -> str:
        """The rule's id, e.g. `GD-05`."""
        return self.card.id

    @property
    def pack(self) -> str:
        """The id of its pack, e.g. `GD`."""
        return self.card.pack

    def in_force(self, at: date) -> bool:
        """Whether the rule is valid at the monitoring time point (both dates inclusive)."""
        return (self.since is None or self.since <= at) and (self.until is None or at <= self.until)

    def checks(self) -> frozenset[str]:
        """The names of the checks it asks."""
        return _asks(self.test)

    def needs(self) -> frozenset[str]:
        """What the survey has to look at for this rule."""
        roles = frozenset(role for role in (self.page, *self.also) if role)
        return roles | _needs(self.test, self.page)


@dataclass(frozen=True, slots=True)
class Pack:
    """A group of rules, like one page of an indicator sheet. `outside` packs deduct below the sheet's points."""

    card: PackCard
    rules: tuple[Rule, ...]

    @property
    def id(self) -> str:
        """The pack's id, e.g. `GD`."""
        return self.card.id


@dataclass(frozen=True, slots=True)
class Ruleset:
    """All rules, the profile in force and the working days. `digest` is the SHA-256 of the texts they came from."""

    packs: tuple[Pack, ...]
    profile: Profile
    workdays: Workdays
    digest: str
    calendar_digest: str
    _by_id: Mapping[str, Rule] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Rules are asked for by id some thousand times a unit."""
        object.__setattr__(self, "_by_id", {rule.id: rule for rule in reversed(self.rules)})

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule in pack order."""
        return tuple(rule for pack in self.packs for rule in pack.rules)

    def rule(self, id: str) -> Rule | None:
        """The rule of that id."""
        return self._by_id.get(id)

    def pack(self, id: str) -> Pack | None:
        """The pack of that id."""
        return next((pack for pack in self.packs if pack.id == id), None)

    def only(self, ids: Collection[str]) -> Ruleset:
        """Cut down to the rules of these ids and those that may supersede them; profile, days and digests stay."""
        kept = set(ids)
        rules = self.rules
        while more := {rule.id for rule in rules if rule.id not in kept and _reaches(rule, kept, rules)}:
            kept |= more
        packs = (Pack(pack.card, tuple(rule for rule in pack.rules if rule.id in kept)) for pack in self.packs)
        return replace(self, packs=tuple(pack for pack in packs if pack.rules))

    def checks(self) -> frozenset[str]:
        """The names of all checks that the rules ask."""
        return frozenset(name for rule in self.rules for name in rule.checks())

    def needs(self, unit_type: str, at: date) -> frozenset[str]:
        """What has to be looked at for a unit of `unit_type`."""
        packs = self.profile.judged(unit_type)
        rules = [rule for rule in self.rules if rule.pack in packs and rule.in_force(at)]
        return frozenset(need for rule in rules if not rule.types or unit_type in rule.types for need in rule.needs())


def _reaches(rule: Rule, kept: Collection[str], rules: tuple[Rule, ...]) -> bool:
    return any(one.id in rule.supersedes or one.pack in rule.supersedes for one in rules if one.id in kept)


def _asks(test: Test | None) -> frozenset[str]:
    match test:
        case Ask(check, _, _):
            return frozenset({check.name})
        case All(parts) | Any(parts):
            return frozenset().union(*(_asks(part) for part in parts))
        case Not(part):
            return _asks(part)
    return frozenset()


def _needs(test: Test | None, page: str) -> frozenset[str]:
    match test:
        case Ask(check, params, other):
            return check.needs(params, other or page) | ({other} if other else set())
        case All(parts) | Any(parts):
            return frozenset().union(*(_needs(part, page) for part in parts))
        case Not(part):
            return _needs(part, page)
    return frozenset()
