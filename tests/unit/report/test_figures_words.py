"""What an identity found is told in the words of the official form, in both languages."""

from __future__ import annotations

import re

import pytest

from inspector.facts.report import layout
from inspector.facts.report.identities import sums
from inspector.report.figures_words import FORM, MONTHS, blanks, note, told

KEYS = {
    *layout.ROWS, *layout.GROUPS, *layout.COLUMNS, *layout.BLOCKS, *layout.FIELDS, *layout.VOLUNTARY_ROWS, *layout.VOLUNTARY_COLUMNS,
}  # fmt: skip
DETAILS = {
    "art20_1.normative: 12 against 11": ("行政规范性文件：12 ↔ 11", "normative documents: 12 ↔ 11"),
    "art20_1.rules: blank last art20_1.rules.in_force": (
        "规章：空白 上一年度报告 规章 · 现行有效件数",
        "rules: blank last rules · in force",
    ),
    "applications r3.1.total: blank": ("表三 属于国家秘密 · 总计：空白", "applications state secrets · total: blank"),
    "needs last year's report": ("需要上一年度报告", "needs last year's report"),
    "title 2025 against period 2024": ("标题2025 ↔ 统计期限2024", "title 2025 ↔ period 2024"),
    "": ("", ""),
}


def test_every_name_of_the_layout_has_words() -> None:
    """A row, column or block that the reader of annual reports knows is never shown by its key."""
    assert KEYS - set(FORM) == set()
    assert all(words.zh and words.en and "_" not in words.en for words in (*FORM.values(), *MONTHS.values()))


@pytest.mark.parametrize("detail", DETAILS)
def test_a_detail_is_told_in_both_languages(detail: str) -> None:
    """Places by the words of the form, the sentence around them in Chinese too."""
    words = told(detail)

    assert (words.zh, words.en) == DETAILS[detail]


def test_what_the_identities_say_keeps_no_key_and_no_english_in_chinese() -> None:
    """Of tables that are blank and that are wrong, as the arithmetic itself words it."""
    wrong = {row: dict.fromkeys(layout.COLUMNS, 1) for row in layout.ROWS}
    blank = {row: dict.fromkeys(layout.COLUMNS) for row in layout.ROWS}
    review = {block: dict.fromkeys(layout.FIELDS, 1) for block in layout.BLOCKS}

    details = [one.detail for rows in (wrong, blank, {}) for one in sums(rows, review)]

    assert len(set(details)) > 4
    assert [told(one).zh for one in details if re.search("[a-z]", told(one).zh)] == []
    assert [told(one).en for one in details if re.search(r"r\d|_", told(one).en)] == []


def test_months_name_units_and_figures() -> None:
    """No codes where a unit has a name."""
    names = {"QH101": "清河区民政局"}

    assert blanks(["QH101 pending", "QH102 turned"], names).zh == "清河区民政局 未办结、QH102 转主动公开"
    assert (
        note("QH101 2026-05: 3 + 2 - 1 = 4, pending 3", names).zh
        == "清河区民政局 2026-05：3 + 2 - 1 = 4，报送的未办结 3"
    )
    assert note("QH101 2026: 12 months 30, annual report 28", names).zh == "清河区民政局 2026：十二个月合计 30，年报 28"
