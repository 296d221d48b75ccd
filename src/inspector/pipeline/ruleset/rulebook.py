"""Rule files from disk: the workspace's own, or the ones that came with the program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from inspector import __version__
from inspector.checks import Check, checks
from inspector.errors import Problem, RulesError
from inspector.ruleset import Ruleset, load
from inspector.ruleset.law import Law, read_laws

_Read = TypeVar("_Read")
_ASCII = 127
_GROUP = "inspector.checks"
_PARTS = ("*.yaml", "profiles/*.yaml", "calendar/*.yaml")


def bundled_rules() -> Path:
    """The rules folder that was installed with the program (in a checkout: the repository's own)."""
    installed = Path(str(files("inspector"))) / "_rules"
    return installed if installed.is_dir() else Path(__file__).parents[4] / "rules"


def read_texts(folder: Path) -> dict[str, str]:
    """Every pack, profile and calendar of a rules folder: path relative to it -> text. Raises RulesError."""
    if not folder.is_dir():
        raise RulesError(
            [Problem(str(folder.resolve()), "there is no rules folder here", "`inspector init DIR` makes one")]
        )
    return _texts(folder, _PARTS)


def _texts(folder: Path, patterns: Iterable[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    amiss: list[Problem] = []
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        name = path.relative_to(folder).as_posix()
        try:
            texts[name] = path.read_text(encoding="utf-8-sig")
        except OSError as fault:
            amiss.append(Problem(name, f"this file cannot be read: {fault.strerror}"))
        except UnicodeDecodeError:
            amiss.append(_coded(name, path.read_bytes()))
    if amiss:
        raise NotText(amiss, texts)
    return texts


class NotText(RulesError):
    """Files that are no text in UTF-8; `texts` are the others, which can be looked over all the same."""

    def __init__(self, problems: list[Problem], texts: dict[str, str]) -> None:
        super().__init__(problems)
        self.texts = texts


def _coded(name: str, body: bytes) -> Problem:
    """What a file is coded in that is not UTF-8, with the place of the first sign that shows it."""
    at = next(n for n, byte in enumerate(body) if byte > _ASCII)
    row, column = body.count(b"\n", 0, at) + 1, at - (body.rfind(b"\n", 0, at) + 1) + 1
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(f"{name}:1:1", "this file is saved as UTF-16 (“Unicode”)", 'save it as "UTF-8"')
    try:
        body.decode("gb18030")
    except UnicodeDecodeError:
        return Problem(f"{name}:{row}:{column}", "this byte is no text in UTF-8", 'save the file as "UTF-8"')
    return Problem(f"{name}:{row}:{column}", "this file is saved as GBK (“ANSI”)", 'save it as "UTF-8"')


def read_laws_of(folder: Path, rules: Collection[str]) -> list[Law]:
    """The laws in `folder/law`, whose clauses may name `rules`. Raises RulesError."""
    return _told_from(folder, lambda: read_laws(_texts(folder, ["law/*.yaml"]), rules))


def all_checks() -> dict[str, Check]:
    """The program's checks and those of installed packages (entry point group `inspector.checks`). Raises RulesError."""
    found = {**checks()}
    for point in entry_points(group=_GROUP):
        check = _foreign(point)
        if check.name in found:
            what = f"it brings a check named {check.name!r}, which is there already"
            raise RulesError([Problem(_package(point), what, "uninstall one of them")])
        found[check.name] = check
    return found


def providers(ruleset: Ruleset) -> dict[str, str]:
    """The checks that the rules ask, by name, with the package and version each comes from."""
    foreign = {_foreign(point).name: _package(point) for point in entry_points(group=_GROUP)}
    own = f"inspector {__version__}"
    return {name: foreign.get(name, own) for name in sorted(ruleset.checks())}


def _foreign(point: EntryPoint) -> Check:
    try:
        check = point.load()
    except Exception as fault:
        what = f"its check {point.name!r} cannot be loaded: {type(fault).__name__}: {fault}"
        raise RulesError([Problem(_package(point), what, "reinstall or uninstall that package")]) from fault
    if not isinstance(check, Check):
        what = f"{point.value} is no inspector.checks.Check"
        raise RulesError([Problem(_package(point), what, "let the entry point name the constant `CHECK`")])
    return check


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist is not None else "package"


def read_ruleset(folder: Path, profile: str) -> Ruleset:
    """The ruleset in `folder` under `profile`; raises RulesError with every problem, places named from `folder`."""
    return _told_from(folder, lambda: _all_told(folder, profile))


def loaded(texts: Mapping[str, str], profile: str) -> Ruleset:
    """The ruleset of `texts` under `profile`. To read one takes a second of CPU; a run and its forks ask for it again and again."""
    return _loaded(tuple(sorted(texts.items())), profile, tuple(all_checks()))


@lru_cache(maxsize=4)
def _loaded(texts: tuple[tuple[str, str], ...], profile: str, checks: tuple[str, ...]) -> Ruleset:  # noqa: ARG001 - a key
    return load(dict(texts), profile, all_checks())


def _all_told(folder: Path, profile: str) -> Ruleset:
    """The ruleset of a folder; where files are no text, what is wrong in the others is told with them."""
    try:
        return loaded(read_texts(folder), profile)
    except NotText as some:
        found = list(some.problems)
        lost = {problem.place.partition(":")[0] for problem in some.problems}
        if f"profiles/{profile}.yaml" not in lost:
            try:
                load(some.texts, profile, all_checks(), whole=False)
            except RulesError as others:
                found += others.problems
        raise RulesError(found) from None


def _told_from(folder: Path, read: Callable[[], _Read]) -> _Read:
    """What `read` gives; problems are told with their places seen from the folder, unless these are whole."""
    try:
        return read()
    except RulesError as error:
        raise RulesError(
            [Problem(str(Path(folder.name) / p.place), p.what, p.remedy) for p in error.problems]
        ) from None
