"""Deadlines of full lists, as they are worded in different districts."""

from __future__ import annotations

import pytest

from inspector.facts.deadlines import parse_deadline


@pytest.mark.parametrize(
    ("text", "kind", "n"),
    [
        ("信息形成或者变更之日起20个工作日内", "working_days", 20),
        ("自信息形成或变更之日起二十个工作日内予以公开", "working_days", 20),
        ("７个工作日内", "working_days", 7),
        ("及时公开（不超过20个工作日）", "working_days", 20),
        ("部门预算经批复后20日内", "calendar_days", 20),
        ("三十日内", "calendar_days", 30),
        ("24小时内", "calendar_days", 1),
        ("一周内", "calendar_days", 7),
        ("2个星期以内", "calendar_days", 14),
        ("每周一次", "periodic", None),
        ("6个月", "calendar_days", 180),
        ("1月31日前", "date", None),
        ("每年3月底前", "date", None),
        ("按年公开", "periodic", 12),
        ("按季度公开", "periodic", 3),
        ("每月更新", "periodic", 1),
        ("每半年", "periodic", 6),
        ("实时公开", "realtime", None),
        ("及时公开", "realtime", None),
        ("长期公开", "standing", None),
    ],
)
def test_kinds(text: str, kind: str, n: int | None) -> None:
    """Kind and number of ordinary wordings; all of them are well-formed."""
    found = parse_deadline(text)

    assert found is not None
    assert (found.kind, found.n, found.well_formed) == (kind, n, True)


def test_date_gives_its_day() -> None:
    """A fixed date is MM-DD."""
    found = parse_deadline("每年1月31日前公布")

    assert found is not None
    assert found.date == "01-31"


@pytest.mark.parametrize("text", ["按要求", "见附件", "是", "√"])
def test_words_that_are_no_deadline(text: str) -> None:
    """They are there, but say neither when nor how often."""
    found = parse_deadline(text)

    assert found is not None
    assert (found.kind, found.well_formed) == (None, False)


def test_blank_is_no_deadline() -> None:
    """An empty cell is a blank, not a malformed deadline."""
    assert parse_deadline(" \u3000") is None


@pytest.mark.parametrize(
    ("text", "basis"), [("《条例》第四十九条规定的1月31日前", True), ("经批复后20日内", True), ("60日内", False)]
)
def test_basis_is_seen(text: str, basis: bool) -> None:
    """A law, an article or the approval the days count from is a basis."""
    found = parse_deadline(text)

    assert found is not None
    assert found.quotes_basis is basis
