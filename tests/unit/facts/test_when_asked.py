"""Facts are made when somebody asks for them, once, and what goes wrong meanwhile is told and not taken for their absence."""

from __future__ import annotations

import pytest

from inspector.facts.reading import Fact, Found, WhenAsked


def test_a_fact_is_made_once_and_only_for_who_asks() -> None:
    """To tell which facts there are makes none."""
    made: list[str] = []

    def make(name: str) -> Found:
        made.append(name)
        return Fact(name)

    facts = WhenAsked(one=lambda: make("one"), other=lambda: make("other"))
    assert (list(facts), len(facts), "one" in facts, facts.get("third")) == (["one", "other"], 2, True, None)
    assert not made
    assert facts["one"] == facts.get("one") == Fact("one")
    assert made == ["one"]


def test_a_fault_is_no_absent_fact() -> None:
    """A rule that takes a fault of ours for a lack would cost a unit points."""
    empty: dict[str, Found] = {}
    facts = WhenAsked(one=lambda: empty["nothing"])
    with pytest.raises(KeyError):
        facts.get("one")
