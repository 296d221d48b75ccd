"""Patterns that are compiled when they are first asked."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import inspector
from inspector import lazy

_SOURCE = Path(inspector.__file__).parent
_ON_THEIR_OWN = ("lazy.py", "archive/verify_evidence.py", "collect/memory.py")
"""The module itself, and the scripts that run without the rest of the program."""


def test_a_pattern_answers_as_a_compiled_one() -> None:
    """Text or bytes, with flags, asked first or again."""
    for text, flags, asked in ((r"第(\d+)条", 0, "第三十条，第37条"), (r"a(b)?", re.IGNORECASE, "xAB a")):
        made, real = lazy.pattern(text, flags), re.compile(text, flags)
        for _ in range(2):
            found, expected = made.search(asked), real.search(asked)
            assert found is not None
            assert expected is not None
            assert (found.span(), found.groups()) == (expected.span(), expected.groups())
        assert made.sub("-", asked) == real.sub("-", asked)
        assert [one[0] for one in made.finditer(asked)] == [one[0] for one in real.finditer(asked)]
        assert (made.pattern, made.flags) == (real.pattern, real.flags)
    assert lazy.pattern(rb"<(\w+)").findall(b"<a><b>") == [b"a", b"b"]


def test_what_is_wrong_is_said_when_it_is_asked() -> None:
    """Not before: nobody compiles what nobody asks."""
    broken = lazy.pattern("(")
    with pytest.raises(re.error):
        broken.search("text")


def test_nothing_is_compiled_while_the_program_is_loaded() -> None:
    """Every file makes its patterns here; those of standalone scripts, which know nothing of the program, excepted."""
    eager = [
        path.relative_to(_SOURCE).as_posix()
        for path in _SOURCE.rglob("*.py")
        if "re.compile(" in path.read_text(encoding="utf-8")
    ]
    assert set(eager) <= set(_ON_THEIR_OWN)


def test_every_pattern_of_the_program_compiles() -> None:
    """What nobody asked in a test yet would else be wrong unnoticed."""
    code = "import test_lazy; test_lazy.ask_all()"
    where = Path(__file__).parent
    subprocess.run([sys.executable, "-c", code], check=True, cwd=where)


def ask_all() -> None:
    """Load every module, and ask every pattern that any of them made."""
    for module in pkgutil.walk_packages(inspector.__path__, "inspector."):
        if not module.name.endswith(("__main__", ".env")):  # these are run, not imported
            importlib.import_module(module.name)
    made = [one for one in gc.get_objects() if isinstance(one, lazy._Pattern)]
    assert len(made) > 500
    for one in made:
        assert one.flags is not None
