"""A re-check asks a unit only what its orders need."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inspector.judge.case import plan_for
from inspector.model.capture import Capture
from inspector.model.unit import Unit
from inspector.pipeline.ruleset.rulebook import read_ruleset
from inspector.survey import survey
from inspector.survey.drive import drive

RULES = read_ruleset(Path(__file__).parents[3] / "rules", "beijing-district")
AT = date(2026, 11, 24)
BASE = "https://www.qinghe.gov.cn/xxgk/"
PAGES = {role: f"{BASE}{role}.html" for role in ("disclosure", "guide", "list", "application", "annual_report")}


def _asked(pages: dict[str, str], *rules: str) -> list[str]:
    asked: list[str] = []

    def answer(ask: object) -> Capture:
        asked.append(ask.url)  # type: ignore[attr-defined]
        return Capture(ask, ask.url, 404, {}, b"")  # type: ignore[arg-type, attr-defined]

    unit = Unit("U1", "清河区民政局", "department", pages=pages)
    ruleset = RULES.only(rules) if rules else RULES
    drive(survey(unit, plan_for(unit, ruleset, AT, (AT, AT), 1, 0, 50, ())), answer)
    return asked


def test_a_registered_page_is_all_that_is_fetched() -> None:
    """Office hours stand in the guide: neither the column nor the list is asked for."""
    assert _asked(PAGES, "GD-05") == [PAGES["guide"]]
    assert set(_asked(PAGES)) >= set(PAGES.values())


def test_a_page_that_has_to_be_found_needs_the_column_it_is_found_from() -> None:
    """Without a registered guide the disclosure column is opened, and nothing else."""
    pages = {role: url for role, url in PAGES.items() if role != "guide"}

    assert _asked(pages, "GD-05") == [PAGES["disclosure"]]


def test_what_may_supersede_a_rule_is_asked_with_it() -> None:
    """Whether the guide opens at all is judged by GD-01: with GD-05 alone a dead page would be no fault of anybody."""
    assert {rule.id for rule in RULES.only(["GD-06"]).rules} == {"GD-06", "GD-05", "GD-01"}
    assert RULES.only(["GD-06"]).digest == RULES.digest
