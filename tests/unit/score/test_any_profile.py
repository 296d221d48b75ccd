"""What holds for every sheet a district may write: random packs, caps, bonuses, vetoes, and both ways of what does not apply."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.model.finding import Finding, Ruling, Score
from inspector.model.rule import PackCard, RuleCard
from inspector.model.words import Words
from inspector.ruleset import Pack, Profile, Rule, Ruleset, TypeSheet
from inspector.ruleset.profile import Bonus, Grade, Veto
from inspector.score import ruled, score
from inspector.workdays import Workdays

_DAY = date(2026, 11, 24)
SAID = Words("说明", "said")
OUTCOMES = ("pass", "fail", "undetermined", "not_applicable", "manual", "waived")
points = st.integers(0, 3000).map(lambda cents: Decimal(cents) / 100)


@dataclass(frozen=True)
class Sheet:
    """A random ruleset and random findings of it."""

    ruleset: Ruleset
    found: tuple[Finding, ...]

    def score(self, found: tuple[Finding, ...] | None = None) -> Score:
        """Their score, or that of other findings."""
        return score(self.found if found is None else found, "department", self.ruleset)


def _rule(pack: str, n: int, worth: Decimal, cap: Decimal, veto: bool, trial: bool) -> Rule:
    severity = "veto?" if veto else "S2"
    card = RuleCard(f"{pack}-{n:02}", pack, SAID, worth, max(worth, cap), severity, "A", (), SAID, SAID, SAID)  # type: ignore[arg-type]
    return Rule(card, None, trial=trial)


@st.composite
def _packs(draw: st.DrawFn) -> tuple[Pack, ...]:
    made = []
    for name in ("AA", "BB", "CC", "DD", "EE"):
        rows = draw(st.lists(st.tuples(points, points, st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4))
        rules = [
            _rule(name, n, worth, cap, veto == 0, trial == 0) for n, (worth, cap, veto, trial) in enumerate(rows, 1)
        ]
        made.append(Pack(PackCard(name, SAID, Decimal(20), SAID), tuple(rules)))
    return tuple(made)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """AA to CC inside the sheet, DD outside it, EE a bonus behind a gate."""
    packs = draw(_packs())
    whole = draw(st.sampled_from([Decimal(100), Decimal(130), Decimal(75)]))
    inside = {name: draw(points.filter(bool)) for name in ("AA", "BB", "CC")}
    profile = Profile(
        id="random",
        title=SAID,
        max=whole,
        sheets={"department": TypeSheet(inside, {"DD": draw(points)})},
        features={},
        grades=(Grade(Decimal(60), Words("合格", "good")), Grade(Decimal(0), Words("不合格", "bad"))),
        veto=Veto(draw(st.sampled_from(["fail", "cap"])), draw(points)),
        not_applicable=draw(st.sampled_from(["rescale", "full"])),
        columns=(),
        bonus=(Bonus("EE", draw(points), draw(points)),) if draw(st.booleans()) else (),
    )
    rules = [rule for pack in packs for rule in pack.rules]
    keys = st.tuples(st.sampled_from(rules), st.sampled_from("abc"))
    rows = st.dictionaries(keys, st.tuples(st.sampled_from(OUTCOMES), st.booleans(), st.integers(1, 3)), max_size=25)
    found = [_finding(rule, subject, *row) for (rule, subject), row in draw(rows).items()]
    return Sheet(Ruleset(packs, profile, Workdays({}), "", ""), tuple(found))


def _finding(rule: Rule, subject: str, outcome: str, sure: bool, hits: int) -> Finding:
    card = rule.card
    taken = Decimal(0) if rule.trial or outcome != "fail" else -min(card.points * hits, card.cap)
    id = f"F-{rule.id}-{subject}"
    return Finding(id, "u", rule.id, rule.pack, subject, outcome, card.severity, taken, sure, SAID, "unit")  # type: ignore[arg-type]


@given(sheets())
@settings(max_examples=300, deadline=None)
def test_the_whole_and_the_ledger_sum_to_the_value(sheet: Sheet) -> None:
    """Exactly, in Decimal, and no value leaves its bounds."""
    result = sheet.score()
    extra = sum((bonus.max for bonus in sheet.ruleset.profile.bonus), Decimal(0))

    assert result.max + sum(entry.points for entry in result.ledger) == result.value
    assert 0 <= result.floor <= result.value <= result.max + extra


@given(sheets(), st.integers(0))
@settings(max_examples=300, deadline=None)
def test_order_never_matters(sheet: Sheet, seed: int) -> None:
    """The same findings give the same value, floor, grade, veto and coverage in any order."""
    shuffled = list(sheet.found)
    Random(seed).shuffle(shuffled)

    one, two = sheet.score(), sheet.score(tuple(shuffled))

    assert (one.value, one.floor, one.grade, one.veto, one.coverage) == (
        two.value,
        two.floor,
        two.grade,
        two.veto,
        two.coverage,
    )


@given(sheets(), st.integers(0))
@settings(max_examples=400, deadline=None)
def test_putting_something_right_never_lowers_value_or_floor(sheet: Sheet, which: int) -> None:
    """Whatever is capped, spread, vetoed or earned above the sheet."""
    wrong = [n for n, one in enumerate(sheet.found) if one.outcome == "fail"]
    if not wrong:
        return
    n = wrong[which % len(wrong)]
    mended = replace(sheet.found[n], outcome="pass", points=Decimal(0), confirmed=True)

    before, after = sheet.score(), sheet.score((*sheet.found[:n], mended, *sheet.found[n + 1 :]))

    assert after.value >= before.value
    assert after.floor >= before.floor


@given(sheets())
@settings(max_examples=300, deadline=None)
def test_the_floor_is_what_happens_if_every_doubt_is_confirmed(sheet: Sheet) -> None:
    """Confirm every proposal, veto included, and settle what was undetermined against the unit: the value is never below the floor."""
    rulings = [
        Ruling("u", one.rule, one.subject, "confirmed", "o", "r", "c", "2026-01-01T00:00:00+08:00", "2026-01-01")
        for one in sheet.found
    ]
    worst = tuple(
        replace(one, outcome="fail", points=Decimal(0) if _trial(sheet, one) else -_worth(sheet, one))
        if one.outcome == "undetermined"
        else one
        for one in sheet.found
    )
    found = ruled(
        worst,
        [
            one
            for one in rulings
            if any(f.outcome == "fail" and f.rule == one.rule and f.subject == one.subject for f in worst)
        ],
        _DAY,
    )

    assert sheet.score(found).value >= sheet.score().floor


def _trial(sheet: Sheet, one: Finding) -> bool:
    rule = sheet.ruleset.rule(one.rule)
    return rule is not None and rule.trial


def _worth(sheet: Sheet, one: Finding) -> Decimal:
    rule = sheet.ruleset.rule(one.rule)
    return rule.card.points if rule is not None else Decimal(0)


@given(sheets())
@settings(max_examples=200, deadline=None)
def test_what_is_on_trial_or_unseen_costs_nothing_and_earns_nothing(sheet: Sheet) -> None:
    """Whatever rules on trial found, vetoes and bonuses among it, and whatever could not be seen: the value is the same."""
    passed = tuple(
        replace(one, outcome="pass", points=Decimal(0)) if _trial(sheet, one) and _scores(one) else one
        for one in sheet.found
    )
    seen = tuple(
        replace(one, outcome="pass") if one.outcome == "undetermined" and one.pack != "EE" else one
        for one in sheet.found
    )

    assert sheet.score(passed).value == sheet.score().value
    assert sheet.score(passed).veto == sheet.score().veto
    assert sheet.score(seen).value == sheet.score().value


def _scores(one: Finding) -> bool:
    """Whether its pack's points are there with either outcome: what does not apply is another matter."""
    return one.outcome in ("fail", "undetermined", "manual", "waived")
