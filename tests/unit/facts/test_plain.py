"""Lines folded for matching, and the page's own characters found again."""

from __future__ import annotations

import unicodedata

import pytest

from inspector.facts.document import Line, norm
from inspector.facts.plain import fold


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"])
def test_signs_of_no_width_part_no_word(sign: str) -> None:
    """Folded as it is compared, they are gone; a quote still has them, at its place."""
    plain = fold(Line(f"受理{sign}机构：　清{sign}河"))

    assert plain.text == "受理机构: 清河"
    assert plain.text.replace(" ", "") == norm(plain.line.text)
    assert plain.cut(0, 4) == f"受理{sign}机构"


@pytest.mark.parametrize("sign", ["，", "繁", "Ａ", "㎡", "é", "e\u0301", "カ\u3099", "\u3000", " ", "  ", "\t"])
def test_a_line_is_folded_sign_by_sign(sign: str) -> None:
    """Lines that need no folding are taken as they are; one in which any sign does comes to the same, sign by sign."""
    line = Line(f"受理{sign}机构：清河")
    plain, slow = fold(line), fold(Line(f"{line.text}\u200b"))

    assert (plain.text, plain.origins) == (slow.text, slow.origins)
    assert plain.text.replace(" ", "") == norm(line.text) or unicodedata.combining(sign[-1])
