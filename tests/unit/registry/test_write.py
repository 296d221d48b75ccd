"""What is written is read back the same, and is no formula to a spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.errors import StorageError
from inspector.model.unit import ROLES, UNIT_TYPES, Unit
from inspector.registry import merged, read, write

WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="|"), min_size=1, max_size=12
)
WORDS = st.lists(WORD, max_size=3).map(tuple)
URL = st.builds("http://{}.gov.cn/{}".format, st.sampled_from(["qinghe", "mz.qinghe"]), st.integers(0, 9))
UNIT = st.builds(
    Unit,
    code=st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True),
    name=WORD,
    type=st.sampled_from(UNIT_TYPES),
    aliases=WORDS,
    parent=WORD,
    tags=WORDS,
    features=WORDS,
    pages=st.dictionaries(st.sampled_from(ROLES), URL),
)


@pytest.mark.parametrize("name", ["units.csv", "units.xlsx"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(units=st.lists(UNIT, max_size=4, unique_by=lambda unit: unit.code.casefold()))
def test_what_is_written_is_read_back(tmp_path: Path, name: str, units: list[Unit]) -> None:
    """Units survive a file of either kind, whatever their texts begin with."""
    units = [replace(unit, name=unit.name.lstrip("'") or "局", parent=unit.parent.lstrip("'")) for unit in units]
    known = merged([], [replace(unit, aliases=(), tags=(), features=()) for unit in units])

    write(tmp_path / name, known)

    assert read(tmp_path / name) == known


def test_csv_opens_as_chinese_and_without_formulas(tmp_path: Path) -> None:
    """A BOM tells Excel the encoding; a cell that begins like a formula is kept a text."""
    path = tmp_path / "units.csv"
    unit = Unit("a", '=HYPERLINK("http://x.example","甲")', "department", parent="@SUM(A1)")

    write(path, [unit])

    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b",=HYPER" not in text
    assert b',"=HYPER' not in text
    assert b",@SUM" not in text
    assert read(path) == (unit,)


def test_a_failed_write_leaves_the_registry_as_it_was(tmp_path: Path) -> None:
    """The old file is replaced by a whole one or not at all."""
    path = tmp_path / "units.csv"
    write(path, [Unit("a", "甲局", "department")])
    (tmp_path / "units.csv.part").mkdir()

    with pytest.raises(StorageError, match="cannot be written"):
        write(path, [])

    assert read(path)[0].code == "a"
