"""Rule files from disk: the workspace's own, or the ones that came with the program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from inspector.checks import Check, checks
from inspector.errors import Problem, RulesError
from inspector.ruleset import Ruleset, load
from inspector.ruleset.law import Law, read_laws

_Read = TypeVar("_Read")
_PARTS = ("*.yaml", "profiles/*.yaml", "calendar/*.yaml")


def bundled_rules() -> Path:
    """The rules folder that was installed with the program (in a checkout: the repository's own)."""
    installed = Path(str(files("inspector"))) / "_rules"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "rules"


def read_texts(folder: Path) -> dict[str, str]:
    """Every pack, profile and calendar of a rules folder: path relative to it -> text. Raises RulesError."""
    if not folder.is_dir():
        raise RulesError([Problem(str(folder), "there is no rules folder here", "`inspector init DIR` makes one")])
    return _texts(folder, _PARTS)


def _texts(folder: Path, patterns: Iterable[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        try:
            texts[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            raise RulesError([Problem(str(path), f"this file cannot be read: {fault}", "save it as UTF-8")]) from fault
    return texts


def read_laws_of(folder: Path, rules: Collection[str]) -> list[Law]:
    """The laws in `folder/law`, whose clauses may name `rules`. Raises RulesError."""
    return _told_from(folder, lambda: read_laws(_texts(folder, ["law/*.yaml"]), rules))


def all_checks() -> dict[str, Check]:
    """The program's checks and those of installed packages (entry point group `inspector.checks`)."""
    found = {
        check.name: check
        for point in entry_points(group="inspector.checks")
        if isinstance(check := point.load(), Check)
    }
    return {**found, **checks()}


def read_ruleset(folder: Path, profile: str) -> Ruleset:
    """The ruleset in `folder` under `profile`; raises RulesError with every problem, places named from `folder`."""
    return _told_from(folder, lambda: load(read_texts(folder), profile, all_checks()))


def _told_from(folder: Path, read: Callable[[], _Read]) -> _Read:
    """What `read` gives; problems are told with their places seen from the folder."""
    try:
        return read()
    except RulesError as error:
        raise RulesError([Problem(f"{folder.name}/{p.place}", p.what, p.remedy) for p in error.problems]) from None
