"""Kept results are read unit by unit, as they were written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspector.judge.result import text
from inspector.pipeline.judge.kept import at_hand, read_kept

HOSTILE = '…\n  {\n   "code": "X"\n  },\n  }\n ]\n}\n'


def _result(*codes: str) -> dict[str, Any]:
    units = [
        {"code": code, "name": HOSTILE, "findings": [{"id": HOSTILE}, {}], "score": {"value": 1}} for code in codes
    ]
    return {"schema": "inspector.result/1", "run": {"id": HOSTILE, "gates": [{"id": HOSTILE}]}, "units": units}


@pytest.mark.parametrize("codes", [(), ("QH101",), ("QH101", "QH 2\n", "街道")])
def test_what_is_read_is_what_was_written(tmp_path: Path, codes: tuple[str, ...]) -> None:
    """Head, units in their order, each by its code, and the whole text; words that look like the layout change nothing."""
    result = _result(*codes)
    (tmp_path / "r.json").write_text(text(result), encoding="utf-8", newline="")

    kept = read_kept(tmp_path / "r.json")

    assert {**kept.result, "units": list(kept.result["units"])} == result
    assert [kept.units[code] for code in codes] == result["units"]
    assert "".join(kept.text()) == text(result)


def test_a_file_that_was_laid_out_anew_is_read_too(tmp_path: Path) -> None:
    """A result that another program has written again is the same result."""
    result = _result("QH101", "QH102")
    (tmp_path / "r.json").write_text(json.dumps(result), encoding="utf-8")

    kept = read_kept(tmp_path / "r.json")

    assert {**kept.result, "units": list(kept.result["units"])} == result


def test_a_newer_result_is_laid_over_an_older_one(tmp_path: Path) -> None:
    """Each unit once, from the newest file that has it, in the place where it was first."""
    for name, codes in (("old", ("A", "B")), ("new", ("B", "C"))):
        result = _result(*codes)
        for unit in result["units"]:
            unit["from"] = name
        (tmp_path / name).write_text(text(result), encoding="utf-8", newline="")

    units = read_kept(tmp_path / "old").units.under(read_kept(tmp_path / "new").units)

    assert {code: unit["from"] for code, unit in units.items()} == {"A": "old", "B": "new", "C": "new"}
    assert list(units.only({"C", "A"})) == ["A", "C"]


def test_a_result_at_hand_is_read_like_a_kept_one() -> None:
    """Head, units by code, and the very text that would be written."""
    result = _result("QH101", "QH102")

    kept = at_hand(result)

    assert kept.whole == result
    assert "".join(kept.text()) == text(result)
