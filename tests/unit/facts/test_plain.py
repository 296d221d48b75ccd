"""Lines folded for matching, and the page's own characters found again."""

from __future__ import annotations

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
