"""Two results side by side: which issues are new, persisting, fixed, reopened, or no longer comparable.

An issue is a `fail`, confirmed or proposed, under its finding id. What one of the two results could not judge, or judged by
another rule, is never called new or fixed: it is not comparable, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from inspector.appraise.moves import moved
from inspector.model.words import Words

State = Literal["new", "persisting", "fixed", "reopened", "not_comparable"]
STATES: Mapping[State, Words] = {
    "new": Words("新增", "new"),
    "persisting": Words("持续", "persisting"),
    "fixed": Words("已改正", "fixed"),
    "reopened": Words("复发", "reopened"),
    "not_comparable": Words("不可比", "no longer comparable"),
}
WHY: Mapping[str, Words] = {
    "rule_changed": Words("指标在两次之间修改过", "the rule was changed in between"),
    "no_before": Words("上次没有检查本单位", "the unit was not inspected last time"),
    "not_inspected": Words("本次没有检查本单位", "the unit was not inspected this time"),
    "unseen_before": Words("上次未能判定", "it could not be judged last time"),
    "unseen": Words("本次未能判定", "it cannot be judged now"),
    "not_judged_before": Words("上次没有该指标", "the rule was not judged last time"),
    "not_judged": Words("本次没有该指标", "the rule is not judged now"),
    "not_applicable": Words("本次不适用", "it does not apply now"),
    "manual": Words("等待人工核验", "it waits for a person"),
    "waived": Words("本次已豁免", "it is waived now"),
}
"""Why an issue is not comparable."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue and what became of it. `why` is a key of WHY where it is not comparable, else empty.

    `proposed`: a person has still to confirm it. `was` is its id in the earlier result where its page moved since.
    """

    unit: str
    id: str
    rule: str
    subject: str
    state: State
    why: str = ""
    proposed: bool = False
    was: str = ""


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit's issues in rule order, and its score: `delta` is None where the two may not be compared."""

    unit: str
    name: str
    type: str
    issues: tuple[Issue, ...]
    value: Decimal | None
    before: Decimal | None
    delta: Decimal | None

    def of(self, state: State) -> tuple[Issue, ...]:
        """The issues in one state."""
        return tuple(issue for issue in self.issues if issue.state == state)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every unit of either result; `same_rules` says whether both were judged by the same texts and profile."""

    quarter: str
    before: str
    same_rules: bool
    changed: tuple[str, ...]
    units: tuple[UnitChange, ...]

    @property
    def counts(self) -> Counter[State]:
        """How many issues are in each state."""
        return Counter(issue.state for unit in self.units for issue in unit.issues)


def compare(
    now: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    changed: Collection[str] | None = None,
    past: Collection[str] = (),
    closed: Collection[str] = (),
) -> Comparison:
    """Compare result `now` with `before` (`inspector.result/1`; None: there is no earlier one).

    `changed` are the rules that judge differently; unknown (None) and of other digest, all of them do. `past` are ids that
    failed in a quarter earlier than `before`; `closed` are ids put right and checked since `before` was made.
    """
    told = changes(now["run"], before["run"] if before is not None else None, changed, past, closed)
    mine = {unit["code"]: unit for unit in now["units"]}
    theirs = {unit["code"]: unit for unit in before["units"]} if before is not None else {}
    codes = [*mine, *(code for code in theirs if code not in mine)]
    return Comparison(
        quarter=now["run"]["quarter"],
        before=before["run"]["quarter"] if before is not None else "",
        same_rules=before is not None and _ruler(now["run"]) == _ruler(before["run"]),
        changed=tuple(sorted(changed or ())),
        units=tuple(told(mine.get(code), theirs.get(code)) for code in codes),
    )


def changes(
    now: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    changed: Collection[str] | None = None,
    past: Collection[str] = (),
    closed: Collection[str] = (),
) -> Callable[[Mapping[str, Any] | None, Mapping[str, Any] | None], UnitChange]:
    """What `compare` does, for one unit (now and before) at a time; `now` and `before` are the heads of the runs."""
    same = before is not None and _ruler(now) == _ruler(before)
    other = None if changed is None and not same else frozenset(changed or ())
    return lambda mine, theirs: _Pair(mine, theirs, other, past, closed).change(same)


def _ruler(run: Mapping[str, Any]) -> tuple[str, str]:
    return run["rules_digest"], run.get("profile", "")


@dataclass(frozen=True, slots=True)
class _Pair:
    """One unit now and before; `changed` None means that every rule may have."""

    now: Mapping[str, Any] | None
    before: Mapping[str, Any] | None
    changed: frozenset[str] | None
    past: Collection[str]
    closed: Collection[str]

    def change(self, same_rules: bool) -> UnitChange:
        unit = self.now or self.before or {}
        value, before = (_value(one) for one in (self.now, self.before))
        delta = value - before if same_rules and value is not None and before is not None else None
        return UnitChange(
            unit["code"], unit["name"], unit["type"], tuple(self._issues(unit["code"])), value, before, delta
        )

    def _issues(self, unit: str) -> Iterable[Issue]:
        now, before = _findings(self.now), _findings(self.before)
        twins = moved(now, before)
        for id, finding in now.items():
            if finding["outcome"] == "fail":
                was = twins.get(id, "")
                state, why = self._standing(finding, before, was or id)
                yield _issue(unit, finding, state, why, was)
        for id, finding in before.items():
            if finding["outcome"] == "fail" and id not in twins.values():
                outcome = now.get(id, {}).get("outcome")
                if outcome != "fail":
                    yield _issue(unit, finding, *self._gone(finding, now, outcome))

    def _standing(
        self, finding: Mapping[str, Any], before: Mapping[str, Mapping[str, Any]], id: str
    ) -> tuple[State, str]:
        """What a failing issue is, seen from the earlier result."""
        if self.before is None:
            return ("reopened", "") if id in self.past else ("not_comparable", "no_before")
        if self._other(finding["rule"]):
            return "not_comparable", "rule_changed"
        if id in self.closed:
            return "reopened", ""
        if id in before and before[id]["outcome"] == "fail":
            return "persisting", ""
        why = _unjudged(id, finding["rule"], before)
        if why:
            return "not_comparable", {"unseen": "unseen_before"}.get(why, "not_judged_before")
        return ("reopened", "") if id in self.past else ("new", "")

    def _gone(
        self, finding: Mapping[str, Any], now: Mapping[str, Mapping[str, Any]], outcome: str | None
    ) -> tuple[State, str]:
        """What an issue that failed before and does not now has become."""
        if self.now is None:
            return "not_comparable", "not_inspected"
        if self._other(finding["rule"]):
            return "not_comparable", "rule_changed"
        why = _unjudged(finding["id"], finding["rule"], now)
        if outcome == "pass" or not why:
            return "fixed", ""
        return "not_comparable", why

    def _other(self, rule: str) -> bool:
        return self.changed is None or rule in self.changed


def _unjudged(id: str, rule: str, findings: Mapping[str, Mapping[str, Any]]) -> str:
    """Why issue `id` of `rule` was not decided among `findings`; empty where it was, or where all there was is decided."""
    if id in findings:
        return _REASONS.get(findings[id]["outcome"], "")
    outcomes = [finding["outcome"] for finding in findings.values() if finding["rule"] == rule]
    if not outcomes:
        return "not_judged"
    return next((why for outcome, why in _REASONS.items() if outcome in outcomes), "")


_REASONS = {
    "undetermined": "unseen",
    "manual": "manual",
    "not_applicable": "not_applicable",
    "waived": "waived",
}


def _issue(unit: str, finding: Mapping[str, Any], state: State, why: str, was: str = "") -> Issue:
    return Issue(
        unit, finding["id"], finding["rule"], finding["subject"], state, why, proposed=not finding["confirmed"], was=was
    )


def _findings(unit: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    return {finding["id"]: finding for finding in unit["findings"]} if unit is not None else {}


def _value(unit: Mapping[str, Any] | None) -> Decimal | None:
    return Decimal(str(unit["score"]["value"])) if unit is not None else None
