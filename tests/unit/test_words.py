"""Text for people: places filled, English nouns in the number that goes with their count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inspector.model.words import Words, many


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "0 rules are left"), (1, "1 rule is left"), (2, "2 rules are left"), (Decimal(1), "1 rule is left")],
)
def test_a_noun_follows_its_count(count: object, told: str) -> None:
    """One place for the figure, one for the words that depend on it; Chinese needs none."""
    words = Words("还有{n}条", "{n} {n|rule is|rules are} left").fill(n=count)

    assert (words.zh, words.en) == (f"还有{count}条", told)


def test_what_is_filled_in_is_never_filled_again() -> None:
    """A value that looks like a place stays as it is, and so does a place without a value."""
    words = Words("{a}", "{a} {b} {b|one|more} {c.d}").fill(a="{b|one|more}")

    assert (words.zh, words.en) == ("{b|one|more}", "{b|one|more} {b} {b|one|more} {c.d}")


def test_a_count_with_its_noun() -> None:
    """For sentences that are put together where they are said."""
    assert [many(n, "page") for n in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
    assert [many(n, "entry", "entries") for n in (1, 3)] == ["1 entry", "3 entries"]
