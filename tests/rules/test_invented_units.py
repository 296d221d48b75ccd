"""Invented units in layouts of many kinds: every fact is read, every fault is found, nobody is accused wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_units import judged

from inspector.pipeline.ruleset.rulebook import read_ruleset

ROOT = Path(__file__).parents[2]
RULESET = read_ruleset(ROOT / "rules", "beijing-district")
PAGES = sorted((ROOT / "tests" / "invented").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_is_read_and_what_fails(path: Path) -> None:
    """The facts are those the page prints; the rules that fail are those it breaks, no more and no fewer."""
    unit = judged(path, RULESET)

    assert unit.misread() == []
    assert sorted(unit.fails()) == sorted(unit.expected.fails)
