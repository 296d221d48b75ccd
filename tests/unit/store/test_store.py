"""What is recorded can be asked for again, exactly."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from inspector.errors import StorageError
from inspector.model.finding import Ruling
from inspector.store import Store

Make = Callable[..., dict[str, Any]]


def test_figures_come_back_exactly(store: Store, result: Make) -> None:
    """97.9 is 97.9, not the nearest binary fraction."""
    store.record(result())

    (score,) = store.scores("2026Q4")

    assert (score.unit, score.type, score.grade_zh) == ("qh-mz", "department", "优")
    assert (score.value, score.floor, score.coverage) == (Decimal("97.9"), Decimal(90), Decimal("0.97"))


def test_findings_come_back_in_their_order(store: Store, result: Make) -> None:
    """With both languages and the issue's own id."""
    store.record(result())

    (finding,) = store.findings("run-1")

    assert (finding.id, finding.outcome, finding.points) == ("qh-mz-f1", "fail", Decimal(-2))
    assert finding.message_zh == "未列明办公时间"


def test_a_result_recorded_twice_is_there_once(store: Store, result: Make) -> None:
    """Recording is idempotent by run."""
    store.record(result())
    store.record(result())

    assert len(store.runs()) == 1
    assert len(store.findings("run-1")) == 1


def test_a_resumed_run_replaces_what_it_said_before(store: Store, result: Make) -> None:
    """Nothing of the earlier telling remains."""
    store.record(result())
    later = result()
    later["units"][0]["findings"] = []

    store.record(later)

    assert store.findings("run-1") == ()
    assert len(store.scores("2026Q4")) == 1


def test_a_refused_result_leaves_the_store_as_it_was(store: Store, result: Make) -> None:
    """All of a result or nothing of it."""
    store.record(result())
    wrong = result("run-2")
    wrong["units"].append(wrong["units"][0])

    with pytest.raises(StorageError):
        store.record(wrong)

    assert [run.id for run in store.runs()] == ["run-1"]


def test_scores_are_each_units_newest(store: Store, result: Make) -> None:
    """A later run of one unit does not hide the others; an incomplete run decides nothing."""
    first = result("run-1", started="2026-11-01T10:00:00+08:00")
    other = {**first["units"][0], "code": "qh-sw"}
    first["units"].append(other)
    second = result("run-2", started="2026-11-02T10:00:00+08:00")
    third = result("run-3", started="2026-11-03T10:00:00+08:00")
    third["run"]["complete"] = False

    for one in (second, first, third):
        store.record(one)

    assert [(score.unit, score.run_id) for score in store.scores("2026Q4")] == [("qh-mz", "run-2"), ("qh-sw", "run-1")]
    latest = store.latest("2026Q4")
    assert latest
    assert latest.id == "run-2"
    assert store.latest("2026Q3") is None
    assert store.scores("2026Q3") == ()


def test_hostile_text_is_stored_without_what_no_database_takes(store: Store, result: Make) -> None:
    """A page's NUL or broken surrogate does not lose the run."""
    odd = result()
    odd["units"][0]["findings"][0]["subject"] = "a\x00b\ud800'; DROP TABLE run; --"

    store.record(odd)

    assert store.findings("run-1")[0].subject == "ab?'; DROP TABLE run; --"


def test_rulings_are_kept_in_their_order(store: Store) -> None:
    """A later ruling does not erase the earlier one."""
    first = Ruling(
        "qh-mz", "GD-05", "guide", "waived", "区政务公开办", "函〔2026〕1号", "审核员", "2026-11-24", "2026-11-24"
    )
    second = Ruling(
        "qh-mz", "GD-05", "guide", "fail", "区政务公开办", "", "审核员", "2026-11-25", "2026-11-25", "", "waived"
    )

    store.add_events((), [first])
    store.add_events((), [second])

    assert store.rulings() == (first, second)


def test_the_rulings_on_an_issue_are_read_alone(store: Store) -> None:
    """By unit and rule, whatever the subject, in their order; more pairs than a statement has places for are no trouble."""
    made = [
        Ruling(unit, rule, subject, "rejected", "区办", "已核", "王", "2026-11-24T09:00:00+08:00", "2026-11-24")
        for unit, rule, subject in (("A", "GD-05", "x"), ("A", "GD-06", ""), ("B", "GD-05", ""), ("A", "GD-05", ""))
    ]
    store.add_events((), made)

    asked = {("A", "GD-05"), *((f"U{n}", "GD-05") for n in range(900))}

    assert store.rulings_on(asked) == (made[0], made[3])
    assert store.rulings_on([]) == ()
