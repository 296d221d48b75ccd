"""The reference is what the program says of itself."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

_DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["commands.md", "settings.md", "checks.md", "licences.md", "rules.md", "result.md"])
def test_the_reference_is_fresh(name: str) -> None:
    """`python docs/make_reference.py` writes it again."""
    pages = runpy.run_path(str(_DOCS / "make_reference.py"))["pages"]()
    assert (_DOCS / "reference" / name).read_text(encoding="utf-8") == pages[name]
