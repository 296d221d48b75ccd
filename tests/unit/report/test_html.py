"""How figures and words are put on a page."""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from pathlib import Path

from invented_quarter import invented_inspection

import inspector
from inspector.model.words import Words
from inspector.report.html import num, percent, quarter, signed, when
from inspector.report.phrases import advice, reason
from inspector.report.publish import write


def test_figures_are_short_and_honest() -> None:
    """No trailing zeros, a real minus sign, and never 100% where something is missing."""
    assert [num(Decimal(text)) for text in ("83.50", "100", "0", "-2.0", "99.999")] == ["83.5", "100", "0", "−2", "100"]
    assert [signed(Decimal(text)) for text in ("2", "0", "-1.5")] == ["+2", "0", "−1.5"]
    assert [percent(Decimal(text)) for text in ("1", "0.9999", "0.875")] == ["100%", "99.9%", "87.5%"]


def test_quarters_and_times_read_as_people_write_them() -> None:
    """A quarter's name in words; a window with another name as it is."""
    assert quarter("2026Q4") == Words("2026年第四季度", "Q4 2026")
    assert quarter("试检查") == Words("试检查", "试检查")
    assert when("2026-11-20T02:11:05+08:00") == "2026-11-20 02:11:05"


def test_reasons_are_sentences_and_unknown_codes_are_kept() -> None:
    """A superseded rule names the other one; a new code is never swallowed."""
    assert "GD-01" in reason("superseded:GD-01").en
    assert reason("something_new") == Words("something_new", "something_new")
    assert advice("something_new").zh


def test_every_reason_the_program_gives_is_told_in_words() -> None:
    """No code of the sources reaches a reader: each is a sentence in both languages."""
    sources = Path(inspector.__file__).parent
    code = re.compile(r'reason="([a-z_]+)"|"([a-z_]+)", "(?:us|third_party|blocked)"\)')
    codes = {max(found) for path in sources.rglob("*.py") for found in code.findall(path.read_text("utf-8"))}

    assert len(codes) > 10
    assert not [code for code in codes if reason(code).zh == code]


def test_the_policy_names_exactly_our_style_and_script(tmp_path: Path) -> None:
    """The hashes in the CSP are those of the two inline blocks; everything else is refused."""
    write(invented_inspection(), tmp_path)

    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    for tag in ("style", "script"):
        block = page.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;".replace("&#39;", "'") in policy.group(1).replace("&#39;", "'")
    assert policy.group(1).startswith("default-src ")
    assert "unsafe" not in policy.group(1)
