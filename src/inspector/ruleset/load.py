"""All rule texts to one ruleset, or all problems at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from inspector.checks import Check
from inspector.errors import Problem, RulesError
from inspector.model.column import ColumnKind
from inspector.model.rule import PackCard
from inspector.model.words import Words
from inspector.ruleset.bind import Binder
from inspector.ruleset.files import CalendarFile, PackFile, ProfileFile, Span
from inspector.ruleset.profile import Bonus, Grade, Profile, TypeSheet, Veto
from inspector.ruleset.references import Placed, references
from inspector.ruleset.rules import Pack, Ruleset
from inspector.ruleset.tailor import misfits, tailored
from inspector.ruleset.yaml_mend import read_past
from inspector.ruleset.yaml_text import YamlText, problems
from inspector.workdays import Workdays, YearTable

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(slots=True)
class _Loading:
    checks: Mapping[str, Check]
    found: list[Problem] = field(default_factory=list)

    def file(self, name: str, text: str, model: type[_Model]) -> tuple[YamlText, _Model] | None:
        read, amiss = read_past(text, name)
        self.found += amiss
        if read is None:
            return None
        try:
            return read, model.model_validate(read.data)
        except ValidationError as error:
            self.found += problems(error, read, model)
            return None


def load(texts: Mapping[str, str], profile: str, checks: Mapping[str, Check], whole: bool = True) -> Ruleset:
    """The ruleset of `texts` (path relative to the rules folder -> content) under one profile.

    Packs are the `*.yaml` at the top, profiles and calendars stand in `profiles/` and `calendar/`. Raises RulesError with
    every problem found; a suite that would lose a rule does not load. `whole` is false where further files could not be read at
    all: what is not in `texts` may then stand in one of them.
    """
    loading = _Loading(checks)
    names = [name for name in sorted(texts) if "/" not in name and name.endswith(".yaml")]
    packs = [placed for name in names if (placed := _pack(loading, name, texts[name])) is not None]
    whole = whole and len(packs) == len(names) and not loading.found
    years = [_calendar(loading, name, text) for name, text in sorted(texts.items()) if name.startswith("calendar/")]
    chosen = _profile(loading, profile, texts)
    bound = None if chosen is None else (chosen[0], _bound_profile(chosen[1]))
    loading.found += references(packs, bound, whole)
    loading.found += misfits(packs, chosen, whole) if chosen is not None else ()
    if loading.found or chosen is None or bound is None:
        raise RulesError(sorted(loading.found, key=_in_file_order))
    kept = tailored((placed.pack for placed in packs), chosen[1].rules)
    tables = {table.year: table for table in years if table is not None}
    order = {id: n for n, id in enumerate(bound[1].sheet("department").all_packs)}
    return Ruleset(
        packs=tuple(sorted(kept, key=lambda pack: (order.get(pack.id, len(order)), pack.id))),
        profile=bound[1],
        workdays=Workdays(tables),
        digest=rules_digest(texts),
        calendar_digest=digest({name: text for name, text in texts.items() if name.startswith("calendar/")}),
    )


def placed_packs(texts: Mapping[str, str], checks: Mapping[str, Check]) -> list[Placed]:
    """The packs of `texts` with the files they stand in; only those that can be read."""
    loading = _Loading(checks)
    names = [name for name in sorted(texts) if "/" not in name and name.endswith(".yaml")]
    return [placed for name in names if (placed := _pack(loading, name, texts[name])) is not None]


def placed_files(texts: Mapping[str, str], folder: str, model: type[_Model]) -> list[tuple[YamlText, _Model]]:
    """The files of a folder of `texts` as they are written; only those that can be read."""
    loading = _Loading({})
    names = [name for name in sorted(texts) if name.startswith(f"{folder}/")]
    return [read for name in names if (read := loading.file(name, texts[name], model)) is not None]


def rules_digest(texts: Mapping[str, str]) -> str:
    """The digest a ruleset of `texts` has; calendars have one of their own."""
    return digest({name: text for name, text in texts.items() if not name.startswith("calendar/")})


def digest(texts: Mapping[str, str]) -> str:
    """SHA-256 over names and contents, in name order."""
    sha = hashlib.sha256()
    for name in sorted(texts):
        sha.update(f"{name}\0{texts[name]}\0".encode())
    return sha.hexdigest()


def _pack(loading: _Loading, name: str, text: str) -> Placed | None:
    read = loading.file(name, text, PackFile)
    if read is None:
        return None
    file, pack = read
    binder = Binder(file, loading.checks)
    rules = [binder.rule(pack, data, index) for index, data in enumerate(pack.rules)]
    loading.found += binder.found
    card = PackCard(pack.pack, pack.title.words(), pack.max, pack.about.words())
    return Placed(file, Pack(card, tuple(rule for rule in rules if rule is not None)))


def _in_file_order(problem: Problem) -> tuple[str, int, int]:
    name, _, rest = problem.place.partition(":")
    line, _, column = rest.partition(":")
    return name, int(line) if line.isdigit() else 0, int(column) if column.isdigit() else 0


def _profile(loading: _Loading, name: str, texts: Mapping[str, str]) -> tuple[YamlText, ProfileFile] | None:
    path = f"profiles/{name}.yaml"
    if path not in texts:
        there = sorted(
            key.removeprefix("profiles/").removesuffix(".yaml") for key in texts if key.startswith("profiles/")
        )
        close = get_close_matches(name, there, 1, 0.5)
        remedy = f"did you mean {close[0]!r}?" if close else f"[rules] profile may be: {', '.join(there)}"
        loading.found.append(Problem(path, "this profile is not there", remedy))
        return None
    read = loading.file(path, texts[path], ProfileFile)
    if read is not None and read[1].id != name:
        what = f"this profile calls itself {read[1].id!r}"
        loading.found.append(Problem(read[0].place(["id"]), what, f"its id is its file's name, {name!r}"))
    return read


def _bound_profile(file: ProfileFile) -> Profile:
    columns = [
        ColumnKind(c.id, Words(c.zh, c.en), tuple(c.names), c.group, c.days, c.months, c.items, c.confirm)
        for c in file.columns
    ]
    due = {unit_type: (int(day[:2]), int(day[3:])) for unit_type, day in file.report_due.items()}
    return Profile(
        id=file.id,
        title=file.title.words(),
        max=file.max,
        sheets={
            unit_type: TypeSheet(sheet.packs, sheet.outside, sheet.apart) for unit_type, sheet in file.sheets.items()
        },
        features={unit_type: tuple(features) for unit_type, features in file.features.items()},
        grades=tuple(Grade(grade.least, Words(grade.zh, grade.en)) for grade in file.grades),
        veto=Veto(
            file.veto.effect,
            file.veto.cap,
            {rule: Veto(one.effect, one.cap) for rule, one in file.veto.rules.items()},
        ),
        not_applicable=file.not_applicable,
        columns=tuple(columns),
        recurrence=tuple(file.recurrence),
        deadlines={str(severity): days for severity, days in file.deadlines.items()},
        bonus=tuple(Bonus(bonus.pack, bonus.max, bonus.gate) for bonus in file.bonus),
        heirs={pack: tuple(heirs) for pack, heirs in file.heirs.items()},
        report_due=due,
    )


def _calendar(loading: _Loading, name: str, text: str) -> YearTable | None:
    read = loading.file(name, text, CalendarFile)
    if read is None:
        return None
    _, file = read
    off = frozenset(day for one in file.off for day in _days(one))
    if name != f"calendar/{file.year}.yaml":
        loading.found.append(Problem(name, f"this file is about {file.year}", f"call it calendar/{file.year}.yaml"))
    if not off:
        loading.found.append(
            Problem(
                name, "an arrangement without a day off is not one", "leave the file out until the notice is published"
            )
        )
    return YearTable(file.year, off, frozenset(file.worked), file.source)


def _days(one: date | Span) -> list[date]:
    if isinstance(one, Span):
        return [one.first + timedelta(days=n) for n in range((one.last - one.first).days + 1)]
    return [one]
