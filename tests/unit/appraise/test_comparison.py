"""Two results compared: what may be called new, fixed or back, and what may not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.appraise import WHY, compare
from inspector.evaluate.subject import finding_id

OUTCOMES = ("pass", "fail", "undetermined", "not_applicable", "manual", "waived")


def _finding(id: str, outcome: str, rule: str = "GD-05", subject: str = "guide", quote: str = "") -> dict[str, Any]:
    evidence = [{"quote": quote}] if quote else []
    return {"id": id, "rule": rule, "subject": subject, "outcome": outcome, "confirmed": True, "evidence": evidence}


def _result(quarter: str, *findings: dict[str, Any], value: float = 90, digest: str = "a", units: str = "A") -> Any:
    score = {"value": value, "floor": value, "max": 100}
    return {
        "run": {"quarter": quarter, "rules_digest": digest, "profile": "p"},
        "units": [
            {"code": u, "name": u, "type": "department", "score": score, "findings": list(findings)} for u in units
        ],
    }


def _state(now: str | None, before: str | None, **more: Any) -> tuple[str, str] | None:
    """The state of issue F-1 with these outcomes; None: the rule left no finding."""
    results = [
        _result(quarter, *([_finding("F-1", outcome)] if outcome else []))
        for quarter, outcome in (("2026Q4", now), ("2026Q3", before))
    ]
    issues = compare(results[0], results[1], **more).units[0].issues
    return (issues[0].state, issues[0].why) if issues else None


@pytest.mark.parametrize(
    ("now", "before", "state"),
    [
        ("fail", "fail", ("persisting", "")),
        ("fail", "pass", ("new", "")),
        ("pass", "fail", ("fixed", "")),
        ("fail", "undetermined", ("not_comparable", "unseen_before")),
        ("fail", None, ("not_comparable", "not_judged_before")),
        ("undetermined", "fail", ("not_comparable", "unseen")),
        ("not_applicable", "fail", ("not_comparable", "not_applicable")),
        ("waived", "fail", ("not_comparable", "waived")),
        ("manual", "fail", ("not_comparable", "manual")),
        (None, "fail", ("not_comparable", "not_judged")),
        ("pass", "pass", None),
        ("undetermined", "pass", None),
    ],
)
def test_each_pair_of_outcomes_has_one_state(now: str | None, before: str | None, state: object) -> None:
    """What one of the two could not see is never new and never fixed."""
    assert _state(now, before) == state


def test_what_was_fixed_and_fails_again_is_reopened() -> None:
    """Known from an earlier quarter than the last, or closed by a re-check in between, though both quarters saw it fail."""
    assert _state("fail", "pass", past={"F-1"}) == ("reopened", "")
    assert _state("fail", "fail", closed={"F-1"}) == ("reopened", "")
    assert _state("fail", "undetermined", past={"F-1"}) == ("not_comparable", "unseen_before")


def test_a_rule_that_changed_is_not_comparable_and_others_are() -> None:
    """Other texts with the rules named: only those; not named: all, since nobody knows which."""
    now = _result("2026Q4", _finding("F-1", "pass"), _finding("F-2", "fail", rule="GD-07"), digest="b")
    before = _result("2026Q3", _finding("F-1", "fail"), _finding("F-2", "pass", rule="GD-07"))

    named = compare(now, before, changed={"GD-05"})
    unknown = compare(now, before)

    assert {i.rule: i.state for i in named.units[0].issues} == {"GD-05": "not_comparable", "GD-07": "new"}
    assert {i.state for i in unknown.units[0].issues} == {"not_comparable"}
    assert named.units[0].delta is None
    assert not named.same_rules


def test_scores_are_subtracted_only_under_the_same_rules() -> None:
    """Same digest and profile."""
    now, before = _result("2026Q4", value=90.1), _result("2026Q3", value=90)

    assert str(compare(now, before).units[0].delta) == "0.1"


def test_units_of_one_quarter_only_are_named_and_not_compared() -> None:
    """A unit that is new in the registry has nothing to compare; one that was left out is not called fixed."""
    found = compare(
        _result("2026Q4", _finding("F-1", "fail"), units="B"), _result("2026Q3", _finding("F-1", "fail"), units="A")
    )

    assert [(u.unit, u.issues[0].why) for u in found.units] == [("B", "no_before"), ("A", "not_inspected")]


def test_without_an_earlier_result_nothing_is_new() -> None:
    """The first quarter of all."""
    found = compare(_result("2026Q4", _finding("F-1", "fail")), None)

    assert (found.before, found.units[0].issues[0].why) == ("", "no_before")


def test_an_issue_keeps_its_id_when_its_page_moves_or_changes_scheme() -> None:
    """Pages with a role are named by it; addresses lose scheme, www., trailing slash and visit noise."""
    urls = [
        "http://www.qinghe.gov.cn/xxgk/c1/",
        "https://qinghe.gov.cn/xxgk/c1",
        "https://www.qinghe.gov.cn:443/xxgk/c1/?spm=1.2&t=9",
    ]

    assert len({finding_id("QH101", "FR-02", url) for url in urls}) == 1
    assert finding_id("QH101", "GD-05", "guide") == finding_id("QH101", "GD-05", " guide ")
    assert finding_id("QH101", "FR-02", urls[0]) != finding_id("QH101", "FR-02", "https://qinghe.gov.cn/xxgk/c2/")


def test_a_document_that_moved_persists_under_its_new_address() -> None:
    """Told by the quoted words or the file's name, never where two could be meant."""
    old = _finding("F-1", "fail", "PI-02", "https://q.gov.cn/ftq/c1/t2026_1.html", "关于印发管理办法的通知")
    moved = _finding("F-2", "fail", "PI-02", "https://q.gov.cn/xxfb/c9/t2026_9.html", "关于印发管理办法的通知")
    renamed = _finding("F-3", "fail", "PI-02", "https://q.gov.cn/xxfb/c9/t2026_1.html")

    for here in (moved, renamed):
        issue = compare(_result("2026Q4", here), _result("2026Q3", old)).units[0].issues
        assert [(i.state, i.was) for i in issue] == [("persisting", "F-1")]
    both = compare(_result("2026Q4", moved, renamed), _result("2026Q3", old)).units[0].issues
    assert not any(issue.was for issue in both)


_findings = st.dictionaries(
    st.sampled_from([f"F-{n}" for n in range(6)]), st.tuples(st.sampled_from(OUTCOMES), st.integers(0, 2)), max_size=6
)


@settings(deadline=None)
@given(now=_findings, before=_findings, same=st.booleans(), past=st.sets(st.sampled_from(["F-1", "F-2"])))
def test_every_issue_is_told_once_and_nothing_unseen_is_judged(
    now: Any, before: Any, same: bool, past: set[str]
) -> None:
    """Each fail of either result is there exactly once; fixed only what is decided now, new only what was decided before."""
    results = [
        _result(quarter, *(_finding(id, outcome, rule=f"GD-0{id[-1]}") for id, (outcome, _) in found.items()))
        for quarter, found in (("2026Q4", now), ("2026Q3", before))
    ]
    if not same:
        results[0]["run"]["rules_digest"] = "b"

    issues = compare(*results, past=past).units[0].issues

    failing = {id for found in (now, before) for id, (outcome, _) in found.items() if outcome == "fail"}
    assert sorted(issue.id for issue in issues) == sorted(failing)
    for issue in issues:
        assert (issue.why in WHY) == (issue.state == "not_comparable")
        if issue.state == "fixed":
            assert now[issue.id][0] == "pass"
        if issue.state in ("new", "reopened"):
            assert before[issue.id][0] == "pass"
        assert same or issue.state == "not_comparable"
