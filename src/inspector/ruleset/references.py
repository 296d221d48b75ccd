"""What rules and profiles say of each other: every name must be there, every date and sum must make sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inspector import lazy
from inspector.errors import Problem
from inspector.ruleset.bind import meant
from inspector.ruleset.profile import Profile
from inspector.ruleset.rules import Pack, Rule
from inspector.ruleset.yaml_text import YamlText

_PLACE = lazy.pattern(r"\{[^{}]*\}|[{}]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A pack and the file it stands in."""

    file: YamlText
    pack: Pack

    def at(self, rule: Rule, *more: str | int) -> str:
        """The place of a rule, or of something inside it; of the last one where an id is there twice."""
        data = self.file.data["rules"]
        index = max(n for n, one in enumerate(data) if isinstance(one, dict) and one.get("id") == rule.id)
        return self.file.place(["rules", index, *more])


def references(packs: Iterable[Placed], profile: tuple[YamlText, Profile] | None, whole: bool) -> list[Problem]:
    """All that does not fit together. `whole`: every pack file could be read, so that what is not named is really not there."""
    packs = list(packs)
    known = [*(rule.id for one in packs for rule in one.pack.rules), *(one.pack.id for one in packs)]
    found = [*_twice(packs)]
    for one in packs:
        for rule in one.pack.rules:
            found += _rule(one, rule, known if whole else None)
    if profile is not None and whole:
        found += _sheets(*profile, [one.pack.id for one in packs])
    return found


def _twice(packs: list[Placed]) -> Iterator[Problem]:
    """Places are asked for only where something is there twice: to know them, a file is read again by the careful parser."""
    seen: dict[str, tuple[YamlText, list[str | int]]] = {}
    for one in packs:
        named: list[tuple[str, list[str | int]]] = [(one.pack.id, ["pack"])]
        named += [(str(rule.get("id")), ["rules", n, "id"]) for n, rule in enumerate(one.file.data["rules"])]
        for id, path in named:
            if id in seen:
                file, first = seen[id]
                remedy = f"the first one is {file.place(first)}; ids are never reused"
                yield Problem(one.file.place(path), f"{id} is there twice", remedy)
            seen.setdefault(id, (one.file, path))


def _rule(one: Placed, rule: Rule, known: list[str] | None) -> Iterator[Problem]:
    card = rule.card
    for index, id in enumerate(rule.supersedes):
        if known is not None and id not in known:
            yield Problem(
                one.at(rule, "supersedes", index),
                f"{rule.id} supersedes {id}, which is not there",
                meant(id, known),
            )
        if id == rule.id:
            yield Problem(one.at(rule, "supersedes", index), f"{rule.id} supersedes itself", "take it out")
    if card.cap < card.points:
        yield Problem(
            one.at(rule, "cap"), f"a cap of {card.cap} is less than the {card.points} points of one finding", "raise it"
        )
    if rule.since and rule.until and rule.since > rule.until:
        yield Problem(one.at(rule, "until"), f"{rule.id} ends ({rule.until}) before it begins ({rule.since})")
    for outcome, words in (rule.say or {}).items():
        for language in ("zh", "en"):
            odd = [place for place in _PLACE.findall(getattr(words, language)) if place != "{found}"]
            if odd:
                yield Problem(
                    one.at(rule, "say", outcome, language),
                    f"{odd[0]} means nothing here",
                    "only {found}, the check's own sentence, is filled in",
                )


def _sheets(file: YamlText, profile: Profile, packs: list[str]) -> Iterator[Problem]:
    for unit_type, sheet in profile.sheets.items():
        for part, named in (("packs", sheet.packs), ("outside", sheet.outside), ("apart", sheet.apart)):
            yield from _packs(file, ["sheets", unit_type, part], unit_type, named, packs)
    for index, bonus in enumerate(profile.bonus):
        if bonus.pack not in packs:
            place = file.place(["bonus", index, "pack"])
            yield Problem(place, f"a bonus is for pack {bonus.pack}, which is not there", meant(bonus.pack, packs))
    for pack, heirs in profile.heirs.items():
        for n, id in enumerate([pack, *heirs]):
            if id not in packs:
                place = file.place(["heirs", pack, n - 1] if n else ["heirs", pack])
                yield Problem(place, f"heirs are named for or are pack {id}, which is not there", meant(id, packs))
        if pack in heirs:
            yield Problem(file.place(["heirs", pack]), f"pack {pack} is its own heir", "name other packs")
    if not any(grade.least <= 0 for grade in profile.grades):
        yield Problem(file.place(["grades"]), "no grade begins at 0", "the lowest one must take every value")


def _packs(
    file: YamlText, path: list[str | int], unit_type: str, named: Mapping[str, object], packs: list[str]
) -> Iterator[Problem]:
    for id in named:
        if id not in packs:
            what = f"the sheet of {unit_type} names pack {id}, which is not there"
            yield Problem(file.place([*path, id]), what, meant(id, packs))
