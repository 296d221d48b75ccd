"""What is wrong most often, and what could not be seen: rules and reasons by the units they touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspector.report.rows import Fault, Row, Unseen

_JUDGED = ("failed", "proposal", "pass", "waived")


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule by the units that fail it. `quote` is one example with the unit it stands at."""

    rule: str
    units: tuple[Row, ...]
    proposed: tuple[Row, ...]
    taken: Decimal
    quote: str
    quoted: Row | None
    judged: int
    undetermined: int
    exempt: int
    """Units for which the rule could be decided, could not, and does not apply."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A reason why items were not judged, with the units and rules it touches."""

    reason: str
    attribution: str
    items: int
    units: tuple[Row, ...]
    rules: tuple[str, ...]


def problems(rows: Sequence[Row]) -> list[Problem]:
    """The rules that some unit fails, those that most units fail first."""
    found: dict[str, dict[str, list[tuple[Row, Fault]]]] = {}
    for row in rows:
        for fault in row.faults:
            found.setdefault(fault.rule, {"failed": [], "proposal": []})[fault.kind].append((row, fault))
    seen = _seen(rows)
    all_problems = [_problem(rule, kinds["failed"], kinds["proposal"], seen[rule]) for rule, kinds in found.items()]
    return sorted(all_problems, key=lambda one: (-len(one.units), -one.taken, -len(one.proposed), one.rule))


def _problem(
    rule: str, failed: list[tuple[Row, Fault]], proposed: list[tuple[Row, Fault]], seen: Counter[str]
) -> Problem:
    quoted = next(((row, fault.quote) for row, fault in [*failed, *proposed] if fault.quote), (None, ""))
    return Problem(
        rule=rule,
        units=_distinct(row for row, _ in failed),
        proposed=_distinct(row for row, _ in proposed),
        taken=sum((fault.taken for _, fault in failed), Decimal(0)),
        quote=quoted[1],
        quoted=quoted[0],
        judged=sum(seen[kind] for kind in _JUDGED),
        undetermined=seen["undetermined"] + seen["manual"],
        exempt=seen["not_applicable"],
    )


def judged(rows: Sequence[Row]) -> dict[str, int]:
    """Rule -> for how many units it could be decided; a rule that is not there was asked of none."""
    return {rule: sum(seen[kind] for kind in _JUDGED) for rule, seen in _seen(rows).items()}


def _seen(rows: Sequence[Row]) -> dict[str, Counter[str]]:
    """Rule -> how many units have it as their worst outcome."""
    seen: dict[str, Counter[str]] = {}
    for row in rows:
        for rule, kind in row.rules.items():
            seen.setdefault(rule, Counter())[kind] += 1
    return seen


def gaps(rows: Sequence[Row]) -> list[Gap]:
    """Why items were not judged, the commonest reason first."""
    found: dict[tuple[str, str], list[tuple[Row, Unseen]]] = {}
    for row in rows:
        for unseen in row.unseen:
            found.setdefault((unseen.reason, unseen.attribution), []).append((row, unseen))
    all_gaps = [
        Gap(
            reason,
            who,
            len(hits),
            _distinct(row for row, _ in hits),
            tuple(sorted({unseen.rule for _, unseen in hits})),
        )
        for (reason, who), hits in found.items()
    ]
    return sorted(all_gaps, key=lambda gap: (-gap.items, gap.reason, gap.attribution))


def _distinct(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple({row.code: row for row in rows}.values())
