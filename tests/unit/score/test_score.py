"""Scores add up by hand, whatever the findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.checks import checks
from inspector.model.finding import Finding, Ruling
from inspector.model.words import Words
from inspector.pipeline.ruleset.rulebook import read_texts
from inspector.ruleset import Ruleset, load
from inspector.score import ruled, score

RULES = Path(__file__).parents[3] / "rules"
SAID = Words("说明", "said")


def _ruleset(profile: str = "beijing-district") -> Ruleset:
    return load(read_texts(RULES), profile, checks())


RULESET = _ruleset()
JUDGED = [rule for rule in RULESET.rules if rule.pack in RULESET.profile.sheet("department").all_packs]


def finding(
    rule_id: str, outcome: str = "fail", *, subject: str = "s", confirmed: bool = True, reason: str = ""
) -> Finding:
    """A finding of a rule with its own points."""
    rule = RULESET.rule(rule_id)
    assert rule is not None
    points = -min(rule.card.points, rule.card.cap) if outcome == "fail" else Decimal(0)
    return Finding(
        f"F-{rule_id}-{subject}",
        "u",
        rule_id,
        rule.pack,
        subject,
        outcome,
        rule.card.severity,
        points,
        confirmed,
        SAID,
        "unit",
        reason=reason,  # type: ignore[arg-type]
    )


def everything(outcome: str = "pass") -> list[Finding]:
    """One finding a rule."""
    return [finding(rule.id, outcome) for rule in JUDGED]


def with_(*changed: Finding) -> list[Finding]:
    """All rules passed but those given."""
    ids = {one.rule for one in changed}
    return [one for one in everything() if one.rule not in ids] + list(changed)


findings = st.lists(
    st.tuples(
        st.sampled_from(JUDGED),
        st.sampled_from(["pass", "fail", "undetermined", "not_applicable", "manual", "waived"]),
        st.sampled_from(["a", "b", "c"]),
        st.booleans(),
    ),
    max_size=60,
    unique_by=lambda one: (one[0].id, one[2]),
).map(
    lambda rows: [finding(rule.id, outcome, subject=subject, confirmed=sure) for rule, outcome, subject, sure in rows]
)


@given(findings)
@settings(max_examples=200, deadline=None)
def test_hundred_and_the_ledger_sum_to_the_value(found: list[Finding]) -> None:
    """No figure without its line: the sum is exact, in Decimal."""
    result = score(found, "department", RULESET)

    assert result.max + sum(entry.points for entry in result.ledger) == result.value
    assert 0 <= result.floor <= result.value <= result.max


@given(findings, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_findings_never_matters(found: list[Finding], random: object) -> None:
    """The same findings give the same value, floor and coverage in any order."""
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    first, second = score(found, "department", RULESET), score(shuffled, "department", RULESET)

    assert (first.value, first.floor, first.coverage, first.veto) == (
        second.value,
        second.floor,
        second.coverage,
        second.veto,
    )


@given(findings, st.integers(min_value=0))
@settings(max_examples=200, deadline=None)
def test_putting_something_right_never_lowers_a_score(found: list[Finding], which: int) -> None:
    """A fail turned into a pass leaves value and floor at least where they were."""
    fails = [index for index, one in enumerate(found) if one.outcome == "fail"]
    if not fails:
        return
    index = fails[which % len(fails)]
    mended = [*found[:index], replace(found[index], outcome="pass", points=Decimal(0)), *found[index + 1 :]]

    before, after = score(found, "department", RULESET), score(mended, "department", RULESET)

    assert after.value >= before.value
    assert after.floor >= before.floor


def test_a_clean_unit_has_all_points_and_an_empty_ledger() -> None:
    """Nothing failed, nothing deducted."""
    result = score(everything(), "department", RULESET)

    assert (result.value, result.floor, result.coverage, result.ledger) == (100, 100, 1, ())


def test_a_fail_costs_its_rules_points() -> None:
    """GD-05 takes 2 of 100."""
    result = score(with_(finding("GD-05")), "department", RULESET)

    assert result.value == 98
    assert [(entry.rule, entry.points) for entry in result.ledger] == [("GD-05", -2)]


def test_an_undetermined_finding_costs_nothing_but_lowers_the_floor() -> None:
    """What could not be seen is never deducted."""
    result = score(with_(finding("GD-05", "undetermined")), "department", RULESET)

    assert (result.value, result.floor) == (100, 98)
    assert result.coverage < 1


def test_a_proposal_costs_nothing_until_a_person_confirms() -> None:
    """B findings lower the floor only; a ruling makes them count."""
    proposed = with_(finding("GD-02", confirmed=False))
    ruling = Ruling("u", "GD-02", "", "confirmed", "office", "seen", "clerk", "2026-11-24T10:00:00+08:00", "2026-01-01")

    before = score(proposed, "department", RULESET)
    after = score(ruled(proposed, [ruling], date(2026, 11, 24)), "department", RULESET)

    assert (before.value, before.floor, after.value) == (100, 95, 95)


def test_a_pack_takes_no_more_than_it_holds() -> None:
    """GD-01 (20) and other guide faults stay within the pack's 20; the cap is a line of its own."""
    result = score(with_(finding("GD-01"), finding("GD-05"), finding("GD-07")), "department", RULESET)

    assert result.value == 80
    assert sum(entry.points for entry in result.ledger if entry.pack == "GD") == -20


def test_points_of_a_pack_that_does_not_apply_are_spread() -> None:
    """Without PI (7), 2 points of 93 are 2.15 of 100: (93-2)x100/93 = 97.85."""
    none = [replace(one, outcome="not_applicable") if one.pack == "PI" else one for one in with_(finding("GD-05"))]

    result = score(none, "department", RULESET)

    assert result.value == Decimal("97.85")


def test_a_superseded_pack_keeps_its_points() -> None:
    """A dead guide makes OL not applicable, which neither costs nor earns."""
    gone = [
        replace(one, outcome="not_applicable", reason="superseded:GD-01") if one.pack == "OL" else one
        for one in with_(finding("GD-01"))
    ]

    assert score(gone, "department", RULESET).value == 80


def test_a_veto_is_proposed_until_confirmed() -> None:
    """GD-01's veto holds the grade; confirmed it gives the lowest one, the arithmetic stays."""
    proposed = with_(finding("GD-01"))
    ruling = Ruling(
        "u", "GD-01", "s", "confirmed", "office", "seen", "clerk", "2026-11-24T10:00:00+08:00", "2026-01-01"
    )

    before = score(proposed, "department", RULESET)
    after = score(ruled(proposed, [ruling], date(2026, 11, 24)), "department", RULESET)

    assert (before.veto, before.grade.zh, before.grade_held) == ("proposed", "良好", True)
    assert (after.veto, after.grade.zh, after.value) == ("confirmed", "不合格", 80)


@pytest.mark.parametrize("outcome", ["waived", "rejected"])
def test_a_ruling_replaces_the_outcome_and_keeps_the_original(outcome: str) -> None:
    """A waived or rejected fail costs nothing, and what the machine said stays visible."""
    ruling = Ruling("u", "GD-05", "", outcome, "office", "paper", "clerk", "2026-11-24T10:00:00+08:00", "2026-01-01")  # type: ignore[arg-type]

    found = ruled(with_(finding("GD-05")), [ruling], date(2026, 11, 24))

    assert score(found, "department", RULESET).value == 100
    assert next(one for one in found if one.rule == "GD-05").original == "fail"


PLAIN = _ruleset("plain-hundred")


def test_points_that_do_not_apply_may_count_as_earned() -> None:
    """The second profile does not spread them: without AR (25) a fault of 2 leaves 98."""
    found = [finding("GD-05"), *(finding(rule.id, "not_applicable") for rule in PLAIN.rules if rule.pack == "AR")]

    assert score(found, "department", PLAIN).value == 98


def test_a_confirmed_veto_may_cap_the_value() -> None:
    """The second profile caps at 59 instead of giving the lowest grade by itself."""
    ruling = Ruling("u", "GD-01", "", "confirmed", "office", "seen", "clerk", "2026-11-24T10:00:00+08:00", "2026-01-01")
    found = ruled([finding("GD-01"), finding("CH-03", "pass")], [ruling], date(2026, 11, 24))

    result = score(found, "department", PLAIN)

    assert result.value == 59
    assert result.max + sum(entry.points for entry in result.ledger) == 59


def test_a_bonus_counts_only_behind_its_gate() -> None:
    """Participation earns up to 5 points once the value exceeds 80; below the gate it earns nothing."""
    earned = [finding(rule.id, "pass") for rule in PLAIN.rules if rule.pack == "PI"]

    good = score([finding("GD-03"), *earned], "department", PLAIN)
    poor = score([finding("GD-01"), finding("CH-01", "fail"), *earned], "department", PLAIN)

    assert good.value == 103
    assert poor.value < 80


def test_the_floor_counts_a_proposed_veto_as_confirmed() -> None:
    """The second profile caps at 59: a dead guide (20 of 100) leaves 80 until a person confirms, and at worst 59."""
    result = score([finding("GD-01"), finding("CH-03", "pass"), finding("AR-01", "pass")], "department", PLAIN)

    assert result.value > 59
    assert result.floor == 59


def test_a_rule_on_trial_neither_vetoes_nor_earns() -> None:
    """Judged and shown, nothing more: no veto is proposed, no bonus counted."""
    tried = tuple(replace(pack, rules=tuple(replace(rule, trial=True) for rule in pack.rules)) for pack in PLAIN.packs)
    found = [
        replace(finding("GD-01"), points=Decimal(0)),
        *(finding(rule.id, "pass") for rule in PLAIN.rules if rule.pack == "PI"),
    ]

    result = score(found, "department", replace(PLAIN, packs=tried))

    assert (result.value, result.floor, result.veto) == (100, 100, None)
