"""What moved a unit's score since the quarter before: rule by rule, in sums that add up, and what was put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.appraise.comparison import WHY, UnitChange
from inspector.model.words import Words
from inspector.report.items import KINDS, kind, number, words

_ZERO = Decimal(0)
_BALANCE = Words("上限退回与不适用分值折算", "given back by caps, spread from what does not apply")
_GONE = Words("本季检查中已不存在", "no longer there this quarter")
_SCALE = Words("满分不同", "another maximum")


@dataclass(frozen=True, slots=True)
class Move:
    """One rule (or, without a rule, the balancing entries) and the points it took before and takes now, as in the ledgers.

    `was` and `now` are outcomes, `proposal` for an unconfirmed fail; empty where the rule was not judged.
    """

    rule: str
    reason: Words
    before: Decimal
    after: Decimal
    was: str = ""
    now: str = ""

    @property
    def delta(self) -> Decimal:
        """What it adds to the score (positive: better)."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Fixed:
    """An issue that failed before and passes now, with what was seen each time."""

    rule: str
    subject: str
    before: Words
    quote_before: str
    after: Words
    quote_after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What moved since the quarter before: `value` plus the deltas of `moves` is the value now.

    `comparable` is False where the rules themselves changed. `counts` are issues by state (`inspector.appraise.STATES`).
    """

    quarter: str
    value: Decimal
    delta: Decimal
    comparable: bool
    moves: tuple[Move, ...]
    fixed: tuple[Fixed, ...]
    counts: Mapping[str, int]
    incomparable: tuple[tuple[Words, int], ...]
    """Why issues cannot be compared, and how many of them."""


def change(unit: Mapping[str, Any], before: Mapping[str, Any], quarter: str, issues: UnitChange) -> Change:
    """From `before`, the unit in `quarter`, to `unit`; `issues` says what became of each issue."""
    now = {finding["id"]: finding for finding in unit["findings"]}
    then = {finding["id"]: finding for finding in before["findings"]}
    why = Counter(issue.why for issue in issues.issues if issue.state == "not_comparable")
    return Change(
        quarter=quarter,
        value=number(before["score"]["value"]),
        delta=number(unit["score"]["value"]) - number(before["score"]["value"]),
        comparable=issues.delta is not None,
        moves=tuple(_moves(unit, before)),
        fixed=tuple(_fixed(then[issue.id], now.get(issue.id)) for issue in issues.of("fixed") if issue.id in then),
        counts=Counter(issue.state for issue in issues.issues),
        incomparable=tuple((WHY[code], count) for code, count in sorted(why.items())),
    )


def _moves(unit: Mapping[str, Any], before: Mapping[str, Any]) -> list[Move]:
    old, new = _sums(before), _sums(unit)
    was, now = _outcomes(before), _outcomes(unit)
    moves = [
        Move(rule, _BALANCE, old.get(rule, _ZERO), new.get(rule, _ZERO), was.get(rule, ""), now.get(rule, ""))
        for rule in dict.fromkeys((*old, *new))
    ]
    top = number(unit["score"].get("max", 100)), number(before["score"].get("max", 100))
    if top[0] != top[1]:
        moves.append(Move("", _SCALE, top[1], top[0]))
    return sorted((move for move in moves if move.delta), key=lambda move: (move.rule == "", move.delta, move.rule))


def _sums(unit: Mapping[str, Any]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for line in unit["ledger"]:
        rule = str(line["rule"] or "")
        sums[rule] = sums.get(rule, _ZERO) + number(line["points"])
    return sums


def _outcomes(unit: Mapping[str, Any]) -> dict[str, str]:
    """The worst outcome of each rule."""
    found: dict[str, list[str]] = {}
    for finding in unit["findings"]:
        found.setdefault(str(finding["rule"]), []).append(kind(finding))
    return {rule: min(kinds, key=KINDS.index) for rule, kinds in found.items()}


def _fixed(before: Mapping[str, Any], after: Mapping[str, Any] | None) -> Fixed:
    return Fixed(
        rule=str(before["rule"]),
        subject=str(before["subject"]),
        before=words(before["message"]),
        quote_before=_quote(before),
        after=words(after["message"]) if after is not None else _GONE,
        quote_after=_quote(after) if after is not None else "",
    )


def _quote(finding: Mapping[str, Any]) -> str:
    return next((str(one["quote"])[:200] for one in finding["evidence"] if one.get("quote")), "")
