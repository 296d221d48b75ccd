"""An order's status follows from its events and from nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inspector.errors import UsageError
from inspector.model.order import Event, EventKind, Order
from inspector.rectify import admit, numbers, order_of, verdict

DATA: dict[str, Any] = {
    "unit": "QH102", "finding": "F-1", "rule": "GD-05", "subject": "guide", "severity": "S2", "quarter": "2026Q4",
    "confirmations": 2, "due": "2026-12-01",
}  # fmt: skip


def _event(seq: int, kind: EventKind, author: str = "甲", grounds: str = "", **data: Any) -> Event:
    return Event("order", "2026Q4-001", seq, kind, author, f"2026-11-24T09:00:{seq:02}+08:00", grounds, grounds, data)


def _order(*events: Event) -> Order:
    return order_of((_event(0, "issued", **DATA), *events))


def test_as_many_passes_in_a_row_close_as_were_asked_for() -> None:
    """A fail between two passes begins the count anew."""
    outcomes = ("pass", "fail", "pass", "pass")
    looks = [_event(n, "rechecked", outcome=outcome) for n, outcome in enumerate(outcomes, 1)]

    assert [_order(*looks[:n]).status for n in range(1, 5)] == ["rechecked", "returned", "rechecked", "closed"]


def test_what_was_not_seen_changes_nothing() -> None:
    """A page nobody could look at neither closes nor sends back."""
    assert _order(_event(1, "rechecked", outcome="unseen")).status == "issued"


def test_the_last_day_is_not_late_and_more_time_moves_it() -> None:
    """Overdue begins the day after the deadline; a closed order never is."""
    extended = _order(_event(1, "extended", due="2026-12-10"))

    assert [_order().overdue(date(2026, 12, day)) for day in (1, 2)] == [False, True]
    assert [extended.overdue(date(2026, 12, day)) for day in (10, 11)] == [False, True]
    assert not _order(_event(1, "closed")).overdue(date(2027, 1, 1))


def test_who_opened_an_order_does_not_confirm_it() -> None:
    """Two persons, even where the name is written with a space behind it."""
    order = order_of((_event(0, "found", **(DATA | {"due": ""})),))

    with pytest.raises(UsageError, match="cannot confirm it too"):
        admit(order, _event(1, "reviewed", "甲 ", verdict="confirm"))
    assert admit(order, _event(1, "reviewed", "乙", verdict="reject")).status == "rejected"


@pytest.mark.parametrize("kind", ["returned", "extended", "closed", "withdrawn"])
def test_what_favours_or_burdens_a_unit_needs_grounds(kind: EventKind) -> None:
    """Authority and reason are asked for; with them it is admitted."""
    with pytest.raises(UsageError, match="without grounds"):
        admit(_order(), _event(1, kind))
    assert len(admit(_order(), _event(1, kind, grounds="区政务公开办")).events) == 2


def test_a_closed_order_takes_no_answer() -> None:
    """Only a recurrence or an upheld appeal follows a closing."""
    with pytest.raises(UsageError, match="is closed"):
        admit(_order(_event(1, "closed")), _event(2, "responded"))
    assert admit(_order(_event(1, "closed")), _event(2, "reopened", due="2027-01-20")).due == date(2027, 1, 20)


def test_numbers_count_within_a_quarter() -> None:
    """The first free one, in the district's own pattern."""
    pattern = "清政公开整〔{year}〕{quarter}-{n:03d}号"

    free = numbers(pattern, "2026Q4", ["清政公开整〔2026〕4-001号", "清政公开整〔2026〕4-003号"])

    assert [next(free), next(free)] == ["清政公开整〔2026〕4-002号", "清政公开整〔2026〕4-004号"]


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([{"id": "F-1", "rule": "GD-05", "outcome": "pass"}], "pass"),
        ([{"id": "F-1", "rule": "GD-05", "outcome": "fail"}], "fail"),
        ([{"id": "F-1", "rule": "GD-05", "outcome": "undetermined"}], "unseen"),
        ([{"id": "F-1", "rule": "GD-05", "outcome": "not_applicable", "reason": "superseded:GD-01"}], "unseen"),
        ([{"id": "F-2", "rule": "GD-05", "outcome": "pass"}], "pass"),
        ([{"id": "F-2", "rule": "GD-05", "outcome": "pass"}, {"id": "F-3", "rule": "GD-05", "outcome": "undetermined"}], "unseen"),
        ([{"id": "F-2", "rule": "GD-06", "outcome": "pass"}], "unseen"),
        ([{"id": "F-2", "rule": "GD-05", "outcome": "pass"}, {"id": "F-7", "rule": "GD-05", "outcome": "fail"}], "pass"),
        ([{"id": "F-2", "rule": "GD-05", "outcome": "pass"}, {"id": "F-8", "rule": "GD-05", "outcome": "fail"}], "unseen"),
    ],
)  # fmt: skip
def test_only_a_pass_closes(findings: list[dict[str, Any]], expected: str) -> None:
    """What was superseded, unseen or is no longer judged closes nothing; nor does a fault (F-8) that may have moved."""
    assert verdict("F-1", "GD-05", findings, {"F-1", "F-7"})[0] == expected
