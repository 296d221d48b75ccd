"""What loads and yet can never work: names that no profile knows, rules nobody is judged by, thresholds out of reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector.checks import Check
from inspector.checks.names import named
from inspector.errors import Problem
from inspector.model.unit import UNIT_TYPES
from inspector.ruleset.bind import meant
from inspector.ruleset.files import ProfileFile
from inspector.ruleset.lint_files import calendars, profiles
from inspector.ruleset.lint_words import chinese_quotes, untranslated, wide_commas
from inspector.ruleset.load import placed_files, placed_packs
from inspector.ruleset.references import Placed
from inspector.ruleset.rules import All, Any, Ask, Not, Rule, Test

Path = list[str | int]


def lint(texts: Mapping[str, str], checks: Mapping[str, Check]) -> list[Problem]:
    """Every such problem of a folder whose files all load, with file, line and column."""
    packs = placed_packs(texts, checks)
    sheets = placed_files(texts, "profiles", ProfileFile)
    known = _Known.of([profile for _, profile in sheets])
    found = [problem for one in packs for rule in one.pack.rules for problem in _rule(one, rule, known)]
    found += [problem for one in packs for rule in one.pack.rules for problem in _circles(one, rule, packs)]
    for one in packs:
        found += (*untranslated(one.file), *chinese_quotes(one.file), *wide_commas(one.file))
    found += [problem for file, _ in sheets for problem in untranslated(file)]
    found += [problem for file, profile in sheets for problem in profiles(file, profile)]
    return [*found, *calendars(texts)]


def places(texts: Mapping[str, str], checks: Mapping[str, Check]) -> dict[str, str]:
    """Where each rule, each pack and each sheet stands: `file:line:column` by id, or by `profiles/NAME.yaml#TYPE`."""
    found = {one.pack.id: one.file.place(["pack"]) for one in placed_packs(texts, checks)}
    found |= {rule.id: one.at(rule) for one in placed_packs(texts, checks) for rule in one.pack.rules}
    for file, profile in placed_files(texts, "profiles", ProfileFile):
        found |= {f"{file.name}#{unit_type}": file.place(["sheets", unit_type]) for unit_type in profile.sheets}
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What the profiles of the folder name; `judged`: pack -> the unit types with it on some sheet."""

    kinds: tuple[str, ...]
    features: tuple[str, ...]
    judged: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, sheets: Sequence[ProfileFile]) -> _Known:
        judged: dict[str, set[str]] = {}
        for profile in sheets:
            bonus = [one.pack for one in profile.bonus]
            for unit_type, sheet in profile.sheets.items():
                for pack in (*sheet.packs, *sheet.outside, *sheet.apart, *bonus):
                    judged.setdefault(pack, set()).add(unit_type)
        return cls(
            tuple(dict.fromkeys(column.id for profile in sheets for column in profile.columns)),
            tuple(dict.fromkeys(one for profile in sheets for those in profile.features.values() for one in those)),
            {pack: frozenset(types) for pack, types in judged.items()},
        )


def _rule(one: Placed, rule: Rule, known: _Known) -> Iterator[Problem]:
    for path, ask in asks(rule.test, ["check"]):
        if ask.check.gated and not (ask.page or rule.page):
            what = f"`{ask.check.name}` looks at a page, and {rule.id} names none"
            yield Problem(one.at(rule, *path), what, "say which one with `page:`, e.g. `page: guide`")
        for inside, what, name in named(ask.params):
            yield from _name(one.at(rule, *path, *inside), what, name, known)
    for n, feature in enumerate(rule.features):
        yield from _name(one.at(rule, "features", n), "feature", feature, known)
    judged = known.judged.get(rule.pack, frozenset(UNIT_TYPES))
    if rule.types and not judged & set(rule.types):
        what = f"{rule.id} is for {', '.join(rule.types)}, whose sheets do not have pack {rule.pack}"
        yield Problem(one.at(rule, "types"), what, f"it is on the sheets of: {', '.join(sorted(judged))}")
    if rule.card.each is not None and rule.card.each > rule.card.points:
        what = f"one finding takes {rule.card.each}, more than the {rule.card.points} points of a page that fails as a whole"
        yield Problem(one.at(rule, "each"), what, "lower it, or leave it out")
    if rule.page and rule.page in rule.also:
        yield Problem(one.at(rule, "also"), f"{rule.page} is the page of {rule.id} already", "take it out")


def _name(place: str, what: str, name: str, known: _Known) -> Iterator[Problem]:
    """A kind of column must be in a profile. A feature may also stand in the registry alone, so only a misspelling is told."""
    those = known.kinds if what == "column kind" else known.features
    if name in those or (what == "feature" and not meant(name, those)):
        return
    remedy = meant(name, those) or f"`columns:` of the profiles has: {', '.join(those)}"
    yield Problem(place, f"no profile names the {what} {name!r}", remedy)


def _circles(one: Placed, rule: Rule, packs: Iterable[Placed]) -> Iterator[Problem]:
    """Two rules that supersede each other; a rule that supersedes its own pack, and with it itself."""
    back = {other.id for those in packs for other in those.pack.rules if {rule.id, rule.pack} & set(other.supersedes)}
    for n, id in enumerate(rule.supersedes):
        if id == rule.pack:
            yield Problem(
                one.at(rule, "supersedes", n), f"{rule.id} supersedes its own pack", "name the rules it stands for"
            )
        elif id in back and id > rule.id:
            what = f"{rule.id} and {id} supersede each other"
            yield Problem(one.at(rule, "supersedes", n), what, "one of them must be the stronger: take one out")


def asks(test: Test | None, path: Path) -> Iterator[tuple[Path, Ask]]:
    """Every check of a test with its place below the rule."""
    match test:
        case Ask(check, _, _):
            yield [*path, check.name], test
        case All(parts) | Any(parts):
            name = "all" if isinstance(test, All) else "any"
            for n, part in enumerate(parts):
                yield from asks(part, [*path, name, n])
        case Not(part):
            yield from asks(part, [*path, "not"])
