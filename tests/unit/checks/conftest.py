"""Rules of the project judged on pages written in the test itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.judge.fixtures import FixtureResult, run_fixture
from inspector.pipeline.ruleset.rulebook import read_ruleset
from inspector.ruleset import Ruleset

Judge = Callable[..., FixtureResult]


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    """The rules of the project."""
    return read_ruleset(Path(__file__).parents[3] / "rules", "beijing-district")


@pytest.fixture(scope="session")
def judge(ruleset: Ruleset) -> Judge:
    """`judge(rule, text, front="")`: the rule on the world that `text` describes; files beside it by name."""

    def judged(rule: str, text: str, front: str = "", **files: bytes) -> FixtureResult:
        body = f"<!-- fixture\n{front}\n-->\n{text}".encode()
        named = {name.replace("_", "."): content for name, content in files.items()}
        return run_fixture(rule, "tricky-here.html", {"tricky-here.html": body, **named}, ruleset)

    return judged
