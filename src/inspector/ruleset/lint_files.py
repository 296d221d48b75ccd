"""Profiles and calendars that load and yet say something that can never come true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from inspector.errors import Problem
from inspector.model.unit import UNIT_TYPES
from inspector.ruleset.bind import meant
from inspector.ruleset.files import CalendarFile, ProfileFile, Span
from inspector.ruleset.load import placed_files
from inspector.ruleset.yaml_text import YamlText

_SATURDAY = 5


def profiles(file: YamlText, profile: ProfileFile) -> Iterator[Problem]:
    """What is out of reach in a profile."""
    yield from _columns(file, profile)
    for unit_type, sheet in profile.sheets.items():
        for pack in sorted(set(sheet.packs) & set(sheet.outside)):
            what = f"pack {pack} is inside and outside the sheet of {unit_type}"
            yield Problem(file.place(["sheets", unit_type, "outside", pack]), what, "one of them")
        for pack in sorted((set(sheet.packs) | set(sheet.outside)) & set(sheet.apart)):
            what = f"pack {pack} has a score of its own and counts for that of {unit_type} too"
            yield Problem(file.place(["sheets", unit_type, "apart", pack]), what, "one of them")
    yield from _out_of_reach(file, profile)
    for name, day in profile.report_due.items():
        yield from _due(file, name, day)


def _out_of_reach(file: YamlText, profile: ProfileFile) -> Iterator[Problem]:
    """Numbers that no value meets, or that take nothing."""
    for n, bonus in enumerate(profile.bonus):
        if bonus.gate >= profile.max:
            what = f"no value exceeds {bonus.gate} before the bonus: the sheet has {profile.max}"
            yield Problem(file.place(["bonus", n, "gate"]), what, f"a gate below {profile.max}")
    most = profile.max + sum(bonus.max for bonus in profile.bonus)
    for n, grade in enumerate(profile.grades):
        if grade.least > most:
            yield Problem(
                file.place(["grades", n, "least"]), f"no value reaches {grade.least}: at most {most}", "lower it"
            )
    if profile.veto.effect == "cap" and profile.veto.cap >= profile.max:
        what = f"a veto that caps at {profile.veto.cap} of {profile.max} takes nothing"
        yield Problem(file.place(["veto", "cap"]), what, "lower it")
    for n, factor in enumerate(profile.recurrence):
        if factor < (profile.recurrence[n - 1] if n else 1):
            what = f"the factor {factor} makes an issue that comes back cheaper"
            yield Problem(file.place(["recurrence", n]), what, "begin with 1 and never fall")


def _due(file: YamlText, name: str, day: str) -> Iterator[Problem]:
    known = ("default", *UNIT_TYPES)
    if name not in known:
        yield Problem(
            file.place(["report_due", name]), f"{name!r} is no type of unit", meant(name, known) or ", ".join(known)
        )
    try:
        date.fromisoformat(f"2024-{day}")
    except ValueError:
        yield Problem(file.place(["report_due", name]), f"{day} is no day of the year", "write month and day, 01-31")


def _columns(file: YamlText, profile: ProfileFile) -> Iterator[Problem]:
    earlier: dict[str, str] = {}
    for n, column in enumerate(profile.columns):
        if column.id in earlier.values():
            yield Problem(
                file.place(["columns", n, "id"]), f"the column kind {column.id!r} is there twice", "rename one"
            )
        for limit in ("days", "months"):
            if (value := getattr(column, limit)) is not None and value < 1:
                yield Problem(
                    file.place(["columns", n, limit]), f"a limit of {value} {limit} is always over", "at least 1"
                )
        for index, name in enumerate(column.names):
            hidden = next((id for word, id in earlier.items() if word in name and id != column.id), "")
            if hidden:
                what = f"{name!r} never comes here: the kind {hidden!r} above takes it first"
                yield Problem(file.place(["columns", n, "names", index]), what, f"move {column.id!r} above {hidden!r}")
        earlier.update(dict.fromkeys(column.names, column.id))


def calendars(texts: Mapping[str, str]) -> Iterator[Problem]:
    """Days of another year, spans that end before they begin, days both off and worked, weekdays worked that were never off."""
    for file, one in placed_files(texts, "calendar", CalendarFile):
        off: list[tuple[list[str | int], date]] = [
            (["off", n], day) for n, span in enumerate(one.off) for day in _ends(span)
        ]
        for n, span in enumerate(one.off):
            if isinstance(span, Span) and span.last < span.first:
                what = f"these days off end ({span.last}) before they begin ({span.first})"
                yield Problem(file.place(["off", n]), what, "change first and last")
        worked: list[tuple[list[str | int], date]] = [(["worked", n], day) for n, day in enumerate(one.worked)]
        for path, day in [*off, *worked]:
            if day.year != one.year:
                yield Problem(file.place(path), f"{day} is not in {one.year}", "each year has its own file")
        yield from _worked(file, one)


def _worked(file: YamlText, one: CalendarFile) -> Iterator[Problem]:
    times = Counter(one.worked)
    for n, day in enumerate(one.worked):
        if any(first <= day <= last for first, last in map(_both, one.off)):
            yield Problem(file.place(["worked", n]), f"{day} is a day off above", "a day is one or the other")
        elif day.weekday() < _SATURDAY:
            yield Problem(file.place(["worked", n]), f"{day} is a weekday, worked anyhow", "is the year right?")
        if times[day] > 1 and one.worked.index(day) == n:
            yield Problem(file.place(["worked", n]), f"{day} is there twice", "take one out")


def _ends(span: date | Span) -> tuple[date, ...]:
    return tuple(dict.fromkeys(_both(span)))


def _both(span: date | Span) -> tuple[date, date]:
    return (span.first, span.last) if isinstance(span, Span) else (span, span)
