"""The year of a unit, recounted from docs/how-to/year-end.md by code that shares nothing with the program's.

The recount works on plain integers and fractions: hundredths of a point, rounded half up after every step of the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.appraise import (
    Assessed,
    Formula,
    Gap,
    QuarterScore,
    Record,
    Recurrence,
    Round,
    appraise,
    read_formula,
)
from inspector.model.words import Words
from inspector.pipeline.ruleset.rulebook import bundled_rules

AT = date(2027, 1, 31)
NAMES = ("Q1", "Q2", "Q3", "Q4")


def _half_up(value: Fraction) -> int:
    """A fraction of hundredths to a whole number of them, halves away from zero."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    return (whole + (2 * rest >= value.denominator)) * (1 if value >= 0 else -1)


def _recount(told: Mapping[str, Any], floors: bool) -> int | None:
    """Steps 1 to 9 in hundredths of a point; None where something is missing."""
    formula, excused = told["formula"], told["excused"]
    weights = {n: Fraction(w) for n, w in formula["quarters"].items() if Fraction(w) and n not in excused}
    scores = {n: s for n, s in told["scores"].items() if n in weights}
    share_outside = Fraction(formula["third_party"]["share"])
    listed = formula["third_party"]["quarters"]
    assessments = [value for n, value in told["assessed"] if n in listed]
    unassessed = [n for n in listed if n not in excused and n not in {name for name, _ in told["assessed"]}]
    if not weights or set(scores) != set(weights) or (share_outside and unassessed):
        return None
    used = {n: (s["floor"] if floors else s["value"]) for n, s in scores.items()}
    mean = _half_up(sum(weights[n] * used[n] for n in used) / sum(weights.values()))
    low = Fraction(formula["lowest"]["share"])
    year = _half_up((1 - low) * mean + low * min(used.values()))
    if share_outside and assessments:
        outside = _half_up(Fraction(sum(assessments), len(assessments)))
        year = _half_up((1 - share_outside) * year + share_outside * outside)
    late = [one for one in told["orders"] if one["severity"] != "advice" and _late(one)]
    fixed = [
        one
        for one in told["orders"]
        if one["severity"] != "advice" and one["due"] and not _late(one) and one["end"] == "closed" and one["by_look"]
    ]
    for count, key, sign in (
        (told["recurrences"], "recurrence", -1),
        (len(late), "late", -1),
        (len(fixed), "verified_fix", 1),
    ):
        each, most = (_half_up(Fraction(formula[key][name]) * 100) for name in ("each", "most"))
        year += sign * min(count * each, most)
    year = min(max(year, 0), 10000)
    for line in formula["memory"]:
        if line.get("veto"):
            hits = sum(s["veto"] == "confirmed" or (floors and s["veto"] == "proposed") for s in scores.values())
        else:
            hits = max(sum(rule in s["failed"] for s in scores.values()) for rule in line["rules"])
        if hits >= line["quarters"]:
            year = min(year, _half_up(Fraction(line["most"]) * 100))
    return year


def _late(one: Mapping[str, Any]) -> bool:
    if one["due"] is None or one["end"] in ("withdrawn", "rejected"):
        return False
    answered_late = one["answered"] is not None and one["answered"] > one["due"]
    silent = one["end"] == "" and one["answered"] is None and one["due"] < AT
    return answered_late or one["seen_failing_after"] or silent


_points = st.integers(0, 2000).map(lambda n: str(Decimal(n) / 100))
_share = st.one_of(st.sampled_from(["0", "0.25", "0.5"]), st.integers(0, 10000).map(lambda n: str(Decimal(n) / 10000)))
_day = st.integers(0, 120).map(lambda n: date(2026, 10, 1) + timedelta(days=n))
_weight = st.one_of(st.sampled_from(["0", "1", "2"]), st.integers(0, 99999).map(lambda n: str(Decimal(n) / 10000)))
"""Simple weights as well, so that halves of a cent happen."""
_each = st.fixed_dictionaries({"each": _points, "most": _points})
_memory = st.one_of(
    st.fixed_dictionaries({"veto": st.just(True), "quarters": st.integers(1, 4), "most": _points}),
    st.fixed_dictionaries(
        {"rules": st.lists(st.sampled_from(["CH-01", "GD-05"]), min_size=1, max_size=2, unique=True), "quarters": st.integers(1, 4),
         "most": _points}
    ),
)  # fmt: skip
_formulas = st.fixed_dictionaries(
    {
        "quarters": st.fixed_dictionaries(dict.fromkeys(NAMES, _weight)).filter(
            lambda weights: any(Decimal(weight) for weight in weights.values())
        ),
        "lowest": st.fixed_dictionaries({"share": _share}),
        "third_party": st.fixed_dictionaries(
            {"share": _share, "quarters": st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)}
        ),
        "recurrence": _each,
        "late": _each,
        "verified_fix": _each,
        "memory": st.lists(_memory, max_size=3),
        "points": st.integers(1, 10000).map(lambda n: str(Decimal(n) / 100)),
    }
)
_score = st.tuples(st.integers(0, 10000), st.integers(0, 10000)).flatmap(
    lambda pair: st.fixed_dictionaries(
        {"value": st.just(max(pair)), "floor": st.just(min(pair)), "veto": st.sampled_from([None, "confirmed", "proposed"]),
         "failed": st.frozensets(st.sampled_from(["CH-01", "GD-05"]))}
    )
)  # fmt: skip
_order = st.fixed_dictionaries(
    {"due": st.none() | _day, "answered": st.none() | _day, "end": st.sampled_from(["", "closed", "withdrawn", "rejected"]),
     "seen_failing_after": st.booleans(), "by_look": st.booleans(), "severity": st.sampled_from(["S1", "S3", "advice"])}
)  # fmt: skip
_years = st.fixed_dictionaries(
    {
        "formula": _formulas,
        "scores": st.one_of(
            st.fixed_dictionaries(dict.fromkeys(NAMES, _score)), st.dictionaries(st.sampled_from(NAMES), _score)
        ),
        "excused": st.frozensets(st.sampled_from(NAMES), max_size=2),
        "assessed": st.one_of(
            st.tuples(*(st.tuples(st.just(name), st.integers(0, 10000)) for name in NAMES)).map(list),
            st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 10000)), max_size=6),
        ),
        "recurrences": st.integers(0, 12),
        "orders": st.lists(_order, max_size=6),
    }
)


def _hundredths(value: int) -> Decimal:
    return Decimal(value) / 100


def _record(told: Mapping[str, Any]) -> Record:
    quarters = tuple(
        QuarterScore(
            f"2026{name}", "run", _hundredths(s["value"]), _hundredths(s["floor"]), _hundredths(s["value"]), s["veto"], s["failed"]
        )
        for name, s in sorted(told["scores"].items())
    )  # fmt: skip
    gaps = tuple(Gap(f"2026{name}", Words("", ""), excused=True) for name in sorted(told["excused"]))
    rounds = tuple(
        Round(
            order=f"N-{n}", unit="A", finding=f"F-{n}", rule="GD-05", severity=one["severity"], quarter="2026Q1", began=date(2026, 9, 1),
            due=one["due"], ended=date(2027, 1, 15) if one["end"] else None, end=one["end"], answered=one["answered"],
            seen_late=one["seen_failing_after"], verified=one["by_look"], reopened=False,
        )
        for n, one in enumerate(told["orders"])
    )  # fmt: skip
    return Record(
        "A", "甲局", "department", quarters=quarters, gaps=gaps, rounds=rounds,
        assessed=tuple(Assessed(f"2026{name}", f"评估{n}", _hundredths(value)) for n, (name, value) in enumerate(told["assessed"])),
        recurrences=tuple(Recurrence("A", "2026Q2", f"F-{n}", "GD-05") for n in range(told["recurrences"])),
    )  # fmt: skip


def _formula(told: Mapping[str, Any]) -> Formula:
    return Formula.model_validate({"id": "x", "title": {"zh": "x", "en": "x"}, **told["formula"]})


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_years)
def test_a_recount_from_the_documentation_agrees_to_the_last_digit(told: Mapping[str, Any]) -> None:
    """Value, floor and points of random years under random formulas; the ledger sums to the value exactly, each line to the cent."""
    found = appraise(_record(told), 2026, _formula(told), AT)

    value = _recount(told, floors=False)
    assert found.value == (None if value is None else _hundredths(value))
    if value is None:
        assert (found.floor, found.points, found.lines) == (None, None, ())
        return
    lowest = _recount(told, floors=True)
    assert lowest is not None
    assert found.floor == _hundredths(min(value, lowest))
    assert sum(line.points for line in found.lines) == found.value
    assert all(line.points == line.points.quantize(Decimal("0.01")) for line in found.lines)
    points = _half_up(Fraction(value) * Fraction(told["formula"]["points"]) / 100)
    assert found.points == _hundredths(points)


def test_the_example_of_the_documentation() -> None:
    """97.40 and 3.90, by the formula that comes with the program."""
    formula = read_formula((bundled_rules() / "appraisal/district-year.yaml").read_text(encoding="utf-8"), "f")
    order = {"due": date(2026, 10, 9), "answered": date(2026, 10, 8), "end": "closed", "severity": "S2"}
    fixed = {**order, "seen_failing_after": False, "by_look": True}
    late = {**fixed, "answered": date(2026, 10, 12)}
    score = {"veto": None, "failed": frozenset()}
    told = {
        "scores": {name: {**score, "value": v, "floor": v} for name, v in zip(NAMES, (9600, 10000, 9800, 10000), strict=True)},
        "excused": (), "assessed": [], "recurrences": 1, "orders": [fixed, fixed, late],
    }  # fmt: skip

    found = appraise(_record(told), 2026, formula, AT)

    assert (found.value, found.points) == (Decimal("97.40"), Decimal("3.90"))


def test_a_missing_quarter_is_said_and_not_averaged_away() -> None:
    """Three perfect quarters are no year."""
    formula = read_formula((bundled_rules() / "appraisal/district-year.yaml").read_text(encoding="utf-8"), "f")
    whole = {"value": 10000, "floor": 10000, "veto": None, "failed": frozenset()}
    told = {"scores": dict.fromkeys(NAMES[:3], whole), "excused": (), "assessed": [], "recurrences": 0, "orders": []}

    found = appraise(_record(told), 2026, formula, AT)
    excused = appraise(replace(_record({**told, "excused": ("Q4",)})), 2026, formula, AT)

    assert (found.value, found.points) == (None, None)
    assert excused.value == 100
