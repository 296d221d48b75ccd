"""`rules diff`: before a rule is adopted, its office sees on stored evidence whom it helps and whom it hurts."""

from __future__ import annotations

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from command_line import Command, Place
from small_rules import rule

from inspector.judge.difference import difference


@pytest.fixture
def changed(tmp_path: Path, inspected: Place) -> Path:
    """The rules of the run: dearer hours, no fax rule, a new rule about a page the run never asked for."""
    folder = tmp_path / "new"
    shutil.copytree(inspected.folder / "rules", folder)
    guide = (folder / "guide.yaml").read_text(encoding="utf-8")
    head, hours, rest = guide.partition("  - id: GD-05")
    hours += rest.replace("points: 2", "points: 6", 1)
    before, _, after = (head + hours).partition("  - id: GD-09")
    after = after[after.index("  - id: GD-10") :]
    new = rule("{text_page: {}}", id="GD-90", page="list")
    text = (before + after).replace("GD-08, GD-09,", "GD-08,") + "\n" + new
    (folder / "guide.yaml").write_text(text, encoding="utf-8")
    return folder


def test_who_gains_and_who_loses_adds_up(inspected: Place, inspector: Command, changed: Path, tmp_path: Path) -> None:
    """Values are those of two replays; every difference has its findings; what was not gathered is said."""
    where = ("--workspace", inspected.folder)
    words = ("rules", "diff", "run", changed, "--run", "latest", "--json", "-", "--csv", tmp_path / "out")
    before = sorted(inspected.folder.rglob("*"))

    done = inspector(*words, *where)
    again = json.loads(inspector("replay", "latest", "--rules", changed, "--json", "-", *where).stdout)

    assert done.returncode == 0, done.stderr
    assert sorted(inspected.folder.rglob("*")) == before
    told = json.loads(done.stdout)[0]
    old = json.loads(inspected.json)
    for unit, was, now in zip(told["units"], old["units"], again["units"], strict=True):
        assert (unit["old_value"], unit["new_value"]) == (was["score"]["value"], now["score"]["value"])
        assert Decimal(str(unit["delta"])) == Decimal(str(unit["new_value"])) - Decimal(str(unit["old_value"]))
    kinds = {(one["rule"], one["kind"]) for one in told["findings"]}
    assert {("GD-09", "vanishes"), ("GD-90", "appears")} <= kinds
    assert told["ungathered"] == {"GD-90": 3}, [one["new"] for one in told["findings"] if one["rule"] == "GD-90"]
    assert "GD-90: 3" in done.stderr
    assert len(_rows(tmp_path / "out/units.csv")) == 4
    assert len(_rows(tmp_path / "out/findings.csv")) == len(told["findings"]) + 1


def _rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_the_same_rules_judge_alike(inspected: Place, inspector: Command) -> None:
    """Said in one line; a word for the run's own rules."""
    done = inspector("rules", "diff", "run", "rules", "--run", "latest", cwd=inspected.folder)

    assert "both judge exactly alike" in done.stdout, done.stderr


def test_what_is_wrong_with_the_new_rules_is_told_first(inspected: Place, inspector: Command, changed: Path) -> None:
    """File, line and column in the new folder; a run that is not there, a profile that is not there."""
    guide = changed / "guide.yaml"
    good = guide.read_text(encoding="utf-8")
    guide.write_text(good.replace("opens:", "opnes:"), encoding="utf-8")
    done = inspector("rules", "diff", "run", changed, "--run", "latest", cwd=inspected.folder)
    assert done.returncode == 2
    assert done.stderr.startswith("new/guide.yaml:")
    guide.write_text(good, encoding="utf-8")
    for words, said in [
        (("--run", "2020Q1"), "there is no run '2020Q1'"),
        (("--run", "latest", "--new-profile", "beijing-distric"), "did you mean 'beijing-district'"),
    ]:
        done = inspector("rules", "diff", "run", changed, *words, cwd=inspected.folder)
        assert done.returncode == 2
        assert said in done.stderr


def _unit(
    code: str, value: float, *findings: dict[str, object], kind: str = "department", coverage: float = 1
) -> dict[str, object]:
    score = {"value": value, "floor": value, "grade": "良好", "coverage": coverage}
    return {"code": code, "name": code, "type": kind, "score": score, "findings": list(findings)}


def _result(*units: dict[str, object]) -> dict[str, object]:
    return {"run": {"id": "R"}, "units": list(units)}


def test_places_change_within_a_type_and_ties_are_no_swap() -> None:
    """A and B turn round; C and D only come level; the portal and what was not seen have no place among them."""
    old = _result(
        _unit("A", 90),
        _unit("B", 80),
        _unit("C", 70),
        _unit("D", 60),
        _unit("P", 50, kind="portal"),
        _unit("N", 0, coverage=0),
    )
    new = _result(
        _unit("A", 80),
        _unit("B", 85),
        _unit("C", 60),
        _unit("D", 60),
        _unit("P", 99, kind="portal"),
        _unit("N", 0, coverage=0),
    )

    found = difference(old, new)

    assert [(one.ahead, one.behind) for one in found.swaps] == [("B", "A")]
    ranks = {one.code: (one.old_rank, one.new_rank) for one in found.units}
    assert ranks == {"A": (1, 2), "B": (2, 1), "C": (3, 3), "D": (4, 3), "P": (1, 1), "N": (None, None)}
    assert [one.delta for one in found.units][:2] == [-10, 5]
